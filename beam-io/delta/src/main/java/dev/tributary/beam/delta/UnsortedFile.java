package dev.tributary.beam.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts a data file that another engine wrote, in runs that fit into memory. The runs are files of
 * the attempt and go with it.
 */
final class UnsortedFile {
  /** About 100 MB of rows of a usual width. */
  private static final int RUN_ROWS = 100_000;

  private final EpochFiles files;
  private final TableShape shape;
  private final int runRows;

  UnsortedFile(EpochFiles files, TableShape shape) {
    this(files, shape, RUN_ROWS);
  }

  /** Runs of another length, for tests. */
  UnsortedFile(EpochFiles files, TableShape shape, int runRows) {
    this.files = files;
    this.shape = shape;
    this.runRows = runRows;
  }

  /**
   * Adds a file, sorted if it is not known to be, to the sources of a task. If that fails, nothing
   * of it is open.
   *
   * @param range leading keys that are looked for; others may come as well
   */
  void addSorted(DataFile file, LeadingRange range, List<SortedRows> sources) throws IOException {
    if (files.isSorted(file)) {
      sources.add(SortedRows.of(files.open(file.path(), false, range)));
    } else {
      sources.addAll(runs(file.path()));
    }
  }

  private List<SortedRows> runs(String path) throws IOException {
    List<SortedRows> runs = new ArrayList<>();
    try {
      addRuns(path, runs);
    } catch (IOException | RuntimeException e) {
      SortedRows.closeAll(runs);
      throw e;
    }
    return runs;
  }

  private void addRuns(String path, List<SortedRows> runs) throws IOException {
    Comparator<Object[]> order = shape.keys().rows(shape.keyIndexes(false));
    List<Object[]> rows = new ArrayList<>();
    try (RowReader reader = files.open(path, false, LeadingRange.ALL)) {
      for (Object[] row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
        if (rows.size() == runRows) {
          rows.sort(order);
          runs.add(spill(rows));
          rows.clear();
        }
      }
    }
    rows.sort(order);
    runs.add(SortedRows.of(rows));
  }

  private SortedRows spill(List<Object[]> rows) throws IOException {
    RowWriter writer = files.newStagedFile(false);
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    return SortedRows.of(files.open(files.stagedPath(writer), false, LeadingRange.ALL));
  }
}
