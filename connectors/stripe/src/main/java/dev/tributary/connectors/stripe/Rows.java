package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.time.Instant;
import java.util.List;

/** Makes records of Stripe's objects, whose times are seconds since 1970. */
final class Rows {
  /** The column that is added. */
  static final String UPDATED = "tributary_updated_at";

  private Rows() {}

  static SourceRecord upsert(TableDescription table, ObjectNode object, Instant updated) {
    return plain(table, object.put(UPDATED, updated.toString()));
  }

  /** A row as it is, without the column that is added. */
  static SourceRecord plain(TableDescription table, ObjectNode object) {
    table.excluded().keySet().forEach(pointer -> drop(object, pointer.split("/", -1), 1));
    dropSecrets(object);
    adopt(table.schema(), object);
    return SourceRecord.upsert(object);
  }

  static SourceRecord delete(String id, Instant updated) {
    return SourceRecord.delete(
        JsonNodeFactory.instance.objectNode().put("id", id).put(UPDATED, updated.toString()));
  }

  /** Takes away what a pointer leads to; {@code *} stands for all elements of an array. */
  private static void drop(JsonNode node, String[] pointer, int depth) {
    if (node instanceof ArrayNode array) {
      array.forEach(element -> drop(element, pointer, depth + 1));
    } else if (node instanceof ObjectNode object) {
      if (depth == pointer.length - 1) {
        object.remove(pointer[depth]);
      } else {
        drop(object.path(pointer[depth]), pointer, depth + 1);
      }
    }
  }

  /** Also of objects that are kept as their JSON. */
  private static void dropSecrets(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove("client_secret");
    }
    node.forEach(Rows::dropSecrets);
  }

  /** Writes times as columns of that type have them. */
  private static void adopt(DataType type, JsonNode node) {
    if (type instanceof StructType struct && node instanceof ObjectNode object) {
      for (Field field : struct.fields()) {
        JsonNode value = object.path(field.name());
        if (field.type() == Primitive.TIMESTAMP && value.isIntegralNumber()) {
          object.set(field.name(), TextNode.valueOf(time(value).toString()));
        } else {
          adopt(field.type(), value);
        }
      }
    } else if (type instanceof ArrayType array) {
      node.forEach(element -> adopt(array.element(), element));
    }
  }

  static Instant time(JsonNode seconds) {
    return Instant.ofEpochSecond(seconds.longValue());
  }

  static List<ObjectNode> createdUntil(List<ObjectNode> objects, Instant until) {
    return objects.stream().filter(object -> !created(object).isAfter(until)).toList();
  }

  /** When an object was created, of which invoice items tell under another name. */
  static Instant created(ObjectNode object) {
    return time(object.path(object.has("created") ? "created" : "date"));
  }

  static String id(ObjectNode object) {
    return object.path("id").asText();
  }
}
