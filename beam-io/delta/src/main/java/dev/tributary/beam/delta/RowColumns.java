package dev.tributary.beam.delta;

import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Turns rows of one Beam schema into rows of a table: all fields but the one that says what kind of
 * change a row is. Compiled once, for use row after row by one thread.
 */
final class RowColumns {
  /** What an array of values takes in memory besides them, in bytes. */
  private static final int ROW_BYTES = 64;

  private final int[] places;
  private final BeamType[] types;
  private final StructType schema;
  private long bytes;

  /**
   * @param changeKind the field that is not stored, or null
   * @throws IllegalArgumentException if a field has a type that Delta has not
   */
  RowColumns(Schema fields, String changeKind) {
    List<Integer> stored = new ArrayList<>();
    List<BeamType> compiled = new ArrayList<>();
    List<StructField> columns = new ArrayList<>();
    for (int i = 0; i < fields.getFieldCount(); i++) {
      Schema.Field field = fields.getField(i);
      if (!field.getName().equals(changeKind)) {
        BeamType type = BeamType.of(field.getType(), field.getName());
        stored.add(i);
        compiled.add(type);
        // Whether a value may be missing is the source's to change (decision 5).
        columns.add(new StructField(field.getName(), type.type(), true));
      }
    }
    places = stored.stream().mapToInt(Integer::intValue).toArray();
    types = compiled.toArray(BeamType[]::new);
    schema = new StructType(columns.toArray(StructField[]::new));
  }

  /** The columns of the rows. */
  StructType schema() {
    return schema;
  }

  /**
   * Converts a row.
   *
   * @throws BadRecordException if a column cannot hold its value
   */
  Object[] convert(Row row) {
    var size = new BeamType.Size();
    var values = new Object[places.length];
    for (int i = 0; i < places.length; i++) {
      values[i] = types[i].convert(row.getValue(places[i]), size);
    }
    bytes = ROW_BYTES + size.bytes();
    return values;
  }

  /** About how much memory the last row takes. */
  long bytes() {
    return bytes;
  }
}
