package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The Parquet schema of a Delta schema, as Spark writes it with {@code
 * spark.sql.parquet.writeLegacyFormat=false}, but for timestamps: those are INT64 microseconds in
 * UTC, for INT96 has no statistics.
 */
final class ParquetSchemas {
  private static final int INT32_DIGITS = 9;
  private static final int INT64_DIGITS = 18;

  private ParquetSchemas() {}

  /**
   * @throws IllegalArgumentException for a struct without fields, which Parquet cannot store
   */
  static MessageType of(StructType schema) {
    return new MessageType("spark_schema", fields(schema, ""));
  }

  /**
   * Whether the row groups of a file with one schema may be copied as bytes into a file with the
   * other: every column has the same path, physical type and meaning, in the same order. Repetition
   * counts as well, for the levels in the pages depend on it.
   */
  static boolean sameLayout(MessageType one, MessageType other) {
    List<ColumnDescriptor> columns = one.getColumns();
    List<ColumnDescriptor> others = other.getColumns();
    if (columns.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescriptor column = columns.get(i);
      ColumnDescriptor twin = others.get(i);
      if (!Arrays.equals(column.getPath(), twin.getPath())
          || column.getMaxDefinitionLevel() != twin.getMaxDefinitionLevel()
          || column.getMaxRepetitionLevel() != twin.getMaxRepetitionLevel()
          || !sameType(column.getPrimitiveType(), twin.getPrimitiveType())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameType(PrimitiveType one, PrimitiveType other) {
    return one.getPrimitiveTypeName() == other.getPrimitiveTypeName()
        && one.getTypeLength() == other.getTypeLength()
        && Objects.equals(one.getLogicalTypeAnnotation(), other.getLogicalTypeAnnotation());
  }

  /** The bytes that hold every unscaled value of a precision in two's complement. */
  static int decimalBytes(int precision) {
    return BigInteger.TEN.pow(precision).subtract(BigInteger.ONE).bitLength() / Byte.SIZE + 1;
  }

  private static List<Type> fields(StructType struct, String path) {
    if (struct.length() == 0) {
      throw new IllegalArgumentException(
          "Invalid schema: "
              + (path.isEmpty() ? "the table" : "struct '" + path + "'")
              + " has no fields, and Parquet cannot store that");
    }
    List<Type> types = new ArrayList<>();
    for (StructField field : struct.getFields()) {
      types.add(
          type(
              field.getName(),
              field.getDataType(),
              repetition(field.isNullable()),
              join(path, field.getName())));
    }
    return types;
  }

  private static Type type(String name, DataType type, Repetition repetition, String path) {
    return switch (TypeKind.of(type)) {
      case BOOLEAN -> Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name);
      case BYTE -> int32(repetition, LogicalTypeAnnotation.intType(8, true)).named(name);
      case SHORT -> int32(repetition, LogicalTypeAnnotation.intType(16, true)).named(name);
      case INTEGER -> Types.primitive(PrimitiveTypeName.INT32, repetition).named(name);
      case LONG -> Types.primitive(PrimitiveTypeName.INT64, repetition).named(name);
      case FLOAT -> Types.primitive(PrimitiveTypeName.FLOAT, repetition).named(name);
      case DOUBLE -> Types.primitive(PrimitiveTypeName.DOUBLE, repetition).named(name);
      case DECIMAL -> decimal((DecimalType) type, repetition).named(name);
      case STRING ->
          Types.primitive(PrimitiveTypeName.BINARY, repetition)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case BINARY -> Types.primitive(PrimitiveTypeName.BINARY, repetition).named(name);
      case DATE -> int32(repetition, LogicalTypeAnnotation.dateType()).named(name);
      case TIMESTAMP ->
          Types.primitive(PrimitiveTypeName.INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case STRUCT ->
          Types.buildGroup(repetition)
              .addFields(fields((StructType) type, path).toArray(new Type[0]))
              .named(name);
      case ARRAY -> list((ArrayType) type, repetition, name, path);
      case MAP -> map((MapType) type, repetition, name, path);
    };
  }

  private static Type list(ArrayType array, Repetition repetition, String name, String path) {
    Type element =
        type(
            "element",
            array.getElementType(),
            repetition(array.containsNull()),
            join(path, "element"));
    return Types.buildGroup(repetition)
        .as(LogicalTypeAnnotation.listType())
        .addField(Types.repeatedGroup().addField(element).named("list"))
        .named(name);
  }

  private static Type map(MapType map, Repetition repetition, String name, String path) {
    Type key = type("key", map.getKeyType(), Repetition.REQUIRED, join(path, "key"));
    Type value =
        type("value", map.getValueType(), repetition(map.valueContainsNull()), join(path, "value"));
    return Types.buildGroup(repetition)
        .as(LogicalTypeAnnotation.mapType())
        .addField(Types.repeatedGroup().addField(key).addField(value).named("key_value"))
        .named(name);
  }

  private static Types.PrimitiveBuilder<PrimitiveType> decimal(
      DecimalType decimal, Repetition repetition) {
    int precision = decimal.getPrecision();
    Types.PrimitiveBuilder<PrimitiveType> builder;
    if (precision <= INT32_DIGITS) {
      builder = Types.primitive(PrimitiveTypeName.INT32, repetition);
    } else if (precision <= INT64_DIGITS) {
      builder = Types.primitive(PrimitiveTypeName.INT64, repetition);
    } else {
      builder =
          Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
              .length(decimalBytes(precision));
    }
    return builder.as(LogicalTypeAnnotation.decimalType(decimal.getScale(), precision));
  }

  private static Types.PrimitiveBuilder<PrimitiveType> int32(
      Repetition repetition, LogicalTypeAnnotation annotation) {
    return Types.primitive(PrimitiveTypeName.INT32, repetition).as(annotation);
  }

  private static Repetition repetition(boolean nullable) {
    return nullable ? Repetition.OPTIONAL : Repetition.REQUIRED;
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
