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

  /** Whether every row stays whose key no change names. */
  default boolean keepsUntouched() {
    return true;
  }

  /** What becomes of a row whose key no change names: the row from now on, or null. */
  default Object[] untouched(Object[] stored) {
    return stored;
  }

  /**
   * What a key comes to.
   *
   * @param row the row that the table has from now on, or null
   * @param tombstone the short row to be remembered, or null where nothing new is
   */
  @SuppressWarnings("ArrayRecordComponent") // decisions are never compared
  record Decision(Object[] row, Object[] tombstone) {}

  /**
   * The strategy of a mode.
   *
   * @param markedAt what rows are marked with that are deleted; null where they go
   */
  static MergeStrategy of(WriteMode mode, TableShape shape, Long markedAt) {
    return switch (mode) {
      case UPSERT ->
          markedAt == null ? new UpsertStrategy(shape) : new MarkStrategy(shape, markedAt);
      case INSERT -> new InsertStrategy(shape);
      case SNAPSHOT -> new SnapshotStrategy(shape, markedAt);
      case HISTORY, SNAPSHOT_HISTORY, APPEND, APPEND_SNAPSHOT ->
          throw new IllegalArgumentException("Cannot keep one row a key: the mode is " + mode);
    };
  }
}
