package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the value that a parser stands at, which is not null, as the value of a column. */
@FunctionalInterface
interface ValueReader {
  /** A number with more digits than any column holds is not worth the time to expand it. */
  int LONGEST_NUMBER = 400;

  /**
   * Reads a value and leaves the parser at its last token.
   *
   * @throws BadValueException if the column cannot hold it
   */
  Object read(JsonParser parser) throws IOException, BadValueException;

  /**
   * The reader of a type.
   *
   * @param path the path of the column, for messages
   * @param unknownFields where fields are counted that no struct has
   */
  static ValueReader of(String path, DataType type, Map<String, Long> unknownFields) {
    if (type instanceof StructType struct) {
      return new StructReader(path, struct, Set.of(), unknownFields);
    }
    if (type instanceof ArrayType array) {
      ValueReader element = of(path, array.element(), unknownFields);
      return parser -> readArray(path, element, parser);
    }
    if (type instanceof MapType map) {
      ValueReader value = of(path, map.value(), unknownFields);
      return parser -> readMap(path, value, parser);
    }
    if (type instanceof DecimalType decimal) {
      return parser -> readDecimal(path, decimal, parser);
    }
    return switch ((Primitive) type) {
      case BOOLEAN -> parser -> readBoolean(path, parser);
      case LONG -> parser -> readLong(path, parser);
      case DOUBLE -> parser -> readDouble(path, parser);
      case STRING -> ValueReader::readString;
      case BINARY -> parser -> readBinary(path, parser);
      case DATE -> parser -> readDate(path, parser);
      case TIMESTAMP -> parser -> readTimestamp(path, parser);
    };
  }

  private static Object readArray(String path, ValueReader element, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new BadValueException(path, Json.text(parser), "a JSON array");
    }
    var values = new ArrayList<Object>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(token == JsonToken.VALUE_NULL ? null : element.read(parser));
    }
    return values;
  }

  private static Object readMap(String path, ValueReader value, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw new BadValueException(path, Json.text(parser), "a JSON object");
    }
    var values = new LinkedHashMap<String, Object>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      values.put(name, token == JsonToken.VALUE_NULL ? null : value.read(parser));
    }
    return values;
  }

  private static Object readBoolean(String path, JsonParser parser)
      throws IOException, BadValueException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          if (parser.getText().equals("true")) {
            yield true;
          }
          if (parser.getText().equals("false")) {
            yield false;
          }
        }
        throw new BadValueException(path, Json.text(parser), "true or false");
      }
    };
  }

  private static Object readLong(String path, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    try {
      // What is left are numbers like 1e3 and texts like "17", and those that do not fit.
      return number(path, parser, "a 64-bit integer").longValueExact();
    } catch (ArithmeticException e) {
      throw new BadValueException(path, Json.text(parser), "a 64-bit integer");
    }
  }

  private static Object readDouble(String path, JsonParser parser)
      throws IOException, BadValueException {
    double value =
        parser.currentToken().isNumeric()
            ? parser.getDoubleValue()
            : number(path, parser, "a number").doubleValue();
    if (Double.isInfinite(value)) {
      throw new BadValueException(path, Json.text(parser), "within the range of a double");
    }
    return value;
  }

  private static Object readDecimal(String path, DecimalType type, JsonParser parser)
      throws IOException, BadValueException {
    BigDecimal value = number(path, parser, "a number");
    try {
      BigDecimal scaled = value.setScale(type.scale());
      if (scaled.precision() <= type.precision()) {
        return scaled;
      }
    } catch (ArithmeticException e) {
      // It has more digits behind the point than the column.
    }
    throw new BadValueException(path, Json.text(parser), "within " + type);
  }

  /** A number, or a text that is one, exactly. */
  private static BigDecimal number(String path, JsonParser parser, String expected)
      throws IOException, BadValueException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric() || token == JsonToken.VALUE_STRING) {
      try {
        String text = parser.getText();
        if (text.length() <= LONGEST_NUMBER) {
          BigDecimal value = new BigDecimal(text);
          // 1e999999999 is short to write and long to expand.
          if (Math.abs((long) value.scale()) <= LONGEST_NUMBER) {
            return value;
          }
        }
      } catch (NumberFormatException e) {
        // It is no number: said below.
      }
    }
    throw new BadValueException(path, Json.text(parser), expected);
  }

  private static Object readString(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : Json.text(parser);
  }

  private static Object readBinary(String path, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return Base64.getDecoder().decode(parser.getText());
      } catch (IllegalArgumentException e) {
        // It is no Base64: said below.
      }
    }
    throw new BadValueException(path, Json.text(parser), "Base64");
  }

  private static Object readDate(String path, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return Math.toIntExact(LocalDate.parse(parser.getText()).toEpochDay());
      } catch (DateTimeException | ArithmeticException e) {
        // It is no date: said below.
      }
    }
    throw new BadValueException(path, Json.text(parser), "a date like 2025-01-31");
  }

  private static Object readTimestamp(String path, JsonParser parser)
      throws IOException, BadValueException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      try {
        return Timestamps.parseMicros(parser.getText());
      } catch (DateTimeException | ArithmeticException e) {
        // It is no instant: said below.
      }
    }
    throw new BadValueException(
        path, Json.text(parser), "an instant like 2025-01-31T12:00:00Z, with its zone");
  }
}
