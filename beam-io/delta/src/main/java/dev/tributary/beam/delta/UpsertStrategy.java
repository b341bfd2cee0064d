package dev.tributary.beam.delta;

import java.util.Collections;
import java.util.List;

/**
 * SCD type 1 (rule 2): an upsert applies if its sequence is not below the stored row's and above
 * the key's tombstone; a delete applies if its sequence is not below the stored row's, and leaves a
 * tombstone even where there is no row.
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
    boolean isOlder = stored != null && compare(winner, stored, false) < 0;
    boolean isBuried = tombstone != null && compare(winner, tombstone, true) <= 0;
    if (isOlder) {
      return new Decision(stored, null);
    }
    if (winner.isDelete()) {
      // A row that lies beside a later tombstone can only be another writer's; it goes, too.
      return new Decision(null, isBuried ? null : shortRow(winner));
    }
    return new Decision(isBuried ? stored : winner.row(), null);
  }

  private Object[] shortRow(Change change) {
    return change.isShort() ? change.row() : shape.shorten(change.row());
  }

  private int compare(Change change, Object[] row, boolean isShort) {
    return shape
        .sequence()
        .compare(change.row(), change.sequenceIndexes(shape), row, shape.sequenceIndexes(isShort));
  }
}
