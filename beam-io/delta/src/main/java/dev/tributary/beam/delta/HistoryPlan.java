package dev.tributary.beam.delta;

import dev.tributary.beam.delta.MergePlanner.Target;
import dev.tributary.beam.delta.MergePlanner.Work;
import dev.tributary.beam.delta.MergeTask.StagedInput;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What the plan of a table with history needs besides: which files hold closed versions only, and
 * which of these a change can be about. A version that ended before the first change of a task
 * stays as it is, so that settled history is not even read.
 */
final class HistoryPlan {
  private final TableShape shape;
  private final List<Target> targets = new ArrayList<>();
  private final List<Closed> closed = new ArrayList<>();
  private final List<Hidden> hidden;

  /**
   * A file of closed versions.
   *
   * @param lastEnd the greatest end in it, of the leading sequence column; null if not known
   */
  private record Closed(DataFile file, LeadingRange keys, Object lastEnd) {}

  private record Hidden(String path, LeadingRange keys) {}

  HistoryPlan(TableShape shape, List<DataFile> files, List<KeyFile> hidden) {
    this.shape = shape;
    String[] end = HistoryShape.leadingEnd(shape.sequence().columns());
    for (DataFile file : files) {
      LeadingRange keys = LeadingKeys.of(file, shape);
      if (isClosed(file, shape)) {
        closed.add(new Closed(file, keys, ends(file, shape).max(end)));
      } else {
        targets.add(new Target(file, keys));
      }
    }
    this.hidden =
        hidden.stream().map(file -> new Hidden(file.path(), LeadingKeys.of(file, shape))).toList();
  }

  /** Whether a file holds closed versions only. */
  static boolean isClosed(DataFile file, TableShape shape) {
    Long open = ends(file, shape).nulls(HistoryShape.leadingEnd(shape.sequence().columns()));
    return open != null && open == 0;
  }

  private static FileStatistics ends(DataFile file, TableShape shape) {
    return FileStatistics.parse(
        file.stats(), new StructType(new StructField[] {shape.schema().get(HistoryShape.END)}));
  }

  /** Files that hold versions that are valid now, or may. */
  List<Target> targets() {
    return targets;
  }

  /** Whether nothing that is stored, but for the targets, can be about the keys of a file. */
  boolean isFree(StagedFile file) {
    LeadingRange keys = file.upsertKeys();
    return closed.stream()
            .noneMatch(c -> c.keys().overlaps(keys, keyOrder()) && isLate(file.leastSequence(), c))
        && hidden.stream().noneMatch(h -> h.keys().overlaps(keys, keyOrder()));
  }

  /** Whether a change may be about a version that is closed. */
  private boolean isLate(Object sequence, Closed file) {
    return file.lastEnd() == null
        || shape.sequence().leading().compare(sequence, file.lastEnd()) <= 0;
  }

  /** The files of closed versions that the changes of a task can be about. */
  List<DataFile> closed(Work work) {
    Object least =
        work.changes().stream()
            .map(StagedInput::leastSequence)
            .filter(Objects::nonNull)
            .min(shape.sequence().leading())
            .orElse(null);
    return least == null
        ? List.of()
        : closed.stream()
            .filter(file -> work.range().overlaps(file.keys(), keyOrder()) && isLate(least, file))
            .map(Closed::file)
            .toList();
  }

  List<String> hidden(Work work) {
    return hidden.stream()
        .filter(file -> work.range().overlaps(file.keys(), keyOrder()))
        .map(Hidden::path)
        .toList();
  }

  /**
   * Puts tasks into groups, so that no two groups look into one file, for only one can replace it.
   *
   * @param closed for each task what {@link #closed} says
   * @return the group of each task
   */
  static int[] groups(List<List<DataFile>> closed) {
    var groups = new int[closed.size()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = i;
      for (int j = 0; j < i; j++) {
        List<DataFile> others = closed.get(j);
        if (groups[j] != groups[i] && closed.get(i).stream().anyMatch(others::contains)) {
          int joined = groups[j];
          int group = groups[i];
          Arrays.setAll(groups, k -> groups[k] == group ? joined : groups[k]);
        }
      }
    }
    return groups;
  }

  private Comparator<Object> keyOrder() {
    return shape.keys().leading();
  }
}
