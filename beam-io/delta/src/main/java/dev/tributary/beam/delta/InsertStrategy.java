package dev.tributary.beam.delta;

import java.util.Collections;
import java.util.List;

/** Rows that never change: the one that is there stays, else the first that was read is added. */
final class InsertStrategy implements MergeStrategy {
  private final Precedence precedence;

  InsertStrategy(TableShape shape) {
    this.precedence = new Precedence(shape, WriteMode.INSERT);
  }

  @Override
  public Decision decide(Object[] stored, Object[] tombstone, List<Change> changes) {
    return new Decision(stored != null ? stored : Collections.max(changes, precedence).row(), null);
  }
}
