package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.BinaryType;
import io.delta.standalone.types.BooleanType;
import io.delta.standalone.types.ByteType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.FloatType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.ShortType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.Schema.LogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.Date;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.PassThroughLogicalType;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.schemas.logicaltypes.UuidLogicalType;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.io.api.Binary;
import org.joda.time.ReadableInstant;

/**
 * A type of Beam's schemas as a Delta type, with the conversion of its values.
 *
 * @param type Delta's type
 * @param conversion of a value that is not null
 */
record BeamType(DataType type, Conversion conversion) {
  private static final int MOST_DIGITS = 38;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  /** What Spark makes of a {@code BigDecimal} of which no more is known. */
  private static final DecimalType DECIMAL = new DecimalType(MOST_DIGITS, 18);

  /** What a small value takes in memory, in bytes. */
  private static final int VALUE_BYTES = 24;

  /** Converts a value that is not null. */
  @FunctionalInterface
  interface Conversion {
    /**
     * The value as rows of tables have it.
     *
     * @param size is told of what the value takes in memory
     * @throws BadRecordException if the type cannot hold the value
     */
    Object apply(Object value, Size size);
  }

  /** Adds up what values take in memory, in bytes. */
  static final class Size {
    private long bytes;

    void add(long more) {
      bytes += more;
    }

    long bytes() {
      return bytes;
    }
  }

  Object convert(Object value, Size size) {
    size.add(VALUE_BYTES);
    return value == null ? null : conversion.apply(value, size);
  }

  /**
   * The Delta type of a field.
   *
   * @param column names the field in errors
   * @throws IllegalArgumentException if Delta has no such type; the message says what to do
   */
  static BeamType of(FieldType type, String column) {
    return switch (type.getTypeName()) {
      case BYTE -> of(new ByteType(), value -> ((Byte) value).intValue());
      case INT16 -> of(new ShortType(), value -> ((Short) value).intValue());
      case INT32 -> of(new IntegerType(), value -> value);
      case INT64 -> of(new LongType(), value -> value);
      case FLOAT -> of(new FloatType(), value -> value);
      case DOUBLE -> of(new DoubleType(), value -> value);
      case BOOLEAN -> of(new BooleanType(), value -> value);
      case STRING -> new BeamType(new StringType(), BeamType::text);
      case BYTES -> new BeamType(new BinaryType(), BeamType::bytes);
      case DECIMAL -> decimal(DECIMAL, column);
      case DATETIME ->
          of(
              new TimestampType(),
              value -> micros(Instant.ofEpochMilli(((ReadableInstant) value).getMillis()), column));
      case ROW -> struct(type.getRowSchema(), column);
      case ARRAY, ITERABLE -> array(type.getCollectionElementType(), column);
      case MAP -> map(type, column);
      case LOGICAL_TYPE -> logical(type.getLogicalType(), column);
    };
  }

  private interface Simple {
    Object apply(Object value);
  }

  private static BeamType of(DataType type, Simple conversion) {
    return new BeamType(type, (value, size) -> conversion.apply(value));
  }

  private static BeamType logical(LogicalType<?, ?> type, String column) {
    return switch (type.getIdentifier()) {
      case Date.IDENTIFIER -> of(new DateType(), value -> day((LocalDate) value, column));
      case NanosInstant.IDENTIFIER, Timestamp.IDENTIFIER ->
          of(new TimestampType(), value -> micros((Instant) value, column));
      case FixedPrecisionNumeric.IDENTIFIER ->
          decimal(precision((Row) type.getArgument(), column), column);
      case UuidLogicalType.IDENTIFIER, EnumerationType.IDENTIFIER -> named(type);
      default -> {
        if (type instanceof MicrosInstant) {
          yield of(new TimestampType(), value -> micros((Instant) value, column));
        }
        if (type instanceof PassThroughLogicalType) {
          yield of(type.getBaseType(), column);
        }
        throw new IllegalArgumentException(
            "Cannot write the field '"
                + column
                + "': Delta has no type for the logical type "
                + type.getIdentifier()
                + ". Drop the field, or convert it before, such as to STRING, to SqlTypes.TIMESTAMP"
                + " where it is an instant, or to SqlTypes.DATE.");
      }
    };
  }

