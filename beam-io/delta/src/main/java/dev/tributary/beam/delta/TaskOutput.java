package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Writes the rows that a task's keys have from now on, into files of a sensible size, and the
 * tombstones of those that went. Where nothing changed, all of it is thrown away.
 */
final class TaskOutput {
  private final TableShape shape;
  private final EpochFiles files;
  private final RollingWriter writer;
  private List<DataFile> written = List.of();
  private RowWriter tombstoneWriter;
  private Object firstBuried;
  private Object lastBuried;
  private TombstoneFile tombstones;
  private long inserted;
  private long updated;
  private long deleted;
  private long kept;
  private long duplicates;
  private long duplicatesRead;

  TaskOutput(TableShape shape, EpochFiles files) {
    this.shape = shape;
    this.files = files;
    this.writer = new RollingWriter(files);
  }

  /** A row that stays as it is. */
  void keep(Object[] row) throws IOException {
    kept++;
    writer.write(row);
  }

  /** Rows that stay as they are, as bytes. */
  void keep(RowGroups rowGroups, int ordinal) throws IOException {
    rowGroups.copy(ordinal, writer::copyRowGroup);
  }

  void insert(Object[] row) throws IOException {
    inserted++;
    writer.write(row);
  }

  void update(Object[] row) throws IOException {
    updated++;
    writer.write(row);
  }

  /** A row that was there and goes. */
  void delete() {
    deleted++;
  }

  /** One of several rows of one key goes. */
  void dropDuplicate() {
    duplicates++;
  }

  /** Rows of a snapshot gave way to later ones with other values. */
  void passOver(long rows) {
    duplicatesRead += rows;
  }

  /** Remembers a deleted key; the keys come in their order. */
  void bury(Object[] shortRow) throws IOException {
    if (tombstoneWriter == null) {
      tombstoneWriter = files.newTombstoneFile();
    }
    Object key = shortRow[shape.keyIndexes(true)[0]];
    if (firstBuried == null) {
      firstBuried = key;
    }
    lastBuried = key;
    tombstoneWriter.write(shortRow);
  }

  /** Closes the files, and deletes them if they hold nothing new. */
  void finish() throws IOException {
    written = writer.finish();
    if (tombstoneWriter != null) {
      tombstoneWriter.close();
      tombstones =
          new TombstoneFile(
              files.tombstonePath(tombstoneWriter),
              tombstoneWriter.written().rows(),
              LeadingKeys.toText(firstBuried),
              LeadingKeys.toText(lastBuried),
              Instant.now());
    }
    if (!rowsChanged()) {
      writer.abandon();
      written = List.of();
    }
  }

  /** Closes and deletes what was written so far. */
  void abandon() throws IOException {
    writer.abandon();
    written = List.of();
    if (tombstoneWriter != null) {
      tombstoneWriter.close();
      files.delete(tombstoneWriter.path());
    }
  }

  /** Whether the rows of the task's keys are others than before. */
  boolean rowsChanged() {
    return inserted + updated + deleted + duplicates > 0;
  }

  /** The result of a task whose output this is. */
  TaskResult result(MergeTask task) {
    return new TaskResult(
        task.plan(),
        task.number(),
        task.tasks(),
        task.header(),
        written,
        rowsChanged() ? task.targets() : List.of(),
        tombstones == null ? List.of() : List.of(tombstones),
        inserted,
        updated,
        deleted,
        kept,
        duplicatesRead);
  }
}
