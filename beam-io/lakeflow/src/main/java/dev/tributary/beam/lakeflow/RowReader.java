package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Makes rows of a table's records. Not safe for concurrent use. */
final class RowReader {
  private static final int SHOWN_CHARACTERS = 100;

  private final TableShape shape;
  private final Schema schema;
  private final RecordConverter upserts;
  private final RecordConverter deletes;
  private final int[] deleteIndexes;

  RowReader(TableShape shape) {
    this.shape = shape;
    this.schema = shape.schema();
    this.upserts = new RecordConverter(shape.columns());
    List<Field> kept = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (Field field : shape.columns().fields()) {
      if (shape.keys().contains(field.name()) || field.name().equals(shape.cursor())) {
        indexes.add(shape.columns().fields().indexOf(field));
        kept.add(field);
      }
    }
    this.deletes = new RecordConverter(new StructType(kept), Set.copyOf(shape.columns().names()));
    this.deleteIndexes = indexes.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * The row of a record. Of a delete only keys and cursor are looked at.
   *
   * @throws BadValueException if a value does not fit its column
   */
  Row read(SourceRecord record) throws BadValueException {
    boolean isDelete = record.kind() == ChangeKind.DELETE;
    Object[] values = isDelete ? convertDelete(record) : upserts.convert(record);
    List<Object> fields = RowTypes.values(shape.columns(), schema, values);
    if (shape.hasChangeKind()) {
      fields.add(record.kind().name().toLowerCase(Locale.ROOT));
    }
    return Row.withSchema(schema).attachValues(fields);
  }

  private Object[] convertDelete(SourceRecord record) throws BadValueException {
    Object[] known = deletes.convert(record);
    var values = new Object[shape.columns().fields().size()];
    for (int i = 0; i < known.length; i++) {
      values[deleteIndexes[i]] = known[i];
    }
    return values;
  }

  /** A record's key in messages, as in {@code id=17}; nothing else of it. */
  String key(SourceRecord record) {
    var key = new StringBuilder();
    try {
      JsonNode tree = record.toTree();
      for (String name : shape.keys()) {
        JsonNode value = tree.path(name);
        String text = value.isValueNode() ? value.asText() : "?";
        key.append(key.isEmpty() ? "" : ", ").append(name).append('=').append(shorten(text));
      }
    } catch (RuntimeException e) {
      // It is no JSON, and has no key.
      return "unknown";
    }
    return key.isEmpty() ? "unknown" : key.toString();
  }

  private static String shorten(String text) {
    int length = Math.min(text.codePointCount(0, text.length()), SHOWN_CHARACTERS);
    return text.substring(0, text.offsetByCodePoints(0, length));
  }
}
