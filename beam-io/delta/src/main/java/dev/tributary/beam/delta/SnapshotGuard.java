package dev.tributary.beam.delta;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
   * Why a refresh must not take the place of the table, and what to do; empty if it may. How many
   * rows go is not known by their keys; at least as many as there are fewer.
   *
   * @param before the files of the table
   * @param after those of the refresh
   */
  Optional<String> refusal(Collection<DataFile> before, Collection<DataFile> after) {
    if (target.mode() != WriteMode.SNAPSHOT || target.massDelete() == MassDelete.ALLOW) {
      return Optional.empty();
    }
    long rowsBefore = rows(before);
    long rowsAfter = rows(after);
    if (rowsBefore < LEAST_ROWS || rowsAfter * 2 >= rowsBefore) {
      return Optional.empty();
    }
    return Optional.of(
        "Cannot refresh "
            + target.path()
            + ": the snapshot has "
            + rowsAfter
            + " rows and the table "
            + rowsBefore
            + ", which is what a lost permission looks like. The table is as it was. Look whether"
            + " the source shows all rows; if the others are really gone, set allow_mass_delete to"
            + " true for one run.");
  }

  /** Rows that are not marked as deleted. Files without statistics count for nothing. */
  private static long rows(Collection<DataFile> files) {
    return files.stream()
        .map(file -> FileStatistics.parse(file.stats(), DeletionMark.SCHEMA))
        .map(SnapshotGuard::unmarked)
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
  }

  private static Long unmarked(FileStatistics file) {
    Long unmarked = file.nulls(DeletionMark.COLUMN);
    return unmarked == null ? file.rows() : unmarked;
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
