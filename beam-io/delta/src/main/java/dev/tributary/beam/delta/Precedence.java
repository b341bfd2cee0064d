package dev.tributary.beam.delta;

import java.util.Comparator;

/**
 * Which of two changes of one key wins: the greater in this order. (Rule 1: the greater sequence;
 * of equal ones a delete over an upsert; of two upserts the one read later.) Where changes have no
 * sequence, the one read first wins, for rows that are only inserted never change; in a snapshot
 * the one read later.
 */
final class Precedence implements Comparator<Change> {
  private final TableShape shape;
  private final WriteMode mode;

  Precedence(TableShape shape, WriteMode mode) {
    this.shape = shape;
    this.mode = mode;
  }

  @Override
  public int compare(Change left, Change right) {
    if (mode.isSnapshot()) {
      return Long.compare(left.rank(), right.rank());
    }
    if (!mode.isSequenced()) {
      return Long.compare(right.rank(), left.rank());
    }
    int order =
        shape
            .sequence()
            .compare(
                left.row(), left.sequenceIndexes(shape), right.row(), right.sequenceIndexes(shape));
    if (order == 0) {
      order = Boolean.compare(left.isDelete(), right.isDelete());
    }
    return order != 0 ? order : Long.compare(left.rank(), right.rank());
  }
}
