package dev.tributary.beam.delta;

import dev.tributary.beam.delta.MergePlanner.Target;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds the files of a table that had better be fewer, larger or sorted.
 *
 * <p>Files that follow one another in the order of keys are put together up to the size of one
 * file. Files that hold keys between one another's, and files whose rows are not sorted, are always
 * rewritten, for each of them makes a merge read the others. What has been rewritten is left alone
 * the next time.
 */
final class CompactionPlanner {
  /** A file of this size is left alone: to add a little to it would cost much. */
  static final long LARGE_FILE_BYTES = MergePlanner.TARGET_FILE_BYTES / 4 * 3;

  private final EpochFiles files;
  private final TableShape shape;

  CompactionPlanner(EpochFiles files, TableShape shape) {
    this.files = files;
    this.shape = shape;
  }

  /**
   * Files whose rows become a part of one sequence of rows.
   *
   * @param files one, or several whose rows have to be merged
   * @param isReady whether it is one file whose rows are in the right order already
   */
  record Cluster(List<DataFile> files, boolean isReady) {
    Cluster {
      files = List.copyOf(files);
    }

    long bytes() {
      return files.stream().mapToLong(DataFile::size).sum();
    }
  }

  /** Clusters that are rewritten together, in the order of their keys. */
  record Bin(List<Cluster> clusters) {
    Bin {
      clusters = List.copyOf(clusters);
    }

    List<DataFile> files() {
      return clusters.stream().flatMap(cluster -> cluster.files().stream()).toList();
    }
  }

  List<Bin> plan(List<DataFile> active) throws IOException {
    List<DataFile> empty = active.stream().filter(CompactionPlanner::isEmpty).toList();
    List<DataFile> filled = active.stream().filter(file -> !isEmpty(file)).toList();
    List<Bin> bins = new ArrayList<>();
    if (!empty.isEmpty()) {
      bins.add(new Bin(List.of(new Cluster(empty, false))));
    }
    if (shape.history() != null) {
      Map<Boolean, List<DataFile>> byKind =
          filled.stream()
              .collect(Collectors.partitioningBy(file -> HistoryPlan.isClosed(file, shape)));
      bins.addAll(closedBins(byKind.get(true)));
      filled = byKind.get(false);
    }
    bins.addAll(bins(isKeyed() ? clusters(filled) : unordered(filled)));
    return bins;
  }

  /**
   * Small files of closed versions that follow one another in time: kept apart by time they stay
   * out of the way of changes, and what is large is never written again.
   */
  private List<Bin> closedBins(List<DataFile> closed) {
    List<Bin> bins = new ArrayList<>();
    List<DataFile> open = new ArrayList<>();
    long bytes = 0;
    for (Cluster cluster : unordered(closed)) {
      DataFile file = cluster.files().get(0);
      if (!files.isSorted(file)) {
        bins.add(new Bin(List.of(new Cluster(List.of(file), false))));
        continue;
      }
      if (file.size() >= LARGE_FILE_BYTES) {
        continue;
      }
      if (bytes + file.size() > MergePlanner.TARGET_FILE_BYTES) {
        closeClosed(open, bins);
        bytes = 0;
      }
      open.add(file);
      bytes += file.size();
    }
    closeClosed(open, bins);
    return bins;
  }

  private static void closeClosed(List<DataFile> open, List<Bin> bins) {
    if (open.size() > 1) {
      bins.add(new Bin(List.of(new Cluster(open, false))));
    }
    open.clear();
  }

  private boolean isKeyed() {
    return !shape.keys().columns().isEmpty();
  }

  private static boolean isEmpty(DataFile file) {
    Long rows = FileStatistics.parse(file.stats(), new StructType()).rows();
    return rows != null && rows == 0;
  }

  private static List<Cluster> unordered(List<DataFile> active) {
    return active.stream()
        .sorted(Comparator.comparing(DataFile::modificationTime).thenComparing(DataFile::path))
        .map(file -> new Cluster(List.of(file), true))
        .toList();
  }

  private List<Cluster> clusters(List<DataFile> active) throws IOException {
    List<Target> targets = active.stream().map(file -> new Target(file, keys(file))).toList();
    List<Cluster> clusters = new ArrayList<>();
    for (List<DataFile> group : new MergePlanner(shape.keys().leading()).overlapping(targets)) {
      if (group.size() == 1) {
        clusters.add(new Cluster(group, files.isSorted(group.get(0))));
      } else if (group.stream().allMatch(files::isSorted)) {
        clusters.addAll(cut(group));
      } else {
        clusters.add(new Cluster(group, false));
      }
    }
    return clusters;
  }

  private LeadingRange keys(DataFile file) {
    StructField key = shape.leadingKey();
    LeadingRange range = LeadingKeys.of(file, shape);
    Long nulls =
        FileStatistics.parse(file.stats(), new StructType(new StructField[] {key}))
            .nulls(key.getName());
    // Bounds say nothing of nulls, and these come before all keys.
    return nulls != null && nulls == 0 ? range : new LeadingRange(null, range.max());
  }

  private record Spanned(DataFile file, KeySpan span) {}

  /** Sorted files whose bounds overlap, by what their keys really are. */
  private List<Cluster> cut(List<DataFile> group) throws IOException {
    List<Spanned> spans = new ArrayList<>();
    for (DataFile file : group) {
      spans.add(new Spanned(file, files.keySpan(file)));
    }
    int[] indexes = new int[shape.keys().columns().size()];
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = i;
    }
    Comparator<Object[]> order = shape.keys().rows(indexes);
    spans.sort(
        Comparator.comparing((Spanned spanned) -> spanned.span().first(), order)
            .thenComparing(spanned -> spanned.span().last(), order));
    List<Cluster> clusters = new ArrayList<>();
    List<DataFile> open = new ArrayList<>();
    Object[] end = null;
    for (Spanned spanned : spans) {
      if (end != null && order.compare(end, spanned.span().first()) < 0) {
        clusters.add(new Cluster(open, open.size() == 1));
        open.clear();
        end = null;
      }
      open.add(spanned.file());
      end =
          end == null || order.compare(end, spanned.span().last()) < 0
              ? spanned.span().last()
              : end;
    }
    clusters.add(new Cluster(open, open.size() == 1));
    return clusters;
  }

  private static List<Bin> bins(List<Cluster> clusters) {
    List<Bin> bins = new ArrayList<>();
    List<Cluster> open = new ArrayList<>();
    long bytes = 0;
    for (Cluster cluster : clusters) {
      boolean isDone = cluster.isReady() && cluster.bytes() >= LARGE_FILE_BYTES;
      if (isDone || bytes + cluster.bytes() > MergePlanner.TARGET_FILE_BYTES) {
        close(open, bins);
        bytes = 0;
      }
      if (!isDone) {
        open.add(cluster);
        bytes += cluster.bytes();
      }
    }
    close(open, bins);
    return bins;
  }

  private static void close(List<Cluster> open, List<Bin> bins) {
    if (open.size() > 1 || (open.size() == 1 && !open.get(0).isReady())) {
      bins.add(new Bin(open));
    }
    open.clear();
  }
}
