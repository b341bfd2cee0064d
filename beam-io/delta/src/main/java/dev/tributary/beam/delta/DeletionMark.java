package dev.tributary.beam.delta;

import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.util.Arrays;
import java.util.Objects;

/**
 * The column that says of a row since when it is deleted. A table has it that marks deleted rows,
 * or once did.
 */
final class DeletionMark {
  static final String COLUMN = "_tributary_deleted_at";

  /** A schema of nothing else. */
  static final StructType SCHEMA =
      new StructType(new StructField[] {new StructField(COLUMN, new TimestampType(), true)});

  private final int index;

  /**
   * The mark of a table's rows.
   *
   * @param schema the table's, with the column or without
   */
  DeletionMark(StructType schema) {
    this.index = Arrays.asList(schema.getFieldNames()).indexOf(COLUMN);
  }

  /** A schema with the column at its end, unless it has it already. */
  static StructType addTo(StructType schema) {
    return new DeletionMark(schema).isKnown() ? schema : schema.add(SCHEMA.get(COLUMN));
  }

  /** Whether the table has the column. */
  boolean isKnown() {
    return index >= 0;
  }

  /** Whether a row is there and deleted. */
  boolean isOn(Object[] row) {
    return row != null && isKnown() && row[index] != null;
  }

  /** Since when a row is deleted, or null. */
  Object of(Object[] row) {
    return row[index];
  }

  /**
   * A row with another mark.
   *
   * @param since in microseconds since 1970, or null
   */
  Object[] set(Object[] row, Object since) {
    if (Objects.equals(row[index], since)) {
      return row;
    }
    Object[] marked = row.clone();
    marked[index] = since;
    return marked;
  }
}
