package dev.tributary.beam.delta;

import java.util.Collections;
import java.util.List;

/**
 * The table becomes equal to the snapshot (rule 6): what the snapshot says of a key holds, whatever
 * the table has, and a key that it lacks goes, or is marked as deleted. A row that is marked is no
 * part of what is compared.
 */
final class SnapshotStrategy implements MergeStrategy {
  private final Precedence precedence;
  private final DeletionMark mark;
  private final Long now;

  /**
   * A strategy for one epoch.
   *
   * @param now what rows are marked with; null where they go
   */
  SnapshotStrategy(TableShape shape, Long now) {
    this.precedence = new Precedence(shape, WriteMode.SNAPSHOT);
    this.mark = shape.mark();
    this.now = now;
  }

  @Override
  public Decision decide(Object[] stored, Object[] tombstone, List<Change> changes) {
    return new Decision(Collections.max(changes, precedence).row(), null);
  }

  @Override
  public boolean keepsUntouched() {
    return false;
  }

  @Override
  public Object[] untouched(Object[] stored) {
    if (mark.isOn(stored)) {
      return stored;
    }
    return now == null ? null : mark.set(stored, now);
  }
}
