package dev.tributary.beam.delta;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * What one bundle staged of the rows of one table.
 *
 * @param run the run of the pipeline
 * @param file what was staged; {@link StagedFile#NOTHING} from whoever looks at the table only
 * @param staging the attempt that owns the files, and never commits
 * @param tableVersion a version of the table before anything of the run was committed, -1 where
 *     there was no table
 * @param snapshotAt see {@link DeltaEpoch#snapshotAt}
 */
record StagedPart(
    RunToken run, StagedFile file, Attempt staging, long tableVersion, Instant snapshotAt)
    implements Serializable {
  StagedPart {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(staging, "staging");
  }

  boolean isNothing() {
    return file.upserts() == null && file.deletes() == null;
  }

  /** Orders the parts of a table, for nobody else does. */
  String path() {
    return file.upserts() == null ? file.deletes() : file.upserts().path();
  }
}
