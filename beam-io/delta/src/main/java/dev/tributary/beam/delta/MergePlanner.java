package dev.tributary.beam.delta;

import dev.tributary.beam.delta.MergeTask.StagedInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Cuts the work of an epoch into tasks whose keys and files are disjoint.
 *
 * <p>Files of the table whose ranges of leading keys overlap form a group, for a key may lie in any
 * of them. Staged changes belong to the group that their range overlaps, or to a gap between
 * groups; what they do not touch stays, unless the changes are a snapshot, which concerns all rows.
 * A staged file that shares its range with nothing at all becomes part of the table as it is. Where
 * changes fall into gaps only, on a first load above all, the range is cut so that each task writes
 * about one file.
 */
final class MergePlanner {
  /** A data file of this size is still quick to rewrite and no burden to a reader. */
  static final long TARGET_FILE_BYTES = 32L << 20;

  /** A file that is adopted is to spare more work than it makes as one file more. */
  private static final long LEAST_ADOPTED_BYTES = 1L << 20;

  private final Comparator<Object> order;
  private final WriteMode mode;

  /**
   * A planner for changes that concern no rows but those of their keys.
   *
   * @param order the order of the leading key
   */
  MergePlanner(Comparator<Object> order) {
    this(order, WriteMode.UPSERT);
  }

  /**
   * A planner for a keyed table.
   *
   * @param order the order of the leading key
   * @param mode what the changes do
   */
  MergePlanner(Comparator<Object> order, WriteMode mode) {
    this.order = order;
    this.mode = mode;
  }

  /** A file of the table with the leading keys that it may hold. */
  record Target(DataFile file, LeadingRange keys) {}

  /** A staged file with its place in the read. */
  record Staged(StagedFile file, long rank) {}

  /** A file of tombstones with the leading keys that it holds. */
  record TombstoneInput(String path, LeadingRange keys) {}

  /** The files to be adopted, and what each task reads. */
  record Plan(List<StagedFile> adopted, List<Work> work) {}

  /** What one task reads. */
  record Work(
      List<DataFile> targets,
      List<StagedInput> changes,
      List<String> tombstones,
      TaskRange range) {}

  Plan plan(List<Target> targets, List<Staged> staged, List<TombstoneInput> tombstones) {
    return plan(targets, staged, tombstones, file -> true);
  }

  /**
   * Makes a plan.
   *
   * @param isFree whether nothing that is stored besides can be about the keys of a staged file
   */
  Plan plan(
      List<Target> targets,
      List<Staged> staged,
      List<TombstoneInput> tombstones,
      Predicate<StagedFile> isFree) {
    List<StagedFile> adopted = adoptable(targets, staged, tombstones, isFree);
    List<Staged> merged =
        staged.stream().filter(s -> !adopted.contains(s.file()) && hasChanges(s.file())).toList();
    List<Work> work = new ArrayList<>();
    if (!merged.isEmpty() || concernsAllRows()) {
      List<Group> groups = groups(targets);
      List<TaskRange> ranges = ranges(groups, adopted, merged);
      for (TaskRange range : ranges) {
        Work part = work(range, groups, merged, tombstones);
        if (!part.changes().isEmpty() || (concernsAllRows() && !part.targets().isEmpty())) {
          work.add(part);
        }
      }
    }
    return new Plan(adopted, work);
  }

  /** What a snapshot lacks goes, so that the files it shares no key with are not to be left out. */
  private boolean concernsAllRows() {
    return mode.isSnapshot();
  }

  private static boolean hasChanges(StagedFile file) {
    return file.upserts() != null || file.deletes() != null;
  }

  @SuppressWarnings("ReferenceEquality") // two files may look the same and are two all the same
  private List<StagedFile> adoptable(
      List<Target> targets,
      List<Staged> staged,
      List<TombstoneInput> tombstones,
      Predicate<StagedFile> isFree) {
    List<StagedFile> adoptable = new ArrayList<>();
    for (Staged candidate : staged) {
      StagedFile file = candidate.file();
      if (file.upserts() == null
          || file.deletes() != null
          || !file.hasOneChangeAKey()
          || file.upserts().size() < LEAST_ADOPTED_BYTES) {
        continue;
      }
      LeadingRange keys = file.upsertKeys();
      boolean alone =
          isFree.test(file)
              && targets.stream().noneMatch(t -> t.keys().overlaps(keys, order))
              && tombstones.stream().noneMatch(t -> t.keys().overlaps(keys, order))
              && staged.stream()
                  .noneMatch(other -> other != candidate && overlaps(other.file(), keys));
      if (alone) {
        adoptable.add(file);
      }
    }
    return adoptable;
  }

  private boolean overlaps(StagedFile file, LeadingRange keys) {
    return (file.upsertKeys() != null && file.upsertKeys().overlaps(keys, order))
        || (file.deleteKeys() != null && file.deleteKeys().overlaps(keys, order));
  }

  /** Files of the table whose ranges overlap, directly or through others. */
  private record Group(List<DataFile> files, LeadingRange keys, long bytes) {}

