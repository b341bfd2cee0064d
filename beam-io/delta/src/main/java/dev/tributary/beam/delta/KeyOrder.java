package dev.tributary.beam.delta;

import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Compares rows by the same columns, wherever these stand: a staged delete holds only key and
 * sequence, a row of the table holds them among others.
 */
final class KeyOrder {
  private final List<String> columns;
  private final List<Comparator<Object>> comparators;

  KeyOrder(StructType schema, List<String> columns) {
    this.columns = List.copyOf(columns);
    this.comparators = new ArrayList<>();
    for (String column : columns) {
      // Our rows have no null here, but those that others appended may.
      comparators.add(Comparator.nullsFirst(Values.comparator(schema.get(column).getDataType())));
    }
  }

  List<String> columns() {
    return columns;
  }

  /** Where the columns stand in rows of a schema. */
  int[] indexesIn(StructType schema) {
    List<String> names = Arrays.asList(schema.getFieldNames());
    return columns.stream().mapToInt(names::indexOf).toArray();
  }

  /** Compares two rows by the columns; nulls come first. */
  int compare(Object[] left, int[] leftIndexes, Object[] right, int[] rightIndexes) {
    for (int i = 0; i < comparators.size(); i++) {
      int order = comparators.get(i).compare(left[leftIndexes[i]], right[rightIndexes[i]]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The order of rows of one schema. */
  Comparator<Object[]> rows(int[] indexes) {
    return (left, right) -> compare(left, indexes, right, indexes);
  }

  /** The order of values of the first column. */
  Comparator<Object> leading() {
    return comparators.get(0);
  }
}
