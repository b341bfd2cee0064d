package dev.tributary.beam.delta;

import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A target's schema with what merging needs to know of it: where keys and sequence stand in its
 * rows, and in the short rows of deletes and tombstones, which hold nothing else.
 */
final class TableShape {
  private final StructType schema;
  private final StructType shortSchema;
  private final Set<String> uncompared;
  private final KeyOrder keys;
  private final KeyOrder sequence;
  private final int[] keyIndexes;
  private final int[] sequenceIndexes;
  private final int[] shortKeyIndexes;
  private final int[] shortSequenceIndexes;
  private final DeletionMark mark;
  private final HistoryShape history;

  TableShape(DeltaTarget target) {
    schema = target.tableSchema();
    uncompared = target.uncompared();
    keys = new KeyOrder(schema, target.keys());
    sequence = new KeyOrder(schema, target.sequenceBy());
    keyIndexes = keys.indexesIn(schema);
    sequenceIndexes = sequence.indexesIn(schema);
    shortSchema = shortSchema(schema, target);
    shortKeyIndexes = keys.indexesIn(shortSchema);
    shortSequenceIndexes = sequence.indexesIn(shortSchema);
    mark = new DeletionMark(schema);
    history = target.mode().keepsHistory() ? new HistoryShape(schema, target, rowEquality()) : null;
  }

  private static StructType shortSchema(StructType schema, DeltaTarget target) {
    List<StructField> fields = new ArrayList<>();
    for (String key : target.keys()) {
      fields.add(schema.get(key));
    }
    for (String column : target.sequenceBy()) {
      // A key may be part of the sequence.
      if (!target.keys().contains(column)) {
        fields.add(schema.get(column));
      }
    }
    return new StructType(fields.toArray(new StructField[0]));
  }

  StructType schema() {
    return schema;
  }

  /** Whether two rows are the same, but for what tells nothing of them. */
  Values.Equality rowEquality() {
    return Values.equality(schema, uncompared);
  }

  /** Key and sequence columns. */
  StructType shortSchema() {
    return shortSchema;
  }

  KeyOrder keys() {
    return keys;
  }

  KeyOrder sequence() {
    return sequence;
  }

  StructField leadingKey() {
    return schema.get(keys.columns().get(0));
  }

  /** Whether and since when rows are deleted that are there. */
  DeletionMark mark() {
    return mark;
  }

  /** What rows have besides in a table with history; null for any other table. */
  HistoryShape history() {
    return history;
  }

  /** Where the keys stand in rows, short ones or whole ones. */
  int[] keyIndexes(boolean shortRows) {
    return shortRows ? shortKeyIndexes : keyIndexes;
  }

  /** Where the sequence stands in rows, short ones or whole ones. */
  int[] sequenceIndexes(boolean shortRows) {
    return shortRows ? shortSequenceIndexes : sequenceIndexes;
  }

  /** The key and the sequence of a change. */
  Object[] shorten(Change change) {
    return change.isShort() ? change.row() : shorten(change.row());
  }

  /** The short row of a whole one. */
  Object[] shorten(Object[] row) {
    String[] names = shortSchema.getFieldNames();
    var values = new Object[names.length];
    List<String> columns = List.of(schema.getFieldNames());
    for (int i = 0; i < names.length; i++) {
      values[i] = row[columns.indexOf(names[i])];
    }
    return values;
  }

  /**
   * How data files are written: with statistics of the keys, by which changes find them, and of
   * marks, by which rows are counted that are not deleted.
   */
  WriterSettings writerSettings() {
    var indexed = new HashSet<>(keys.columns());
    if (history != null) {
      indexed.add(HistoryShape.END);
    }
    if (mark.isKnown()) {
      indexed.add(DeletionMark.COLUMN);
    }
    return WriterSettings.DEFAULT.withAlwaysIndexed(indexed);
  }
}
