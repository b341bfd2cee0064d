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
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.util.Map;

/** The types of Delta as a closed set, so that a switch over them is complete. */
enum TypeKind {
  BOOLEAN,
  BYTE,
  SHORT,
  INTEGER,
  LONG,
  FLOAT,
  DOUBLE,
  DECIMAL,
  STRING,
  BINARY,
  DATE,
  TIMESTAMP,
  STRUCT,
  ARRAY,
  MAP;

  private static final Map<Class<?>, TypeKind> BY_CLASS =
      Map.ofEntries(
          Map.entry(BooleanType.class, BOOLEAN),
          Map.entry(ByteType.class, BYTE),
          Map.entry(ShortType.class, SHORT),
          Map.entry(IntegerType.class, INTEGER),
          Map.entry(LongType.class, LONG),
          Map.entry(FloatType.class, FLOAT),
          Map.entry(DoubleType.class, DOUBLE),
          Map.entry(DecimalType.class, DECIMAL),
          Map.entry(StringType.class, STRING),
          Map.entry(BinaryType.class, BINARY),
          Map.entry(DateType.class, DATE),
          Map.entry(TimestampType.class, TIMESTAMP),
          Map.entry(StructType.class, STRUCT),
          Map.entry(ArrayType.class, ARRAY),
          Map.entry(MapType.class, MAP));

  /**
   * @throws IllegalArgumentException for a type that a Delta table cannot have, such as {@code
   *     NullType}
   */
  static TypeKind of(DataType type) {
    TypeKind kind = BY_CLASS.get(type.getClass());
    if (kind == null) {
      throw new IllegalArgumentException(
          "Invalid column type: " + name(type) + " is no type of a Delta column");
    }
    return kind;
  }

  /** A type for messages; Delta Standalone's own name of a decimal lacks its precision. */
  static String name(DataType type) {
    return type instanceof DecimalType decimal
        ? "decimal(" + decimal.getPrecision() + "," + decimal.getScale() + ")"
        : type.getSimpleString();
  }
}
