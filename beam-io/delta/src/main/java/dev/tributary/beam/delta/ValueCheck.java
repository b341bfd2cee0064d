package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** Finds the value of a row that does not fit its column. */
final class ValueCheck {
  private ValueCheck() {}

  static void struct(StructType schema, Object[] values, String column) {
    StructField[] fields = schema.getFields();
    if (values.length != fields.length) {
      throw InvalidRowException.width(column, fields.length, values.length);
    }
    for (int i = 0; i < fields.length; i++) {
      value(
          fields[i].getDataType(),
          fields[i].isNullable(),
          values[i],
          ParquetSchemas.join(column, fields[i].getName()));
    }
  }

  private static void value(DataType type, boolean nullable, Object value, String column) {
    if (value == null) {
      if (!nullable) {
        throw InvalidRowException.nullValue(column);
      }
      return;
    }
    switch (TypeKind.of(type)) {
      case BOOLEAN -> require(value instanceof Boolean, column, "a Boolean", value);
      case BYTE -> integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte", column);
      case SHORT -> integer(value, Short.MIN_VALUE, Short.MAX_VALUE, "short", column);
      case INTEGER -> require(value instanceof Integer, column, "an Integer", value);
      case DATE -> require(value instanceof Integer, column, "an Integer (epoch day)", value);
      case LONG -> require(value instanceof Long, column, "a Long", value);
      case TIMESTAMP ->
          require(value instanceof Long, column, "a Long (epoch microseconds)", value);
      case FLOAT -> require(value instanceof Float, column, "a Float", value);
      case DOUBLE -> require(value instanceof Double, column, "a Double", value);
      case STRING ->
          require(
              value instanceof Binary || value instanceof String,
              column,
              "a Binary or a String",
              value);
      case BINARY ->
          require(
              value instanceof Binary || value instanceof byte[],
              column,
              "a Binary or a byte[]",
              value);
      case DECIMAL -> {
        require(value instanceof BigDecimal, column, "a BigDecimal", value);
        Values.fit((BigDecimal) value, (DecimalType) type, column);
      }
      case STRUCT -> {
        require(value instanceof Object[], column, "an Object[]", value);
        struct((StructType) type, (Object[]) value, column);
      }
      case ARRAY -> {
        require(value instanceof List, column, "a List", value);
        ArrayType array = (ArrayType) type;
        for (Object element : (List<?>) value) {
          value(
              array.getElementType(),
              array.containsNull(),
              element,
              ParquetSchemas.join(column, "element"));
        }
      }
      case MAP -> {
        require(value instanceof Map, column, "a Map", value);
        MapType map = (MapType) type;
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          value(map.getKeyType(), false, entry.getKey(), ParquetSchemas.join(column, "key"));
          value(
              map.getValueType(),
              map.valueContainsNull(),
              entry.getValue(),
              ParquetSchemas.join(column, "value"));
        }
      }
    }
  }

  private static void integer(Object value, int min, int max, String type, String column) {
    require(value instanceof Integer, column, "an Integer", value);
    int number = (Integer) value;
    if (number < min || number > max) {
      throw InvalidRowException.doesNotFit(column, type, value);
    }
  }

  private static void require(boolean fits, String column, String expected, Object value) {
    if (!fits) {
      throw InvalidRowException.wrongType(column, expected, value);
    }
  }
}
