package dev.tributary.beam.delta;

import dev.tributary.beam.delta.Values.Equality;
import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Compiles a type to the equality of two values that are both there. */
final class ValueEquality {
  private ValueEquality() {}

  static Equality of(DataType type) {
    return switch (TypeKind.of(type)) {
      case BOOLEAN, BYTE, SHORT, INTEGER, DATE, LONG, TIMESTAMP, FLOAT, DOUBLE -> Object::equals;
      case DECIMAL -> (one, other) -> ((BigDecimal) one).compareTo((BigDecimal) other) == 0;
      case STRING, BINARY -> (one, other) -> Arrays.equals(Values.bytes(one), Values.bytes(other));
      case STRUCT ->
          struct((StructType) type, IntStream.range(0, ((StructType) type).length()).toArray());
      case ARRAY -> array((ArrayType) type);
      case MAP -> map((MapType) type);
    };
  }

  /**
   * The equality of two structs in some of their fields.
   *
   * @param places the fields that count
   */
  static Equality struct(StructType struct, int... places) {
    StructField[] fields = struct.getFields();
    int[] compared = places.clone();
    Equality[] equalities = new Equality[compared.length];
    for (int i = 0; i < compared.length; i++) {
      equalities[i] = Values.equality(fields[compared[i]].getDataType());
    }
    return (one, other) -> {
      Object[] left = (Object[]) one;
      Object[] right = (Object[]) other;
      if (left.length != right.length) {
        return false;
      }
      for (int i = 0; i < equalities.length; i++) {
        if (!equalities[i].equal(left[compared[i]], right[compared[i]])) {
          return false;
        }
      }
      return true;
    };
  }

  private static Equality array(ArrayType array) {
    Equality element = Values.equality(array.getElementType());
    return (one, other) -> {
      List<?> left = (List<?>) one;
      List<?> right = (List<?>) other;
      if (left.size() != right.size()) {
        return false;
      }
      Iterator<?> rest = right.iterator();
      for (Object each : left) {
        if (!element.equal(each, rest.next())) {
          return false;
        }
      }
      return true;
    };
  }

  private static Equality map(MapType map) {
    Equality key = Values.equality(map.getKeyType());
    Equality value = Values.equality(map.getValueType());
    return (one, other) -> {
      Map<?, ?> left = (Map<?, ?>) one;
      Map<?, ?> right = (Map<?, ?>) other;
      if (left.size() != right.size()) {
        return false;
      }
      for (Map.Entry<?, ?> entry : left.entrySet()) {
        if (!holds(right, entry, key, value)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Keys need not be equal as Java objects: one side may hold text where the other holds bytes. */
  private static boolean holds(
      Map<?, ?> map, Map.Entry<?, ?> wanted, Equality key, Equality value) {
    Object direct = map.get(wanted.getKey());
    if (direct != null) {
      return value.equal(direct, wanted.getValue());
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (key.equal(entry.getKey(), wanted.getKey())) {
        return value.equal(entry.getValue(), wanted.getValue());
      }
    }
    return false;
  }
}
