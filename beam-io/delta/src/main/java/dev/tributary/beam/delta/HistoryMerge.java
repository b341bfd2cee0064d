package dev.tributary.beam.delta;

import dev.tributary.beam.delta.KeyHistory.Outcome;
import dev.tributary.beam.delta.Timeline.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What a task does to the keys of a table with history. Versions that are closed it looks up in
 * their files, and removes them there only where a change of the past is about them.
 */
final class HistoryMerge implements VersionMerge {
  private final TableShape shape;
  private final EpochFiles files;
  private final ClosedFiles closedFiles;
  private final KeyHistory keys;
  private final TaskOutput output;
  private final List<SortedRows> opened = new ArrayList<>();
  private final List<ClosedSource> closed = new ArrayList<>();
  private final KeyedRows tombstones;
  private final KeyedRows hidden;

  private record ClosedSource(DataFile file, KeyedRows rows) {}

  HistoryMerge(
      MergeTask task,
      TableShape shape,
      EpochFiles files,
      ClosedFiles closedFiles,
      TaskOutput output)
      throws IOException {
    this.shape = shape;
    this.files = files;
    this.closedFiles = closedFiles;
    this.keys = new KeyHistory(shape);
    this.output = output;
    try {
      for (DataFile file : task.closed()) {
        List<SortedRows> sources = new ArrayList<>();
        new UnsortedFile(files, shape).addSorted(file, task.range().closed(), sources);
        opened.addAll(sources);
        closed.add(new ClosedSource(file, KeyedRows.merge(shape, sources, false)));
      }
      this.tombstones = open(task.tombstones(), task.range(), true);
      this.hidden = open(task.hidden(), task.range(), false);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private KeyedRows open(List<String> paths, TaskRange range, boolean isShort) throws IOException {
    List<SortedRows> sources = new ArrayList<>();
    for (String path : paths) {
      SortedRows rows = SortedRows.of(files.open(path, isShort, range.closed()));
      sources.add(rows);
      opened.add(rows);
    }
    return KeyedRows.merge(shape, sources, isShort);
  }

  @Override
  public boolean keepsUntouched() {
    return true;
  }

  @Override
  public void apply(List<Object[]> rows, List<Change> changes) throws IOException {
    Change first = changes.get(0);
    IdentityHashMap<Object[], DataFile> fileOfClosed = new IdentityHashMap<>();
    List<Object[]> versions = new ArrayList<>(rows);
    for (ClosedSource source : closed) {
      for (Object[] row : source.rows().take(first)) {
        versions.add(row);
        fileOfClosed.put(row, source.file());
      }
    }
    List<Object[]> deletes =
        tombstones.take(first).stream().map(row -> sequence(row, true)).toList();
    Outcome outcome = keys.apply(new History(versions, hidden.take(first), deletes), changes);
    write(outcome, fileOfClosed);
    for (Object[] member : outcome.members()) {
      output.hide(member);
    }
    for (Object[] at : outcome.deletes()) {
      output.bury(tombstone(first, at));
    }
  }

  private void write(Outcome outcome, IdentityHashMap<Object[], DataFile> fileOfClosed)
      throws IOException {
    HistoryShape history = shape.history();
    for (Object[] row : outcome.removed()) {
      if (fileOfClosed.containsKey(row)) {
        closedFiles.remove(fileOfClosed.get(row), row);
      } else {
        output.drop();
      }
    }
    for (Object[] row : outcome.kept()) {
      if (!fileOfClosed.containsKey(row)) {
        output.keep(row);
      }
    }
    for (Object[] row : outcome.added()) {
      if (history.isClosed(row)) {
        output.addClosed(row);
      } else {
        output.change(row);
      }
    }
    output.count(
        outcome.added().size() - outcome.replaced(),
        outcome.replaced(),
        Math.max(0, outcome.removed().size() - outcome.replaced()));
  }

  private Object[] sequence(Object[] row, boolean isShort) {
    int[] indexes = shape.sequenceIndexes(isShort);
    var values = new Object[indexes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row[indexes[i]];
    }
    return values;
  }

  private Object[] tombstone(Change ofKey, Object[] at) {
    Object[] row = ofKey.isShort() ? ofKey.row().clone() : shape.shorten(ofKey.row());
    int[] indexes = shape.sequenceIndexes(true);
    for (int i = 0; i < indexes.length; i++) {
      row[indexes[i]] = at[i];
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    SortedRows.closeAll(opened);
  }
}
