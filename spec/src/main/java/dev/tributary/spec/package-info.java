/**
 * What a run is told: the pipeline spec, which names tables, destinations and settings, and the
 * connection, which names a connector and its options. Both are JSON.
 *
 * <p>{@link dev.tributary.spec.SpecLocator} finds the spec, {@link dev.tributary.spec.SpecReader}
 * reads it, {@link dev.tributary.spec.ConnectionLoader} finds and reads the connection. All of them
 * collect what is wrong as {@link dev.tributary.spec.Problems} instead of stopping at the first
 * one, and the caller, who alone knows the connectors, adds its own before it fails with all at
 * once. Values of a connection never appear in a message.
 */
package dev.tributary.spec;
