package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;

/**
 * The values of a row, as the package's page defines them: equality, order, checks, normal form.
 */
final class Values {
  private static final int SHOWN_CHARACTERS = 100;

  private Values() {}

  /** Whether two values of one type are the same. Either may be null. */
  @FunctionalInterface
  interface Equality {
    boolean equal(Object one, Object other);
  }

  /**
   * Deep equality. Maps are equal in any order of their entries, decimals by value whatever their
   * scale, strings as text or as bytes. Floats and doubles compare as {@link Double#equals} does:
   * NaN equals NaN, and 0.0 differs from -0.0, so that a change of sign is a change.
   */
  static boolean equal(DataType type, Object one, Object other) {
    return equality(type).equal(one, other);
  }

  /** {@link #equal} compiled for a type, for use row after row. */
  static Equality equality(DataType type) {
    Equality present = ValueEquality.of(type);
    return (one, other) ->
        one == other || (one != null && other != null && present.equal(one, other));
  }

  /** {@link #equality} of rows, some columns of which may differ. */
  static Equality equality(StructType schema, Set<String> uncompared) {
    String[] names = schema.getFieldNames();
    return ValueEquality.struct(
        schema,
        IntStream.range(0, names.length).filter(i -> !uncompared.contains(names[i])).toArray());
  }

  /**
   * The order of the values of a primitive type; neither value may be null. Strings and binaries
   * compare by their bytes, unsigned, so that text is in the order of its code points.
   *
   * @throws IllegalArgumentException for a struct, an array or a map
   */
  static Comparator<Object> comparator(DataType type) {
    return switch (TypeKind.of(type)) {
      case BOOLEAN -> (one, other) -> Boolean.compare((Boolean) one, (Boolean) other);
      case BYTE, SHORT, INTEGER, DATE ->
          (one, other) -> Integer.compare((Integer) one, (Integer) other);
      case LONG, TIMESTAMP -> (one, other) -> Long.compare((Long) one, (Long) other);
      case FLOAT -> (one, other) -> Float.compare((Float) one, (Float) other);
      case DOUBLE -> (one, other) -> Double.compare((Double) one, (Double) other);
      case DECIMAL -> (one, other) -> ((BigDecimal) one).compareTo((BigDecimal) other);
      case STRING, BINARY -> (one, other) -> Arrays.compareUnsigned(bytes(one), bytes(other));
      case STRUCT, ARRAY, MAP ->
          throw new IllegalArgumentException("Cannot order values of type " + TypeKind.name(type));
    };
  }

  /**
   * Orders rows by some of their columns, the first one first. Nulls come first.
   *
   * @param columns their places in the row
   */
  static Comparator<Object[]> rowComparator(StructType schema, int... columns) {
    int[] places = columns.clone();
    List<Comparator<Object>> comparators = new ArrayList<>();
    for (int place : places) {
      comparators.add(Comparator.nullsFirst(comparator(schema.getFields()[place].getDataType())));
    }
    if (places.length == 1) {
      int place = places[0];
      Comparator<Object> only = comparators.get(0);
      return (one, other) -> only.compare(one[place], other[place]);
    }
    return (one, other) -> {
      for (int i = 0; i < places.length; i++) {
        int order = comparators.get(i).compare(one[places[i]], other[places[i]]);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  /**
   * The one form of a value that the reader gives: text and bytes as {@code Binary}, decimals with
   * the column's scale, all the way down.
   *
   * @throws InvalidRowException if the value does not fit the type
   */
  static Object normalize(DataType type, Object value) {
    return normalize(type, value, "value");
  }

  private static Object normalize(DataType type, Object value, String column) {
    if (value == null) {
      return null;
    }
    return switch (TypeKind.of(type)) {
      case BOOLEAN, BYTE, SHORT, INTEGER, DATE, LONG, TIMESTAMP, FLOAT, DOUBLE -> value;
      case STRING, BINARY -> value instanceof Binary ? value : binary(value);
      case DECIMAL -> fit((BigDecimal) value, (DecimalType) type, column);
      case STRUCT -> {
        Object[] values = (Object[]) value;
        StructField[] fields = ((StructType) type).getFields();
        Object[] normal = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
          normal[i] =
              normalize(
                  fields[i].getDataType(),
                  values[i],
                  ParquetSchemas.join(column, fields[i].getName()));
        }
        yield normal;
      }
      case ARRAY -> {
        DataType elementType = ((ArrayType) type).getElementType();
        List<?> elements = (List<?>) value;
        List<Object> normal = new ArrayList<>(elements.size());
        for (Object element : elements) {
          normal.add(normalize(elementType, element, ParquetSchemas.join(column, "element")));
        }
        yield normal;
      }
      case MAP -> {
        MapType map = (MapType) type;
        Map<Object, Object> normal = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          normal.put(
              normalize(map.getKeyType(), entry.getKey(), ParquetSchemas.join(column, "key")),
              normalize(
                  map.getValueType(), entry.getValue(), ParquetSchemas.join(column, "value")));
        }
        yield normal;
      }
    };
  }

  /**
   * A decimal with the scale of its column.
   *
   * @throws InvalidRowException if that takes rounding or more digits than the column has
   */
  static BigDecimal fit(BigDecimal value, DecimalType type, String column) {
    BigDecimal scaled = value;
    if (value.scale() != type.getScale()) {
      // Trailing zeros may go, digits may not; the check comes first because setScale on a number
      // like 1E+1000000000 would allocate all its zeros.
      BigDecimal stripped = value.stripTrailingZeros();
      if (stripped.scale() > type.getScale()
          || (long) stripped.precision() - stripped.scale()
              > type.getPrecision() - type.getScale()) {
        throw InvalidRowException.doesNotFit(column, TypeKind.name(type), value);
      }
      scaled = value.setScale(type.getScale());
    }
    if (scaled.precision() > type.getPrecision()) {
      throw InvalidRowException.doesNotFit(column, TypeKind.name(type), value);
    }
    return scaled;
  }

  /**
   * Checks a row without writing it.
   *
   * @throws InvalidRowException for the first value that does not fit its column
   */
  static void check(StructType schema, Object[] row) {
    ValueCheck.struct(schema, row, "");
  }

  /** The bytes of a string or binary; the caller must not change them. */
  static byte[] bytes(Object value) {
    if (value instanceof Binary binary) {
      return binary.getBytesUnsafe();
    }
    return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
  }

  static Binary binary(Object value) {
    return value instanceof Binary binary ? binary : Binary.fromConstantByteArray(bytes(value));
  }

  /** A value for a message: text as text, and not too much of it. */
  static String text(Object value) {
    String text =
        value instanceof Binary binary ? binary.toStringUsingUTF8() : String.valueOf(value);
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
