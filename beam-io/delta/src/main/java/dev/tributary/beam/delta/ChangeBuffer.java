package dev.tributary.beam.delta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Holds the changes of consecutive parts of a read until they are worth a file, and brings them
 * into the order and number that files have: sorted by key, one change a key, or of a table with
 * history one a key and sequence, or of one that marks deleted rows one upsert and one delete a
 * key. Not safe for concurrent use.
 */
final class ChangeBuffer implements ChangeSink {
  /** What is held of a rejected record besides its text. */
  private static final long REJECTED_BYTES = 500;

  private final DeltaTarget target;
  private final TableShape shape;
  private final RowMapping mapping;
  private final Object[] snapshotAt;
  private final KeyOrder clustering;
  private final List<Change> changes = new ArrayList<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private long bytes;
  private long upserts;
  private long deletes;
  private long duplicates;

  /**
   * An empty buffer.
   *
   * @param snapshotAt see {@link DeltaEpoch#snapshotSequence}
   */
  ChangeBuffer(DeltaTarget target, TableShape shape, RowMapping mapping, Object[] snapshotAt) {
    this(target, shape, mapping, snapshotAt, List.of());
  }

  /**
   * An empty buffer.
   *
   * @param snapshotAt see {@link DeltaEpoch#snapshotSequence}
   * @param clusterBy columns by which rows are in order that have no keys
   */
  ChangeBuffer(
      DeltaTarget target,
      TableShape shape,
      RowMapping mapping,
      Object[] snapshotAt,
      List<String> clusterBy) {
    this.target = target;
    this.shape = shape;
    this.mapping = mapping;
    this.snapshotAt = snapshotAt;
    this.clustering = new KeyOrder(shape.schema(), clusterBy);
  }

  @Override
  public void upsert(Object[] row, long rowBytes) {
    add(mapping.map(row), false, rowBytes);
    upserts++;
  }

  @Override
  public void delete(Object[] row, long rowBytes) {
    if (!target.mode().takesDeletes()) {
      throw new IllegalArgumentException("Cannot delete: the mode is " + target.mode());
    }
    add(mapping.map(row), true, rowBytes);
    deletes++;
  }

  @Override
  public void reject(RejectedRecord record) {
    rejected.add(record);
    bytes += REJECTED_BYTES + (record.raw() == null ? 0 : record.raw().length());
  }

  private void add(Object[] row, boolean isDelete, long rowBytes) {
    normalize(row, shape.keys(), shape.keyIndexes(false), "key");
    normalize(row, shape.sequence(), shape.sequenceIndexes(false), "sequence");
    changes.add(new Change(asVersion(row), false, isDelete, changes.size()));
    bytes += rowBytes;
  }

  /** A row of a table with history says since when it is valid. */
  private Object[] asVersion(Object[] row) {
    HistoryShape history = shape.history();
    if (history == null) {
      return row;
    }
    return history.version(row, snapshotAt == null ? history.sequence(row) : snapshotAt, null);
  }

  /** Brings keys into the form in which they compare, and refuses nulls. */
  private void normalize(Object[] row, KeyOrder order, int[] indexes, String what) {
    for (int i = 0; i < indexes.length; i++) {
      String column = order.columns().get(i);
      Object value = row[indexes[i]];
      if (value == null) {
        throw new BadRecordException(
            column, "the " + what + " column '" + column + "' is null in " + describeKey(row));
      }
      try {
        row[indexes[i]] = Values.normalize(shape.schema().get(column).getDataType(), value);
      } catch (InvalidRowException e) {
        throw new BadRecordException(
            "the "
                + what
                + " column '"
                + column
                + "' of "
                + describeKey(row)
                + ": "
                + e.getMessage());
      }
    }
  }

  private String describeKey(Object[] row) {
    List<String> parts = new ArrayList<>();
    int[] indexes = shape.keyIndexes(false);
    for (int i = 0; i < indexes.length; i++) {
      parts.add(shape.keys().columns().get(i) + "=" + Values.text(row[indexes[i]]));
    }
    return "the record with " + String.join(", ", parts);
  }

  long bytes() {
    return bytes;
  }

  long upserts() {
    return upserts;
  }

  long deletes() {
    return deletes;
  }

  /** How many rows of a snapshot {@link #drain} left out for a later one with other values. */
  long duplicates() {
    return duplicates;
  }

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Takes the rejected records out. */
  List<RejectedRecord> drainRejected() {
    List<RejectedRecord> drained = List.copyOf(rejected);
    rejected.clear();
    return drained;
  }

  /** Takes all changes out, as files want them. */
  List<Change> drain() {
    List<Change> drained = target.mode().isKeyed() ? winners() : clustered();
    changes.clear();
    bytes = 0;
    upserts = 0;
    deletes = 0;
    return drained;
  }

  private List<Change> clustered() {
    List<Change> clustered = new ArrayList<>(changes);
    clustered.sort(
        Comparator.comparing(Change::row, clustering.rows(clustering.indexesIn(shape.schema()))));
    return clustered;
  }

  /**
   * One change a key, or a key and sequence where all versions are kept. Where deleted rows are
   * marked, the delete that wins leaves the upsert before it, for its values stay.
   */
  private List<Change> winners() {
    Comparator<Object[]> byKey = shape.keys().rows(shape.keyIndexes(false));
    if (target.mode() == WriteMode.HISTORY) {
      byKey = byKey.thenComparing(shape.sequence().rows(shape.sequenceIndexes(false)));
    }
    Comparator<Change> order = Comparator.comparing(Change::row, byKey);
    if (target.deletedRows() == DeletedRows.MARKED) {
      order = order.thenComparing(Change::isDelete);
    }
    changes.sort(order);
    var precedence = new Precedence(shape, target.mode());
    duplicates = Duplicates.count(changes, byKey, shape, target.mode());
    List<Change> winners = new ArrayList<>();
    for (Change change : changes) {
      int last = winners.size() - 1;
      if (last < 0 || order.compare(winners.get(last), change) != 0) {
        winners.add(change);
      } else if (precedence.compare(change, winners.get(last)) > 0) {
        winners.set(last, change);
      }
    }
    return winners;
  }
}
