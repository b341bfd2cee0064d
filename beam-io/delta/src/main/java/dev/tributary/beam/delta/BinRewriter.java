package dev.tributary.beam.delta;

import dev.tributary.beam.delta.CompactionPlanner.Bin;
import dev.tributary.beam.delta.CompactionPlanner.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the rows of a bin into new files. Holds no more rows than a few row groups, or than a run
 * of an {@link UnsortedFile}. Not thread-safe.
 */
final class BinRewriter {
  /** Files that are merged at once, each with a row group in memory. */
  private static final int FAN_IN = 16;

  private final EpochFiles files;
  private final TableShape shape;

  BinRewriter(EpochFiles files, TableShape shape) {
    this.files = files;
    this.shape = shape;
  }

  /** Rows in order, to be opened when they are read. */
  @FunctionalInterface
  private interface Source {
    SortedRows open() throws IOException;
  }

  /** The new files, which are in no version of the table yet. */
  List<DataFile> rewrite(Bin bin) throws IOException {
    var output = new RollingWriter(files);
    try {
      for (Cluster cluster : bin.clusters()) {
        if (cluster.isReady()) {
          append(cluster.files().get(0), output);
        } else {
          merge(cluster.files(), output);
        }
      }
      return output.finish();
    } catch (IOException | RuntimeException e) {
      output.abandon();
      throw e;
    }
  }

  private void append(DataFile file, RollingWriter output) throws IOException {
    TargetRows.Taker worthCopying =
        (rowGroups, ordinal) -> {
          if (rowGroups.isWorthCopying(ordinal)) {
            rowGroups.copy(ordinal, output::copyRowGroup);
            return true;
          }
          return false;
        };
    try (SortedRows rows = TargetRows.of(files.rowGroups(file), worthCopying)) {
      write(rows, output);
    }
  }

  private void merge(List<DataFile> unmerged, RollingWriter output) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (DataFile file : unmerged) {
      sources.add(() -> open(file));
    }
    while (sources.size() > FAN_IN) {
      List<Source> merged = new ArrayList<>();
      for (int i = 0; i < sources.size(); i += FAN_IN) {
        merged.add(spill(sources.subList(i, Math.min(sources.size(), i + FAN_IN))));
      }
      sources = merged;
    }
    try (SortedRows rows = open(sources)) {
      write(rows, output);
    }
  }

  private static void write(SortedRows rows, RollingWriter output) throws IOException {
    for (Object[] row = rows.peek(); row != null; row = rows.peek()) {
      output.write(row);
      rows.advance();
    }
  }

  private SortedRows open(DataFile file) throws IOException {
    if (files.isSorted(file)) {
      return staged(file.path());
    }
    List<SortedRows> runs = new ArrayList<>();
    try {
      new UnsortedFile(files, shape).addSorted(file, LeadingRange.ALL, runs);
    } catch (IOException | RuntimeException e) {
      SortedRows.closeAll(runs);
      throw e;
    }
    // The end of each such file is in memory, and there may be many.
    return spill(List.of(() -> SortedRows.merge(runs, order()))).open();
  }

  private SortedRows open(List<Source> sources) throws IOException {
    List<SortedRows> opened = new ArrayList<>();
    try {
      for (Source source : sources) {
        opened.add(source.open());
      }
    } catch (IOException | RuntimeException e) {
      SortedRows.closeAll(opened);
      throw e;
    }
    return SortedRows.merge(opened, order());
  }

  private Source spill(List<Source> sources) throws IOException {
    RowWriter writer = files.newStagedFile(false);
    try (SortedRows rows = open(sources);
        writer) {
      for (Object[] row = rows.peek(); row != null; row = rows.peek()) {
        writer.write(row);
        rows.advance();
      }
    }
    return () -> staged(files.stagedPath(writer));
  }

  private SortedRows staged(String path) throws IOException {
    return SortedRows.of(files.open(path, false, LeadingRange.ALL));
  }

  private Comparator<Object[]> order() {
    return shape.keys().rows(shape.keyIndexes(false));
  }
}
