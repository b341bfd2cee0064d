package dev.tributary.beam.delta;

import java.util.Collections;
import java.util.List;

/**
 * The table becomes equal to the snapshot (rule 6): what the snapshot says of a key holds, whatever
 * the table has, and a key that it lacks goes.
 */
final class SnapshotStrategy implements MergeStrategy {
  private final Precedence precedence;

  SnapshotStrategy(TableShape shape) {
    this.precedence = new Precedence(shape, WriteMode.SNAPSHOT);
  }

  @Override
  public Decision decide(Object[] stored, Object[] tombstone, List<Change> changes) {
    return new Decision(Collections.max(changes, precedence).row(), null);
  }

  @Override
  public boolean keepsUntouched() {
    return false;
  }
}
