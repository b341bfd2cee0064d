package dev.tributary.beam.delta;

import java.util.List;

/** What becomes of the one row of a key when changes arrive. One for each mode that has one. */
interface MergeStrategy {

  /**
   * Decides about one key.
   *
   * @param stored the row that the table has, or null
   * @param tombstone the short row of a delete that was applied, or null
   * @param changes the changes of this epoch, at least one, in no order
   */
  Decision decide(Object[] stored, Object[] tombstone, List<Change> changes);

  /** Whether the row of a key that no change names stays. */
  default boolean keepsUntouched() {
    return true;
  }

  /**
   * What a key comes to.
   *
   * @param row the row that the table has from now on, or null
   * @param tombstone the short row to be remembered, or null where nothing new is
   */
  @SuppressWarnings("ArrayRecordComponent") // decisions are never compared
  record Decision(Object[] row, Object[] tombstone) {}

  /** The strategy of a mode. */
  static MergeStrategy of(WriteMode mode, TableShape shape) {
    return switch (mode) {
      case UPSERT -> new UpsertStrategy(shape);
      case INSERT -> new InsertStrategy(shape);
      case SNAPSHOT -> new SnapshotStrategy(shape);
      case HISTORY, SNAPSHOT_HISTORY, APPEND, APPEND_SNAPSHOT ->
          throw new IllegalArgumentException("Cannot keep one row a key: the mode is " + mode);
    };
  }
}
