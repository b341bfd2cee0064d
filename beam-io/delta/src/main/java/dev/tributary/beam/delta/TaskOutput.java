package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rows that a task's keys have from now on, into files of a sensible size, and what is
 * to be remembered of them besides. Where nothing changed in the files that the task replaces, they
 * stay and what was written for them is thrown away.
 */
final class TaskOutput {
  private final RollingWriter rows;
  private final RollingWriter closedVersions;
  private final KeyFileWriter tombstones;
  private final KeyFileWriter hidden;
  private final List<DataFile> written = new ArrayList<>();
  private boolean rowsChanged;
  private long inserted;
  private long updated;
  private long deleted;
  private long kept;
  private long duplicatesRead;

  TaskOutput(TableShape shape, EpochFiles files) {
    this.rows = new RollingWriter(files);
    this.closedVersions = new RollingWriter(files);
    this.tombstones = new KeyFileWriter(KeyFile.Kind.TOMBSTONES, files, shape);
    this.hidden = new KeyFileWriter(KeyFile.Kind.HIDDEN_MEMBERS, files, shape);
  }

  /** A row that stays as it is. */
  void keep(Object[] row) throws IOException {
    kept++;
    rows.write(row);
  }

  /**
   * A row that was gone before and stays as it is, by the end of its version or by its mark; it is
   * not counted.
   */
  void keepGone(Object[] row) throws IOException {
    rows.write(row);
  }

  /** Rows that stay as they are, as bytes. */
  void keep(RowGroups rowGroups, int ordinal) throws IOException {
    rowGroups.copy(ordinal, rows::copyRowGroup);
  }

  void insert(Object[] row) throws IOException {
    inserted++;
    change(row);
  }

  void update(Object[] row) throws IOException {
    updated++;
    change(row);
  }

  /** A row that was there and goes. */
  void delete() {
    deleted++;
    rowsChanged = true;
  }

  /**
   * A row goes that counts for nothing: one of several of one key, or one that another replaces.
   */
  void drop() {
    rowsChanged = true;
  }

  /** A row is there from now on, and is counted by {@link #count}. */
  void change(Object[] row) throws IOException {
    rowsChanged = true;
    rows.write(row);
  }

  /**
   * A version that is there from now on and ended. It has a file apart, so that a change of the
   * present touches nothing of the past.
   */
  void addClosed(Object[] row) throws IOException {
    closedVersions.write(row);
  }

  /** Counts versions of rows that began, that changed and that went. */
  void count(int began, int changed, int went) {
    inserted += began;
    updated += changed;
    deleted += went;
  }

  /** Rows of a snapshot gave way to later ones with other values. */
  void passOver(long passed) {
    duplicatesRead += passed;
  }

  /** Remembers a deleted key; the keys come in their order. */
  void bury(Object[] shortRow) throws IOException {
    tombstones.write(shortRow);
  }

  /** Remembers a member of a version; the keys come in their order. */
  void hide(Object[] row) throws IOException {
    hidden.write(row);
  }

  /** Closes the files, and deletes them if they hold nothing new. */
  void finish() throws IOException {
    if (rowsChanged) {
      written.addAll(rows.finish());
    } else {
      rows.finish();
      rows.abandon();
    }
    written.addAll(closedVersions.finish());
    tombstones.close();
    hidden.close();
  }

  /** Closes and deletes what was written so far. */
  void abandon() throws IOException {
    rows.abandon();
    closedVersions.abandon();
    tombstones.delete();
    hidden.delete();
    written.clear();
  }

  private static List<KeyFile> written(KeyFileWriter keys) {
    return keys.isEmpty() ? List.of() : List.of(keys.written(Instant.now(), 0));
  }

  /** The result of a task whose output this is. */
  TaskResult result(MergeTask task) {
    return new TaskResult(
        task.plan(),
        task.number(),
        task.tasks(),
        task.header(),
        written,
        rowsChanged ? task.targets() : List.of(),
        written(tombstones),
        written(hidden),
        inserted,
        updated,
        deleted,
        kept,
        duplicatesRead);
  }
}
