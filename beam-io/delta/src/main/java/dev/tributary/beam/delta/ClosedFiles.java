package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of closed versions that tasks look into. One that loses a version is written anew when
 * all tasks that look into it are done; the others stay.
 */
final class ClosedFiles {
  private final TableShape shape;
  private final EpochFiles files;
  private final Comparator<Object[]> identity;
  private final Map<DataFile, Set<Object[]>> removed = new LinkedHashMap<>();

  ClosedFiles(TableShape shape, EpochFiles files) {
    this.shape = shape;
    this.files = files;
    HistoryShape history = shape.history();
    this.identity =
        shape
            .keys()
            .rows(shape.keyIndexes(false))
            .thenComparing(
                (left, right) -> history.compare(history.start(left), history.start(right)));
  }

  /** All versions of a key that begin when this one does go from a file. */
  void remove(DataFile file, Object[] version) {
    removed.computeIfAbsent(file, f -> new TreeSet<>(identity)).add(version);
  }

  /** Writes the files anew that lose versions, and adds to a result what came of it. */
  TaskResult addTo(TaskResult result) throws IOException {
    if (removed.isEmpty()) {
      return result;
    }
    List<RollingWriter> outputs = new ArrayList<>();
    List<DataFile> adds = new ArrayList<>(result.adds());
    List<DataFile> removes = new ArrayList<>(result.removes());
    try {
      for (Map.Entry<DataFile, Set<Object[]>> file : removed.entrySet()) {
        // The rows of each file are sorted, and those of the next begin anew.
        var output = new RollingWriter(files);
        outputs.add(output);
        copy(file.getKey(), file.getValue(), output);
        adds.addAll(output.finish());
        removes.add(file.getKey());
      }
    } catch (IOException | RuntimeException e) {
      for (RollingWriter output : outputs) {
        output.abandon();
      }
      throw e;
    }
    return result.withFiles(adds, removes);
  }

  private void copy(DataFile file, Set<Object[]> without, RollingWriter output) throws IOException {
    List<SortedRows> sources = new ArrayList<>();
    try {
      new UnsortedFile(files, shape).addSorted(file, LeadingRange.ALL, sources);
      SortedRows rows = SortedRows.merge(sources, shape.keys().rows(shape.keyIndexes(false)));
      for (Object[] row = rows.peek(); row != null; row = rows.peek()) {
        if (!without.contains(row)) {
          output.write(row);
        }
        rows.advance();
      }
    } finally {
      SortedRows.closeAll(sources);
    }
  }
}
