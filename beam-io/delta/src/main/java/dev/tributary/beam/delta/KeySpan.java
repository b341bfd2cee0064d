package dev.tributary.beam.delta;

import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The whole keys at the two ends of a sorted file. The log knows the leading column only, and of
 * long strings no more than their beginning: by its bounds, files that follow one another may seem
 * to overlap.
 */
final class KeySpan {
  private final Object[] first;
  private final Object[] last;

  private KeySpan(Object[] first, Object[] last) {
    this.first = first;
    this.last = last;
  }

  /** The values of the key columns in the first row. */
  Object[] first() {
    return first;
  }

  /** The values of the key columns in the last row. */
  Object[] last() {
    return last;
  }

  /**
   * Reads the first and the last row group, and of these the key columns only.
   *
   * @param file holds at least one row, and its rows are sorted
   */
  static KeySpan of(Configuration configuration, Path file, TableShape shape) throws IOException {
    StructType keys = schema(shape);
    Object[] first;
    int rowGroups;
    try (RowReader reader = RowReader.open(configuration, file, keys)) {
      first = reader.next();
      rowGroups = reader.footer().getBlocks().size();
    }
    Object[] last = null;
    IntPredicate isLast = ordinal -> ordinal == rowGroups - 1;
    try (RowReader reader = RowReader.open(configuration, file, keys, isLast)) {
      for (Object[] row = reader.next(); row != null; row = reader.next()) {
        last = row;
      }
    }
    if (first == null || last == null) {
      throw new IOException("Cannot read the keys of " + file + ": it has no rows");
    }
    return new KeySpan(first, last);
  }

  private static StructType schema(TableShape shape) {
    return new StructType(
        shape.keys().columns().stream().map(shape.schema()::get).toArray(StructField[]::new));
  }
}
