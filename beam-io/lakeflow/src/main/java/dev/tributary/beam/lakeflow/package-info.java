/**
 * Tables of Lakeflow connectors as a Beam source.
 *
 * <p>{@link dev.tributary.beam.lakeflow.LakeflowIO} is where to begin: {@code read()} and {@code
 * readAll()} give rows to any pipeline, {@code readPages()} gives raw pages to one that commits
 * what it read epoch by epoch and decides itself what a failure of the source means. For Beam YAML
 * and other SDKs there is {@link dev.tributary.beam.lakeflow.LakeflowReadSchemaTransformProvider}.
 *
 * <p>Connectors are found on the class path by {@link java.util.ServiceLoader}. All of this is
 * bounded: it reads up to where the source was when the read began.
 */
package dev.tributary.beam.lakeflow;
