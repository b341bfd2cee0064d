package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Turns a bound of the Delta log into one that holds whatever its writer did to shorten it. A bound
 * that is not of the form expected is unknown, null.
 */
final class StatisticsBounds {
  /** A double keeps 15 decimal digits, and some writers put decimals in the log as doubles. */
  private static final int DOUBLE_DIGITS = 15;

  private static final long MILLISECOND = 1_000;

  private StatisticsBounds() {}

  /** A number of rows or nulls, or null. */
  static Long count(JsonParser parser) throws IOException {
    Long count = integer(parser, 0, Long.MAX_VALUE);
    if (count == null) {
      parser.skipChildren();
    }
    return count;
  }

  static Object min(JsonParser parser, DataType type) throws IOException {
    return switch (TypeKind.of(type)) {
      case STRING -> isText(parser) ? Values.binary(parser.getText()) : null;
      case FLOAT -> {
        Float number = real(parser) ? Float.valueOf(parser.getText()) : null;
        yield number != null && number == 0 ? Float.valueOf(-0.0f) : number;
      }
      case DOUBLE -> {
        Double number = real(parser) ? Double.valueOf(parser.getText()) : null;
        yield number != null && number == 0 ? Double.valueOf(-0.0) : number;
      }
      case DECIMAL -> decimal(parser, (DecimalType) type, RoundingMode.FLOOR);
      case TIMESTAMP -> timestamp(parser, -MILLISECOND);
      default -> exact(parser, type);
    };
  }

  static Object max(JsonParser parser, DataType type) throws IOException {
    return switch (TypeKind.of(type)) {
      case STRING -> isText(parser) ? maxText(parser.getText()) : null;
      case FLOAT -> {
        Float number = real(parser) ? Float.valueOf(parser.getText()) : null;
        yield number != null && number == 0 ? Float.valueOf(0.0f) : number;
      }
      case DOUBLE -> {
        Double number = real(parser) ? Double.valueOf(parser.getText()) : null;
        yield number != null && number == 0 ? Double.valueOf(0.0) : number;
      }
      case DECIMAL -> decimal(parser, (DecimalType) type, RoundingMode.CEILING);
      case TIMESTAMP -> timestamp(parser, MILLISECOND);
      default -> exact(parser, type);
    };
  }

  private static Object exact(JsonParser parser, DataType type) throws IOException {
    return switch (TypeKind.of(type)) {
      case BOOLEAN ->
          parser.currentToken().isBoolean() ? Boolean.valueOf(parser.getBooleanValue()) : null;
      case BYTE -> narrow(integer(parser, Byte.MIN_VALUE, Byte.MAX_VALUE));
      case SHORT -> narrow(integer(parser, Short.MIN_VALUE, Short.MAX_VALUE));
      case INTEGER -> narrow(integer(parser, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG -> integer(parser, Long.MIN_VALUE, Long.MAX_VALUE);
      case DATE -> date(parser);
      case FLOAT, DOUBLE, DECIMAL, STRING, BINARY, TIMESTAMP, STRUCT, ARRAY, MAP -> null;
    };
  }

  /**
   * A text as long as a cut one may be the beginning of a greater one, rounded up or not. Where the
   * cut went through a character, nothing is known.
   */
  private static Object maxText(String text) {
    if (text.length() < StringBounds.LENGTH) {
      return Values.binary(text);
    }
    if (text.indexOf('\uFFFD') >= 0 || hasLoneSurrogate(text)) {
      return null;
    }
    return Values.binary(text + Character.toString(Character.MAX_CODE_POINT));
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
  }

  private static Object decimal(JsonParser parser, DecimalType type, RoundingMode outwards)
      throws IOException {
    if (!real(parser)) {
      return null;
    }
    BigDecimal value = new BigDecimal(parser.getText());
    if (value.precision() - (long) value.scale() > type.getPrecision()) {
      return null;
    }
    if (type.getPrecision() > DOUBLE_DIGITS && value.signum() != 0) {
      BigDecimal error =
          BigDecimal.ONE.scaleByPowerOfTen(value.precision() - value.scale() - DOUBLE_DIGITS);
      value = outwards == RoundingMode.FLOOR ? value.subtract(error) : value.add(error);
    }
    return value.setScale(type.getScale(), outwards);
  }

  private static Object timestamp(JsonParser parser, long slack) throws IOException {
    if (!isText(parser)) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(parser.getText()).toInstant();
      // Not ChronoUnit.MICROS.between: that counts in nanoseconds, which overflow after 292 years.
      long seconds = Math.multiplyExact(instant.getEpochSecond(), 1_000_000L);
      return Math.addExact(seconds, instant.getNano() / 1_000 + slack);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Object date(JsonParser parser) throws IOException {
    if (!isText(parser)) {
      return null;
    }
    try {
      return Math.toIntExact(LocalDate.parse(parser.getText()).toEpochDay());
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static Object narrow(Long value) {
    return value == null ? null : Integer.valueOf(value.intValue());
  }

  private static Long integer(JsonParser parser, long min, long max) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      return null;
    }
    try {
      long value = Long.parseLong(parser.getText());
      return value < min || value > max ? null : Long.valueOf(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean real(JsonParser parser) {
    return parser.currentToken().isNumeric();
  }

  private static boolean isText(JsonParser parser) {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }
}
