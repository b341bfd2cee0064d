package dev.tributary.beam.delta;

import java.util.List;
import java.util.Optional;

/**
 * SCD type 1 that keeps deleted rows, with a mark (rule 2). The row of a key is that of its
 * greatest upsert, and is marked if a delete is known that is not older; so the order in which
 * changes arrive does not matter, but for the time that the mark tells. Tombstones are as with
 * {@link UpsertStrategy}. When they are forgotten the mark stays, until a newer upsert.
 */
final class MarkStrategy implements MergeStrategy {
  private final TableShape shape;
  private final Precedence precedence;
  private final Long now;

  /**
   * A strategy for one epoch.
   *
   * @param now what rows are marked with
   */
  MarkStrategy(TableShape shape, Long now) {
    this.shape = shape;
    this.precedence = new Precedence(shape, WriteMode.UPSERT);
    this.now = now;
  }

  @Override
  public Decision decide(Object[] stored, Object[] tombstone, List<Change> changes) {
    Object[] row =
        greatest(changes, false)
            .filter(upsert -> stored == null || compare(upsert, stored, false) >= 0)
            .map(Change::row)
            .orElse(stored);
    Object[] buried =
        greatest(changes, true)
            .filter(delete -> row == null || compare(delete, row, false) >= 0)
            .filter(delete -> tombstone == null || compare(delete, tombstone, true) > 0)
            .map(shape::shorten)
            .orElse(null);
    if (row == null) {
      return new Decision(null, buried);
    }
    boolean isGone = isGone(row, tombstone);
    boolean staysMarked =
        shape.mark().isOn(stored) && (isGone || compare(row, false, stored, false) == 0);
    Object since = staysMarked ? shape.mark().of(stored) : isGone || buried != null ? now : null;
    return new Decision(shape.mark().set(row, since), buried);
  }

  private Optional<Change> greatest(List<Change> changes, boolean deletes) {
    return changes.stream().filter(change -> change.isDelete() == deletes).max(precedence);
  }

  private boolean isGone(Object[] row, Object[] tombstone) {
    return tombstone != null && compare(row, false, tombstone, true) <= 0;
  }

  private int compare(Change change, Object[] row, boolean isShort) {
    return compare(change.row(), change.isShort(), row, isShort);
  }

  private int compare(Object[] one, boolean oneIsShort, Object[] other, boolean otherIsShort) {
    return shape
        .sequence()
        .compare(
            one, shape.sequenceIndexes(oneIsShort), other, shape.sequenceIndexes(otherIsShort));
  }
}
