package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.List;

/** Stages the rows of one table for one run. Used by one thread at a time. */
final class TableStage {
  /** All rows of a part are one part of the read. */
  private static final List<String> COVERAGE = List.of("");

  private final RunToken run;
  private final List<String> clusterBy;
  private final DeltaEpoch epoch;
  private final long tableVersion;
  private final TableShape shape;
  private final StagedFileWriter writer;
  private ChangeBuffer buffer;

  private TableStage(RunToken run, DeltaEpoch epoch, long tableVersion, List<String> clusterBy) {
    this.run = run;
    this.clusterBy = clusterBy;
    this.epoch = epoch;
    this.tableVersion = tableVersion;
    this.shape = new TableShape(epoch.target());
    this.writer = new StagedFileWriter(shape, new EpochFiles(epoch, shape));
    clear();
  }

  /**
   * Opens a table, or the place for one.
   *
   * @param clusterBy columns by which rows are in order that have no keys
   * @throws DeltaTableException if the table is not to be written to by a pipeline
   */
  static TableStage open(DeltaTarget target, RunToken run, List<String> clusterBy) {
    DeltaDestination destination = TableWrite.open(target);
    DeltaEpoch epoch =
        destination.beginStaging(
            target.schemaJson(),
            run.startedAt(),
            number -> run.attempt(target.path(), number, "stage"));
    return new TableStage(run, epoch, destination.version().orElse(-1), clusterBy);
  }

  /** Forgets what was not flushed. */
  void clear() {
    buffer =
        new ChangeBuffer(
            epoch.target(),
            shape,
            RowMapping.between(epoch.sourceSchema(), shape.schema()),
            epoch.snapshotSequence(),
            clusterBy);
  }

  ChangeBuffer buffer() {
    return buffer;
  }

  /** Writes what the buffer holds. */
  StagedPart flush() throws IOException {
    return part(writer.write(buffer, COVERAGE));
  }

  /** A part without rows, by which the table is looked at where there are none. */
  StagedPart nothing() {
    return part(StagedFile.NOTHING);
  }

  private StagedPart part(StagedFile file) {
    return new StagedPart(run, file, epoch.attempt(), tableVersion, epoch.snapshotAt());
  }
}
