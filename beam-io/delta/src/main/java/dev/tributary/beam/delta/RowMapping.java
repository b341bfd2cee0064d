package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Brings rows of a source's schema into a table's, which has the same fields and maybe more: those
 * that the source had once, and in the order in which they came.
 */
final class RowMapping {
  private final UnaryOperator<Object> mapping;

  private RowMapping(UnaryOperator<Object> mapping) {
    this.mapping = mapping;
  }

  static RowMapping between(StructType source, StructType table) {
    return new RowMapping(of(source, table));
  }

  Object[] map(Object[] row) {
    return (Object[]) mapping.apply(row);
  }

  private static UnaryOperator<Object> of(DataType source, DataType table) {
    if (source.equals(table)) {
      return UnaryOperator.identity();
    }
    if (source instanceof StructType from && table instanceof StructType to) {
      return struct(from, to);
    }
    if (source instanceof ArrayType from && table instanceof ArrayType to) {
      UnaryOperator<Object> element = of(from.getElementType(), to.getElementType());
      return value -> value == null ? null : mapList((List<?>) value, element);
    }
    if (source instanceof MapType from && table instanceof MapType to) {
      UnaryOperator<Object> keys = of(from.getKeyType(), to.getKeyType());
      UnaryOperator<Object> values = of(from.getValueType(), to.getValueType());
      return value -> value == null ? null : mapEntries((Map<?, ?>) value, keys, values);
    }
    // Types were compared before the epoch began; nullability is all that is left to differ.
    return UnaryOperator.identity();
  }

  private static UnaryOperator<Object> struct(StructType source, StructType table) {
    StructField[] fields = table.getFields();
    List<String> sourceNames = Arrays.asList(source.getFieldNames());
    List<String> tableNames = Arrays.asList(table.getFieldNames());
    for (String name : sourceNames) {
      if (!tableNames.contains(name)) {
        throw new IllegalArgumentException(
            "Invalid source schema: the table's columns "
                + tableNames
                + " lack '"
                + name
                + "', so that its values would be lost");
      }
    }
    var indexes = new int[fields.length];
    List<UnaryOperator<Object>> members = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      indexes[i] = sourceNames.indexOf(fields[i].getName());
      members.add(
          indexes[i] < 0
              ? UnaryOperator.identity()
              : of(source.getFields()[indexes[i]].getDataType(), fields[i].getDataType()));
    }
    return value -> {
      if (value == null) {
        return null;
      }
      var from = (Object[]) value;
      var to = new Object[indexes.length];
      for (int i = 0; i < indexes.length; i++) {
        to[i] = indexes[i] < 0 ? null : members.get(i).apply(from[indexes[i]]);
      }
      return to;
    };
  }

  private static List<Object> mapList(List<?> values, UnaryOperator<Object> element) {
    List<Object> mapped = new ArrayList<>(values.size());
    for (Object value : values) {
      mapped.add(element.apply(value));
    }
    return mapped;
  }

  private static Map<Object, Object> mapEntries(
      Map<?, ?> entries, UnaryOperator<Object> keys, UnaryOperator<Object> values) {
    Map<Object, Object> mapped = new LinkedHashMap<>();
    entries.forEach((key, value) -> mapped.put(keys.apply(key), values.apply(value)));
    return mapped;
  }
}
