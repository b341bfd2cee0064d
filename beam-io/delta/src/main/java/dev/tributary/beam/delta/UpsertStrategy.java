package dev.tributary.beam.delta;

import java.util.Collections;
import java.util.List;

/**
 * SCD type 1 (rule 2): an upsert applies if its sequence is not below the stored row's and above
 * the key's tombstone; a delete applies if its sequence is not below the stored row's, and leaves a
 * tombstone even where there is no row. A row that was marked when the table still marked deleted
 * rows stays so until a newer change: what is read again of the time before changes nothing.
 */
final class UpsertStrategy implements MergeStrategy {
  private final TableShape shape;
  private final Precedence precedence;

  UpsertStrategy(TableShape shape) {
    this.shape = shape;
    this.precedence = new Precedence(shape, WriteMode.UPSERT);
  }

  @Override
  public Decision decide(Object[] stored, Object[] tombstone, List<Change> changes) {
    Change winner = Collections.max(changes, precedence);
    boolean isMarked = shape.mark().isOn(stored);
    int order = stored == null ? 1 : compare(winner, stored, false);
    boolean isOlder = order < 0 || (order == 0 && isMarked);
    boolean isBuried = tombstone != null && compare(winner, tombstone, true) <= 0;
    if (isOlder) {
      return new Decision(stored, null);
    }
    if (winner.isDelete()) {
      // A row that lies beside a later tombstone can only be another writer's; it goes, too.
      return isBuried
          ? new Decision(isMarked ? stored : null, null)
          : new Decision(null, shape.shorten(winner));
    }
    return new Decision(isBuried ? stored : winner.row(), null);
  }

  private int compare(Change change, Object[] row, boolean isShort) {
    return shape
        .sequence()
        .compare(change.row(), change.sequenceIndexes(shape), row, shape.sequenceIndexes(isShort));
  }
}
