package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the rows of a table with history (SCD type 2) have besides: since when and until when a
 * version is valid. A sequence is an array here, with an element a sequence column; in a row it is
 * the value of the one column, or a struct of several. Rows of snapshots have no sequence but the
 * time of the snapshot that they came with, a timestamp, which is their start.
 */
final class HistoryShape {
  static final String START = "__START_AT";
  static final String END = "__END_AT";

  private final KeyOrder order;
  private final int[] identity;
  private final int[] sequence;
  private final int start;
  private final int end;
  private final int[] tracked;
  private final Values.Equality[] trackedEqualities;
  private final Values.Equality rowEquality;

  /**
   * The shape of rows.
   *
   * @param schema the table's, {@link #START} and {@link #END} included
   * @param rowEquality whether two rows of it are the same
   */
  HistoryShape(StructType schema, DeltaTarget target, Values.Equality rowEquality) {
    List<String> names = Arrays.asList(schema.getFieldNames());
    this.order =
        new KeyOrder(schema, target.sequenceBy().isEmpty() ? List.of(START) : target.sequenceBy());
    this.sequence = order.indexesIn(schema);
    this.identity = new int[sequence.length];
    Arrays.setAll(identity, i -> i);
    this.start = names.indexOf(START);
    this.end = names.indexOf(END);
    List<String> all = new ArrayList<>(names);
    all.remove(START);
    all.remove(END);
    all.removeAll(target.uncompared());
    this.tracked =
        target.tracked().of(all, target.keys(), target.sequenceBy()).stream()
            .mapToInt(names::indexOf)
            .toArray();
    this.trackedEqualities =
        Arrays.stream(tracked)
            .mapToObj(i -> Values.equality(schema.getFields()[i].getDataType()))
            .toArray(Values.Equality[]::new);
    this.rowEquality = rowEquality;
  }

  /** A schema with the columns of the history at its end, unless it has them already. */
  static StructType addTo(StructType schema, List<String> sequenceBy) {
    DataType type = boundType(schema, sequenceBy);
    StructType with = schema;
    for (String name : List.of(START, END)) {
      if (!Arrays.asList(schema.getFieldNames()).contains(name)) {
        with = with.add(new StructField(name, type, true));
      }
    }
    return with;
  }

  private static DataType boundType(StructType schema, List<String> sequenceBy) {
    return switch (sequenceBy.size()) {
      case 0 -> new TimestampType();
      case 1 -> schema.get(sequenceBy.get(0)).getDataType();
      default ->
          new StructType(
              sequenceBy.stream()
                  .map(column -> new StructField(column, schema.get(column).getDataType(), true))
                  .toArray(StructField[]::new));
    };
  }

  /** The path of statistics about the leading sequence column of the rows' ends. */
  static String[] leadingEnd(List<String> sequenceBy) {
    return sequenceBy.size() > 1 ? new String[] {END, sequenceBy.get(0)} : new String[] {END};
  }

  int compare(Object[] left, Object[] right) {
    return order.compare(left, identity, right, identity);
  }

  /** The sequence of the change that a row is. */
  Object[] sequence(Object[] row) {
    var values = new Object[sequence.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[sequence[i]];
    }
    return values;
  }

  /** Since when a row is valid. Rows that another writer added may not say so. */
  Object[] start(Object[] row) {
    return row[start] == null ? sequence(row) : toSequence(row[start]);
  }

  /** Until when, or null for a row that still is. */
  Object[] end(Object[] row) {
    return row[end] == null ? null : toSequence(row[end]);
  }

  boolean isClosed(Object[] row) {
    return row[end] != null;
  }

  private Object[] toSequence(Object value) {
    return sequence.length == 1 ? new Object[] {value} : (Object[]) value;
  }

  private Object toValue(Object[] values) {
    return values == null || values.length > 1 ? values : values[0];
  }

  /** A copy of a row with other bounds. */
  Object[] version(Object[] row, Object[] from, Object[] until) {
    Object[] copy = row.clone();
    copy[start] = toValue(from);
    copy[end] = toValue(until);
    return copy;
  }

  /** What a row may have looked like at another sequence. */
  Object[] at(Object[] row, Object[] values) {
    Object[] copy = row.clone();
    for (int i = 0; i < values.length; i++) {
      copy[sequence[i]] = values[i];
    }
    return copy;
  }

  /** Whether two rows are equal in all tracked columns. */
  boolean isSameVersion(Object[] one, Object[] other) {
    for (int i = 0; i < tracked.length; i++) {
      if (!trackedEqualities[i].equal(one[tracked[i]], other[tracked[i]])) {
        return false;
      }
    }
    return true;
  }

  boolean equal(Object[] one, Object[] other) {
    return rowEquality.equal(one, other);
  }
}
