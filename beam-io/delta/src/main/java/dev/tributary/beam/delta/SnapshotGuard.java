package dev.tributary.beam.delta;

import java.util.List;
import java.util.Optional;

/**
 * Keeps snapshots from a table that they would ruin (rule 6): a snapshot that was not read to its
 * end, for what it lacks may be there all the same; and one that lacks most of the table, as it
 * looks when a permission was lost.
 */
final class SnapshotGuard {
  /** A table of fewer rows may change as a whole. */
  private static final long LEAST_ROWS = 100;

  private final DeltaTarget target;

  SnapshotGuard(DeltaTarget target) {
    this.target = target;
  }

  /**
   * Why the results must not be committed, and what to do; empty if they may be.
   *
   * @param results of all tasks of a plan
   */
  Optional<String> refusal(ReadVerdict verdict, List<TaskResult> results) {
    if (!target.mode().isSnapshot()) {
      return Optional.empty();
    }
    if (!verdict.caughtUp()) {
      return Optional.of(
          "Cannot apply the snapshot to "
              + target.path()
              + ": it was not read to its end, and what it lacks may be there all the same. Nothing"
              + " was committed; run again, and it is read from its beginning.");
    }
    long deleted = results.stream().mapToLong(TaskResult::deleted).sum();
    long rows =
        deleted + results.stream().mapToLong(result -> result.kept() + result.updated()).sum();
    if (target.massDelete() == MassDelete.ALLOW || rows < LEAST_ROWS || deleted * 2 <= rows) {
      return Optional.empty();
    }
    return Optional.of(
        "Cannot apply the snapshot to "
            + target.path()
            + ": it lacks "
            + deleted
            + " of the "
            + rows
            + " rows that the table has"
            + (target.mode().keepsHistory() ? " open" : "")
            + ", which is what a lost permission looks like. Nothing was"
            + " committed. Look whether the source shows all rows; if these are really gone, set"
            + " allow_mass_delete to true for one run.");
  }
}
