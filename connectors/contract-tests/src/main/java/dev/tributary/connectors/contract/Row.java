package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Keys and cursors of records. */
final class Row {
  private Row() {}

  static List<String> key(JsonNode row, TableMetadata metadata) {
    return metadata.primaryKeys().stream().map(key -> row.path(key).asText()).toList();
  }

  static List<String> key(SourceRecord record, TableMetadata metadata) {
    return key(record.toTree(), metadata);
  }

  /** Of a value those members that are columns, or in columns: the rest is nowhere stored. */
  static JsonNode columns(JsonNode value, DataType type) {
    if (type instanceof StructType struct && value instanceof ObjectNode object) {
      ObjectNode columns = JsonNodeFactory.instance.objectNode();
      for (Field field : struct.fields()) {
        if (object.has(field.name())) {
          columns.set(field.name(), columns(object.get(field.name()), field.type()));
        }
      }
      return columns;
    }
    if (type instanceof ArrayType array && value instanceof ArrayNode elements) {
      ArrayNode columns = JsonNodeFactory.instance.arrayNode();
      elements.forEach(element -> columns.add(columns(element, array.element())));
      return columns;
    }
    return value;
  }

  /** Whether a row may stand in the place of another one of its key. */
  static boolean isAtLeast(JsonNode row, JsonNode stored, TableMetadata metadata) {
    String cursor = metadata.cursorField();
    return cursor == null || compare(row.path(cursor), stored.path(cursor)) >= 0;
  }

  private static int compare(JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      return new BigDecimal(a.asText()).compareTo(new BigDecimal(b.asText()));
    }
    try {
      return instant(a.asText()).compareTo(instant(b.asText()));
    } catch (DateTimeParseException e) {
      return a.asText().compareTo(b.asText());
    }
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }
}
