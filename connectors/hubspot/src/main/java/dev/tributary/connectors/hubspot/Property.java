package dev.tributary.connectors.hubspot;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.DATE;
import static dev.tributary.connectors.schema.DataType.Primitive.DOUBLE;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.schema.DataType.Primitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A property of a type of objects, as the account defines it.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide">Types of
 *     properties</a>
 */
record Property(String name, Primitive type) {

  /**
   * The property of a type as HubSpot names it. A number may have digits behind the point, and an
   * enumeration several values, which stay one text.
   */
  static Property of(String name, String type) {
    return new Property(
        name,
        switch (type) {
          case "number" -> DOUBLE;
          case "bool" -> BOOLEAN;
          case "date" -> DATE;
          case "datetime" -> TIMESTAMP;
          // string, enumeration, phone_number, json, object_coordinates, and what is to come
          default -> STRING;
        });
  }

  /**
   * A value, of which HubSpot sends the text whatever its type; empty where there is none. A text
   * that is no value of the type stays as it is, for the framework to tell.
   */
  Optional<JsonNode> value(JsonNode sent) {
    if (sent.isNull() || sent.isMissingNode()) {
      return Optional.empty();
    }
    String text = sent.asText();
    if (type == STRING || !sent.isTextual()) {
      return Optional.of(sent);
    }
    // A value that was taken away is an empty text.
    return text.isBlank() ? Optional.empty() : Optional.of(typed(text));
  }

  private JsonNode typed(String text) {
    try {
      return switch (type) {
        case DOUBLE -> DecimalNode.valueOf(new BigDecimal(text));
        case BOOLEAN ->
            text.equals("true") || text.equals("false")
                ? BooleanNode.valueOf(text.equals("true"))
                : TextNode.valueOf(text);
        case DATE, TIMESTAMP -> TextNode.valueOf(time(text));
        case LONG, STRING, BINARY -> TextNode.valueOf(text);
      };
    } catch (NumberFormatException | DateTimeException e) {
      return TextNode.valueOf(text);
    }
  }

  /** Times are as in ISO 8601 or, of old, milliseconds since 1970. */
  private String time(String text) {
    if (!text.matches("-?\\d{5,}")) {
      return text;
    }
    Instant instant = Instant.ofEpochMilli(Long.parseLong(text));
    return type == DATE
        ? instant.atZone(ZoneOffset.UTC).toLocalDate().toString()
        : instant.toString();
  }
}
