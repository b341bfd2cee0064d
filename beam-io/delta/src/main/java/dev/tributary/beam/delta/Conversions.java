package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Decoder.Values;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Which column of a file can be read as which Delta type: the type itself, in every form that Spark
 * or a Delta writer has stored it, and wider types that hold all its values.
 */
final class Conversions {
  private static final int INT_DIGITS = 10;
  private static final int LONG_DIGITS = 20;
  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

  private Conversions() {}

  /** Null if the column cannot be read as the type without a risk to its values. */
  static Values of(DataType wanted, PrimitiveType file) {
    return switch (TypeKind.of(wanted)) {
      case BOOLEAN ->
          file.getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN
              ? new PhysicalValues.Booleans()
              : null;
      case BYTE -> integer(file, Byte.SIZE, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> integer(file, Short.SIZE, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> integerBits(file) <= Integer.SIZE ? new PhysicalValues.Ints() : null;
      case LONG -> longs(file);
      case FLOAT ->
          file.getPrimitiveTypeName() == PrimitiveTypeName.FLOAT
              ? new PhysicalValues.Floats(number -> (float) number)
              : null;
      case DOUBLE -> doubles(file);
      case DECIMAL -> decimals((DecimalType) wanted, file);
      case STRING -> isText(file) ? new PhysicalValues.Bytes() : null;
      case BINARY -> isBytes(file) ? new PhysicalValues.Bytes() : null;
      case DATE ->
          file.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation
              ? new PhysicalValues.Ints()
              : null;
      case TIMESTAMP -> timestamps(file);
      case STRUCT, ARRAY, MAP -> null;
    };
  }

  /** The bits of a column of signed integers; of any other column, more than there are. */
  private static int integerBits(PrimitiveType file) {
    LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
    if (annotation instanceof IntLogicalTypeAnnotation integer) {
      return integer.isSigned() ? integer.getBitWidth() : Integer.MAX_VALUE;
    }
    if (annotation != null) {
      return Integer.MAX_VALUE;
    }
    return switch (file.getPrimitiveTypeName()) {
      case INT32 -> Integer.SIZE;
      case INT64 -> Long.SIZE;
      default -> Integer.MAX_VALUE;
    };
  }

  /** Some writers leave the annotation away, so that the values decide. */
  private static Values integer(PrimitiveType file, int bits, int min, int max) {
    if (integerBits(file) <= bits) {
      return new PhysicalValues.Ints();
    }
    if (file.getPrimitiveTypeName() != PrimitiveTypeName.INT32
        || file.getLogicalTypeAnnotation() != null) {
      return null;
    }
    String column = file.getName();
    return new PhysicalValues.ConvertedInts(
        number -> {
          if (number < min || number > max) {
            throw new ArithmeticException(
                "column '"
                    + column
                    + "' holds "
                    + number
                    + ", which needs more than "
                    + bits
                    + " bits");
          }
          return number;
        });
  }

  private static Values longs(PrimitiveType file) {
    int bits = integerBits(file);
    if (bits > Long.SIZE) {
      return null;
    }
    return file.getPrimitiveTypeName() == PrimitiveTypeName.INT64
        ? new PhysicalValues.Longs()
        : new PhysicalValues.ConvertedInts(number -> (long) number);
  }

  private static Values doubles(PrimitiveType file) {
    return switch (file.getPrimitiveTypeName()) {
      case DOUBLE -> new PhysicalValues.Doubles();
      case FLOAT -> new PhysicalValues.Floats(number -> number);
      case INT32 ->
          integerBits(file) <= Integer.SIZE
              ? new PhysicalValues.ConvertedInts(number -> (double) number)
              : null;
      default -> null;
    };
  }

  private static Values decimals(DecimalType wanted, PrimitiveType file) {
    int scale = wanted.getScale();
    int digits = wanted.getPrecision() - scale;
    if (file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal.getScale() <= scale && decimal.getPrecision() - decimal.getScale() <= digits
          ? decimals(file, decimal.getScale(), scale)
          : null;
    }
    int bits = integerBits(file);
    boolean fits =
        (bits <= Integer.SIZE && digits >= INT_DIGITS)
            || (bits <= Long.SIZE && digits >= LONG_DIGITS);
    return fits ? decimals(file, 0, scale) : null;
  }

  private static Values decimals(PrimitiveType file, int fileScale, int scale) {
    return switch (file.getPrimitiveTypeName()) {
      case INT32 ->
          new PhysicalValues.ConvertedInts(
              unscaled -> BigDecimal.valueOf(unscaled, fileScale).setScale(scale));
      case INT64 ->
          new PhysicalValues.ConvertedLongs(
              unscaled -> BigDecimal.valueOf(unscaled, fileScale).setScale(scale));
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          new PhysicalValues.ConvertedBytes(
              unscaled -> new BigDecimal(new BigInteger(unscaled), fileScale).setScale(scale));
      case BOOLEAN, FLOAT, DOUBLE, INT96 -> null;
    };
  }

  private static boolean isText(PrimitiveType file) {
    LogicalTypeAnnotation annotation = file.getLogicalTypeAnnotation();
    return file.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
        && (annotation == null
            || annotation.equals(LogicalTypeAnnotation.stringType())
            || annotation.equals(LogicalTypeAnnotation.enumType())
            || annotation.equals(LogicalTypeAnnotation.jsonType()));
  }

  private static boolean isBytes(PrimitiveType file) {
    boolean bytes =
        file.getPrimitiveTypeName() == PrimitiveTypeName.BINARY
            || file.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
    return bytes && !(file.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation);
  }

  private static Values timestamps(PrimitiveType file) {
    if (file.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
      return new PhysicalValues.ConvertedBytes(Conversions::int96);
    }
    if (!(file.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp)) {
      return null;
    }
    return switch (timestamp.getUnit()) {
      case MICROS -> new PhysicalValues.Longs();
      case MILLIS ->
          new PhysicalValues.ConvertedLongs(millis -> Math.multiplyExact(millis, 1_000L));
      case NANOS -> new PhysicalValues.ConvertedLongs(nanos -> Math.floorDiv(nanos, 1_000L));
    };
  }

  /** The nanoseconds of a day, then the Julian day, little endian. */
  private static Object int96(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long micros = Math.floorDiv(buffer.getLong(), 1_000L);
    long days = (long) buffer.getInt() - JULIAN_DAY_OF_EPOCH;
    return Math.addExact(Math.multiplyExact(days, MICROS_PER_DAY), micros);
  }
}
