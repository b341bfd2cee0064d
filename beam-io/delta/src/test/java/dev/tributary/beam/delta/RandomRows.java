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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.io.api.Binary;

/** Schemas of all types, nested three deep, and rows of them, from a seed. */
final class RandomRows {
  private static final int DEPTH = 3;

  /** 0001-01-01 and 9999-12-31, the days that Spark takes. */
  private static final int FIRST_DAY = -719_162;

  private static final int LAST_DAY = 2_932_896;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long[] LONGS = {
    0, -1, Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1.5,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] STRINGS = {
    "",
    "a",
    "ä",
    "\uD83D\uDE00",
    "x".repeat(32),
    "x".repeat(33),
    "y".repeat(31) + "\uD83D\uDE00",
    "y".repeat(32) + "\uD83D\uDE00",
    "z".repeat(31) + "\uD83D\uDE00\uD83D\uDE00",
    "\uDBFF\uDFFF".repeat(33),
    "\uFFFF",
    "\u0000",
    "w".repeat(32) + "\u007F"
  };

  private final Random random;

  RandomRows(long seed) {
    this.random = new Random(seed);
  }

  static DataType[] primitives() {
    return new DataType[] {
      new BooleanType(),
      new ByteType(),
      new ShortType(),
      new IntegerType(),
      new LongType(),
      new FloatType(),
      new DoubleType(),
      new DecimalType(5, 2),
      new DecimalType(9, 0),
      new DecimalType(18, 6),
      new DecimalType(20, 3),
      new DecimalType(38, 18),
      new StringType(),
      new BinaryType(),
      new DateType(),
      new TimestampType()
    };
  }

  /** A column of every primitive type, all nullable. */
  static StructType allPrimitives() {
    StructType schema = new StructType();
    DataType[] types = primitives();
    for (int i = 0; i < types.length; i++) {
      schema = schema.add("c" + i + "_" + types[i].getTypeName(), types[i]);
    }
    return schema;
  }

  StructType schema() {
    return struct(1 + random.nextInt(6), DEPTH);
  }

  List<Object[]> rows(StructType schema, int count) {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add((Object[]) present(schema));
    }
    return rows;
  }

  private StructType struct(int fields, int depth) {
    StructType struct = new StructType();
    for (int i = 0; i < fields; i++) {
      String name = (random.nextInt(5) == 0 ? "a.b ä" : "f") + i;
      struct = struct.add(new StructField(name, type(depth), random.nextInt(4) != 0));
    }
    return struct;
  }

  private DataType type(int depth) {
    if (depth == 0 || random.nextInt(3) != 0) {
      DataType[] all = primitives();
      return all[random.nextInt(all.length)];
    }
    return switch (random.nextInt(3)) {
      case 0 -> struct(1 + random.nextInt(3), depth - 1);
      case 1 -> new ArrayType(type(depth - 1), random.nextBoolean());
      default ->
          new MapType(
              random.nextBoolean() ? new StringType() : type(0),
              type(depth - 1),
              random.nextBoolean());
    };
  }

  Object value(DataType type, boolean nullable) {
    return nullable && random.nextInt(4) == 0 ? null : present(type);
  }

  private Object present(DataType type) {
    return switch (TypeKind.of(type)) {
      case BOOLEAN -> random.nextBoolean();
      case BYTE -> (int) (byte) random.nextInt();
      case SHORT -> (int) (short) random.nextInt();
      case INTEGER -> random.nextInt();
      case LONG -> random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
      case FLOAT ->
          (float)
              (random.nextBoolean()
                  ? DOUBLES[random.nextInt(DOUBLES.length)]
                  : random.nextGaussian());
      case DOUBLE ->
          random.nextBoolean()
              ? DOUBLES[random.nextInt(DOUBLES.length)]
              : random.nextGaussian() * 1e9;
      case DECIMAL -> decimal((DecimalType) type);
      case STRING -> Values.binary(string());
      case BINARY -> bytes();
      case DATE -> FIRST_DAY + random.nextInt(LAST_DAY - FIRST_DAY + 1);
      case TIMESTAMP ->
          (FIRST_DAY + random.nextInt(LAST_DAY - FIRST_DAY)) * MICROS_PER_DAY
              + (long) (random.nextDouble() * MICROS_PER_DAY);
      case STRUCT -> {
        StructField[] fields = ((StructType) type).getFields();
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
          values[i] = value(fields[i].getDataType(), fields[i].isNullable());
        }
        yield values;
      }
      case ARRAY -> {
        ArrayType array = (ArrayType) type;
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          values.add(value(array.getElementType(), array.containsNull()));
        }
        yield values;
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> values = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          Object key = present(map.getKeyType());
          // Spark makes 0.0 of a key -0.0, so that the two would be one key there.
          if (!isZeroOrNaN(key)) {
            values.put(key, value(map.getValueType(), map.valueContainsNull()));
          }
        }
        yield values;
      }
    };
  }

  private static boolean isZeroOrNaN(Object key) {
    return (key instanceof Double || key instanceof Float)
        && (((Number) key).doubleValue() == 0 || Double.isNaN(((Number) key).doubleValue()));
  }

  private BigDecimal decimal(DecimalType type) {
    BigInteger limit = BigInteger.TEN.pow(1 + random.nextInt(type.getPrecision()));
    BigInteger unscaled = new BigInteger(limit.bitLength() + 8, random).mod(limit);
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
  }

  private String string() {
    if (random.nextBoolean()) {
      return STRINGS[random.nextInt(STRINGS.length)];
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(50); i > 0; i--) {
      int point = random.nextBoolean() ? 32 + random.nextInt(96) : random.nextInt(0x110000);
      text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '-' : point);
    }
    return text.toString();
  }

  private Binary bytes() {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return Binary.fromConstantByteArray(bytes);
  }
}