  private static BeamType named(LogicalType<?, ?> type) {
    return type instanceof EnumerationType enumeration
        ? new BeamType(
            new StringType(),
            (value, size) -> text(enumeration.toString((EnumerationType.Value) value), size))
        : new BeamType(new StringType(), (value, size) -> text(value.toString(), size));
  }

  private static DecimalType precision(Row argument, String column) {
    Integer precision = argument.getInt32("precision");
    Integer scale = argument.getInt32("scale");
    if (precision == null || precision < 1) {
      precision = MOST_DIGITS;
    }
    if (scale == null || scale < 0 || precision > MOST_DIGITS || scale > precision) {
      throw new IllegalArgumentException(
          "Cannot write the field '"
              + column
              + "': Delta has no decimal of precision "
              + precision
              + " and scale "
              + scale
              + ". Use FixedPrecisionNumeric.of(precision, scale) with a precision up to "
              + MOST_DIGITS
              + " and a scale from 0 up to the precision, or STRING.");
    }
    return new DecimalType(precision, scale);
  }

  private static BeamType decimal(DecimalType type, String column) {
    return of(
        type,
        value -> {
          try {
            return Values.fit((BigDecimal) value, type, column);
          } catch (InvalidRowException e) {
            throw new BadRecordException(column, e.getMessage());
          }
        });
  }

  private static BeamType struct(Schema schema, String column) {
    List<StructField> fields = new ArrayList<>();
    List<BeamType> types = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      BeamType type = of(field.getType(), column + "." + field.getName());
      types.add(type);
      fields.add(new StructField(field.getName(), type.type(), true));
    }
    BeamType[] members = types.toArray(BeamType[]::new);
    return new BeamType(
        new StructType(fields.toArray(StructField[]::new)),
        (value, size) -> {
          var row = (Row) value;
          var values = new Object[members.length];
          for (int i = 0; i < members.length; i++) {
            values[i] = members[i].convert(row.getValue(i), size);
          }
          return values;
        });
  }

  private static BeamType array(FieldType elements, String column) {
    BeamType element = of(elements, column + ".element");
    return new BeamType(
        new ArrayType(element.type(), true),
        (value, size) -> {
          List<Object> values = new ArrayList<>();
          ((Iterable<?>) value).forEach(each -> values.add(element.convert(each, size)));
          return values;
        });
  }

  private static BeamType map(FieldType type, String column) {
    BeamType keys = of(type.getMapKeyType(), column + ".key");
    BeamType values = of(type.getMapValueType(), column + ".value");
    return new BeamType(
        new MapType(keys.type(), values.type(), true),
        (value, size) -> {
          Map<Object, Object> converted = new LinkedHashMap<>();
          for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
            if (entry.getKey() == null) {
              throw new BadRecordException(column, "a key of the map '" + column + "' is null");
            }
            converted.put(
                keys.convert(entry.getKey(), size), values.convert(entry.getValue(), size));
          }
          return converted;
        });
  }

  private static Object text(Object value, Size size) {
    Binary text = Binary.fromString((String) value);
    size.add(text.length());
    return text;
  }

  private static Object bytes(Object value, Size size) {
    var bytes = (byte[]) value;
    size.add(bytes.length);
    return Binary.fromConstantByteArray(bytes);
  }

  private static Integer day(LocalDate date, String column) {
    try {
      return Math.toIntExact(date.toEpochDay());
    } catch (ArithmeticException e) {
      throw outOfRange(column, date);
    }
  }

  /** Digits below a microsecond are an error: to drop them would change the value unnoticed. */
  private static Long micros(Instant instant, String column) {
    if (instant.getNano() % NANOS_PER_MICRO != 0) {
      throw new BadRecordException(
          column,
          "the column '"
              + column
              + "' keeps microseconds, and "
              + instant
              + " would lose digits; truncate it before");
    }
    try {
      // Not ChronoUnit.MICROS.between: that counts in nanoseconds, which overflow after 292 years.
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
          instant.getNano() / NANOS_PER_MICRO);
    } catch (ArithmeticException e) {
      throw outOfRange(column, instant);
    }
  }

  private static BadRecordException outOfRange(String column, Object value) {
    return new BadRecordException(
        column, "the column '" + column + "' cannot hold " + value + ": it is out of range");
  }
}
