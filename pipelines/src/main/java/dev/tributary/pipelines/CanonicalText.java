package dev.tributary.pipelines;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one text of a value, so that equal values have equal hashes, whatever the source's spelling:
 *
 * <ul>
 *   <li>a string is its own text;
 *   <li>numbers are written in full, without exponent, without zeros at the end of the fraction and
 *       without a point where there is none: 1, 1.0 and 1.00 are {@code 1}. Of a double it is the
 *       shortest number that is read as that double;
 *   <li>booleans are {@code true} and {@code false};
 *   <li>a date is {@code 2025-01-31}, an instant {@code 2025-01-31T12:00:00Z}, in UTC, with a
 *       fraction of three or six digits where there is one;
 *   <li>bytes are Base64, with padding;
 *   <li>structs, arrays and maps are JSON without white space. Members are sorted by name, in the
 *       order of UTF-16 that Java and JavaScript sort by; numbers and booleans in it are as above,
 *       and all else is a string. Fields of a struct that are null are left out, so that a field
 *       that is new in the source changes no hash before it has a value.
 * </ul>
 */
final class CanonicalText {
  private static final int MOST_DOUBLE_DIGITS = 17;

  private CanonicalText() {}

  /**
   * The text of a value.
   *
   * @param value as {@link dev.tributary.beam.lakeflow.RecordConverter} gives it, and not null
   */
  static String of(DataType type, Object value) {
    if (type instanceof StructType struct) {
      return struct(struct, (Object[]) value);
    }
    if (type instanceof ArrayType array) {
      return ((List<?>) value)
          .stream()
              .map(element -> json(array.element(), element))
              .collect(Collectors.joining(",", "[", "]"));
    }
    if (type instanceof MapType map) {
      return map(map, (Map<?, ?>) value);
    }
    if (type instanceof DecimalType) {
      return plain((BigDecimal) value);
    }
    return switch ((Primitive) type) {
      case BOOLEAN, LONG, STRING -> value.toString();
      case DOUBLE -> plain(shortest((Double) value));
      case BINARY -> Base64.getEncoder().encodeToString((byte[]) value);
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIMESTAMP -> Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
    };
  }

  private static String struct(StructType struct, Object[] values) {
    Map<String, String> members = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      Field field = struct.fields().get(i);
      if (values[i] != null) {
        members.put(field.name(), json(field.type(), values[i]));
      }
    }
    return object(members);
  }

  private static String map(MapType map, Map<?, ?> values) {
    Map<String, String> members = new HashMap<>();
    values.forEach((key, value) -> members.put((String) key, json(map.value(), value)));
    return object(members);
  }

  private static String object(Map<String, String> members) {
    return new TreeMap<>(members)
        .entrySet().stream()
            .map(member -> quote(member.getKey()) + ":" + member.getValue())
            .collect(Collectors.joining(",", "{", "}"));
  }

  /** The value as JSON: numbers and booleans as above, all else but what is nested as strings. */
  static String json(DataType type, Object value) {
    if (value == null) {
      return "null";
    }
    String text = of(type, value);
    boolean isText =
        type == Primitive.STRING
            || type == Primitive.BINARY
            || type == Primitive.DATE
            || type == Primitive.TIMESTAMP;
    return isText ? quote(text) : text;
  }

  private static String quote(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Java 17's own text of a double is not always the shortest, and later versions give others. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MOST_DOUBLE_DIGITS));
  }
}