  /** Files whose ranges overlap, directly or through others, in the order of the ranges. */
  List<List<DataFile>> overlapping(List<Target> targets) {
    return groups(targets).stream().map(Group::files).toList();
  }

  private List<Group> groups(List<Target> targets) {
    List<Target> sorted = new ArrayList<>(targets);
    sorted.sort(Comparator.comparing(Target::keys, LeadingRange.byStart(order)));
    List<Group> groups = new ArrayList<>();
    for (Target target : sorted) {
      int last = groups.size() - 1;
      if (last >= 0 && groups.get(last).keys().overlaps(target.keys(), order)) {
        Group group = groups.get(last);
        List<DataFile> files = new ArrayList<>(group.files());
        files.add(target.file());
        groups.set(
            last,
            new Group(
                files,
                group.keys().union(target.keys(), order),
                group.bytes() + target.file().size()));
      } else {
        groups.add(new Group(List.of(target.file()), target.keys(), target.file().size()));
      }
    }
    return groups;
  }

  /**
   * Cuts all keys into ranges, never inside a group. A group's range goes on to the next group if
   * the group is small, so that it grows with the rows that come behind it; otherwise the gap is a
   * range of its own, cut further where many rows fall into it. A file that joins the table as it
   * is parts the rows on its two sides: a file of both would overlap it for ever after, and with
   * others like it make one group of the whole table.
   */
  private List<TaskRange> ranges(
      List<Group> groups, List<StagedFile> adopted, List<Staged> staged) {
    var cuts = new TreeSet<Object>(order);
    for (StagedFile file : adopted) {
      if (file.upsertKeys().min() != null) {
        cuts.add(file.upsertKeys().min());
      }
    }
    for (Group group : groups) {
      if (group.keys().min() != null) {
        cuts.add(group.keys().min());
      }
      if (group.bytes() >= TARGET_FILE_BYTES / 2 && group.keys().max() != null) {
        Object behind = leastStagedBehind(group.keys().max(), staged);
        if (behind != null && isInGap(behind, groups)) {
          cuts.add(behind);
        }
      }
    }
    cuts.addAll(sampleCuts(groups, staged));
    List<TaskRange> ranges = new ArrayList<>();
    Object from = null;
    for (Object cut : cuts) {
      ranges.add(new TaskRange(from, cut));
      from = cut;
    }
    ranges.add(new TaskRange(from, null));
    return ranges;
  }

  private boolean isInGap(Object key, List<Group> groups) {
    return groups.stream().noneMatch(group -> group.keys().contains(key, order));
  }

  /** The least key behind another that is known to be staged. */
  private Object leastStagedBehind(Object key, List<Staged> staged) {
    Object least = null;
    for (Staged input : staged) {
      StagedFile file = input.file();
      List<Object> known = new ArrayList<>(file.keySample());
      if (file.upsertKeys() != null) {
        known.add(file.upsertKeys().min());
      }
      if (file.deleteKeys() != null) {
        known.add(file.deleteKeys().min());
      }
      for (Object candidate : known) {
        if (order.compare(candidate, key) > 0
            && (least == null || order.compare(candidate, least) < 0)) {
          least = candidate;
        }
      }
    }
    return least;
  }

  /** Cuts at even distances, in bytes, through the staged rows that fall into no group. */
  private List<Object> sampleCuts(List<Group> groups, List<Staged> staged) {
    var bytesBySample = new TreeMap<Object, Long>(order);
    for (Staged input : staged) {
      StagedFile file = input.file();
      if (file.upserts() == null || file.keySample().isEmpty()) {
        continue;
      }
      long share = file.upserts().size() / file.keySample().size();
      for (Object sample : file.keySample()) {
        if (isInGap(sample, groups)) {
          bytesBySample.merge(sample, share, Long::sum);
        }
      }
    }
    List<Object> cuts = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<Object, Long> sample : bytesBySample.entrySet()) {
      if (bytes >= TARGET_FILE_BYTES) {
        cuts.add(sample.getKey());
        bytes = 0;
      }
      bytes += sample.getValue();
    }
    return cuts;
  }

  private Work work(
      TaskRange range, List<Group> groups, List<Staged> staged, List<TombstoneInput> tombstones) {
    List<StagedInput> changes = new ArrayList<>();
    for (Staged input : staged) {
      StagedFile file = input.file();
      if (file.upserts() != null && range.overlaps(file.upsertKeys(), order)) {
        changes.add(
            new StagedInput(file.upserts().path(), false, input.rank(), file.leastSequence()));
      }
      if (file.deletes() != null && range.overlaps(file.deleteKeys(), order)) {
        changes.add(new StagedInput(file.deletes(), true, input.rank(), file.leastSequence()));
      }
    }
    List<DataFile> files = new ArrayList<>();
    for (Group group : groups) {
      if (range.overlaps(group.keys(), order)) {
        files.addAll(group.files());
      }
    }
    List<String> buried =
        tombstones.stream()
            .filter(tombstone -> range.overlaps(tombstone.keys(), order))
            .map(TombstoneInput::path)
            .toList();
    return new Work(files, changes, buried, range);
  }
}
