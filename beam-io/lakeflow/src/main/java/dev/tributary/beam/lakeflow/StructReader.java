package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads JSON objects as structs. */
final class StructReader implements ValueReader {
  /** A source that sends keys of its users' making must not fill the memory with their names. */
  private static final int UNKNOWN_FIELDS_NAMED = 1000;

  private final String path;
  private final Set<String> unwanted;
  private final String[] names;
  private final ValueReader[] readers;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Long> unknownFields;

  StructReader(
      String path, StructType type, Set<String> unwanted, Map<String, Long> unknownFields) {
    List<Field> fields = type.fields();
    this.path = path;
    this.unwanted = Set.copyOf(unwanted);
    this.unknownFields = unknownFields;
    names = new String[fields.size()];
    readers = new ValueReader[fields.size()];
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      names[i] = field.name();
      readers[i] = ValueReader.of(childPath(field.name()), field.type(), unknownFields);
      indexes.put(field.name(), i);
    }
  }

  @Override
  public Object[] read(JsonParser parser) throws IOException, BadValueException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadValueException(path, Json.text(parser), "a JSON object");
    }
    var values = new Object[readers.length];
    int expected = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      // APIs send fields in one order: try the one behind the last before looking it up.
      int index = expected < names.length && names[expected].equals(name) ? expected : find(name);
      JsonToken token = parser.nextToken();
      if (index < 0) {
        parser.skipChildren();
        if (!unwanted.contains(name)) {
          countUnknown(name);
        }
      } else {
        values[index] = token == JsonToken.VALUE_NULL ? null : readers[index].read(parser);
        expected = index + 1;
      }
    }
    return values;
  }

  private int find(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }

  private void countUnknown(String name) {
    String field = childPath(name);
    if (unknownFields.size() < UNKNOWN_FIELDS_NAMED || unknownFields.containsKey(field)) {
      unknownFields.merge(field, 1L, Long::sum);
    }
  }

  private String childPath(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
