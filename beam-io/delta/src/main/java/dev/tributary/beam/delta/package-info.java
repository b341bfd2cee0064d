/**
 * Delta tables on Apache Beam without Spark.
 *
 * <pre>{@code
 * DeltaWriteResult result =
 *     rows.apply(
 *         DeltaIO.upsert()
 *             .to("/warehouse/people")
 *             .withPrimaryKeys("id")
 *             .withSequenceBy("updated_at")
 *             .withRejectedRows());
 * result.commits();  // what became of the table
 * result.rejected(); // rows that it cannot take
 * }</pre>
 *
 * {@link dev.tributary.beam.delta.DeltaIO} says what there is besides. Whoever reads a source whose
 * positions are to be committed with its rows uses {@link
 * dev.tributary.beam.delta.DeltaIO#applyChanges}, with a {@link
 * dev.tributary.beam.delta.DeltaDestination} around the pipeline.
 *
 * <h2>Rows</h2>
 *
 * A row is an {@code Object[]} in the order of its {@link io.delta.standalone.types.StructType}.
 * What stands in it, and what the writer takes besides:
 *
 * <table>
 *   <caption>Row representation</caption>
 *   <tr><th>Delta type</th><th>value</th><th>also written</th></tr>
 *   <tr><td>boolean</td><td>{@code Boolean}</td><td></td></tr>
 *   <tr><td>byte, short, integer</td><td>{@code Integer}</td><td></td></tr>
 *   <tr><td>date</td><td>{@code Integer}, the epoch day</td><td></td></tr>
 *   <tr><td>long</td><td>{@code Long}</td><td></td></tr>
 *   <tr><td>timestamp</td><td>{@code Long}, microseconds since the epoch, UTC</td><td></td></tr>
 *   <tr><td>float</td><td>{@code Float}</td><td></td></tr>
 *   <tr><td>double</td><td>{@code Double}</td><td></td></tr>
 *   <tr><td>decimal</td><td>{@code BigDecimal} of the column's scale</td>
 *       <td>any {@code BigDecimal} that fits without rounding</td></tr>
 *   <tr><td>string</td><td>{@code Binary} of UTF-8</td><td>{@code String}</td></tr>
 *   <tr><td>binary</td><td>{@code Binary}</td><td>{@code byte[]}</td></tr>
 *   <tr><td>struct</td><td>{@code Object[]}</td><td></td></tr>
 *   <tr><td>array</td><td>{@code List<Object>}</td><td></td></tr>
 *   <tr><td>map</td><td>{@code Map<Object, Object>}</td><td></td></tr>
 * </table>
 *
 * Null stands for null. An absent struct, array or map is null and not an empty one.
 */
package dev.tributary.beam.delta;
