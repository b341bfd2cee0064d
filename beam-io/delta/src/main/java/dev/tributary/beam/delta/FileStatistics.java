package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.util.List;
import java.util.Map;

/**
 * What the Delta log says about the values in a file, as bounds that are safe to prune with whoever
 * wrote them: every value of a column that is neither null nor NaN lies between {@link #min} and
 * {@link #max}, both inclusive. NaN lies outside of all bounds.
 *
 * <p>The bounds are not exact: of long strings the log keeps the beginning, of timestamps the
 * milliseconds. Null means not known, and never "no such value".
 */
final class FileStatistics {
  /** Of a file without statistics. */
  static final FileStatistics UNKNOWN = new FileStatistics(null, Map.of());

  private final Long rows;
  private final Map<List<String>, ColumnStatistics> columns;

  FileStatistics(Long rows, Map<List<String>, ColumnStatistics> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /** Bounds in the representation of rows. */
  static final class ColumnStatistics {
    Object min;
    Object max;
    Long nulls;
  }

  /**
   * @param json as the log holds it, or null
   * @param schema the columns to look for; any others are passed over, so that a schema of the key
   *     columns alone is the quick way
   */
  static FileStatistics parse(String json, StructType schema) {
    return FileStatisticsParser.of(schema).parse(json);
  }

  /** Null if not known. */
  Long rows() {
    return rows;
  }

  /**
   * @param path the column's name, or the names from the outermost struct to the field
   */
  Object min(String... path) {
    ColumnStatistics column = columns.get(List.of(path));
    return column == null ? null : column.min;
  }

  /**
   * @param path the column's name, or the names from the outermost struct to the field
   */
  Object max(String... path) {
    ColumnStatistics column = columns.get(List.of(path));
    return column == null ? null : column.max;
  }

  /**
   * @param path the column's name, or the names from the outermost struct to the field
   */
  Long nulls(String... path) {
    ColumnStatistics column = columns.get(List.of(path));
    return column == null ? null : column.nulls;
  }
}
