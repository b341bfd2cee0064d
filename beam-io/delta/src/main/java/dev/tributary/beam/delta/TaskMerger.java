package dev.tributary.beam.delta;

import dev.tributary.beam.delta.MergeStrategy.Decision;
import dev.tributary.beam.delta.MergeTask.StagedInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Does one task: goes through the rows of its files, its changes and its tombstones in the order of
 * keys, all at once, and holds no more of them than the rows of one key. Not safe for concurrent
 * use.
 */
final class TaskMerger implements Closeable {
  private final TableShape shape;
  private final EpochFiles files;
  private final WriteMode mode;
  private final MergeStrategy strategy;
  private final Values.Equality rowEquality;
  private final SortedRows stored;
  private final PriorityQueue<Source> changes;
  private final PriorityQueue<Source> tombstones;
  private final List<SortedRows> opened = new ArrayList<>();
  private final TaskOutput output;
  private final VersionMerge versions;

  private Untouched untouched = Untouched.NOTHING;

  /** Says of a row group of a target that begins now whether all its rows stay as they are. */
  @FunctionalInterface
  private interface Untouched {
    Untouched NOTHING = (rowGroups, ordinal) -> false;
    Untouched EVERYTHING = (rowGroups, ordinal) -> true;

    boolean test(RowGroups rowGroups, int ordinal);
  }

  /** Rows of a staged file or a file of tombstones. */
  private record Source(SortedRows rows, boolean isShort, boolean isDelete, long rank) {}

  TaskMerger(
      MergeTask task, DeltaEpoch epoch, TableShape shape, EpochFiles files, ClosedFiles closedFiles)
      throws IOException {
    this.shape = shape;
    this.files = files;
    this.rowEquality = shape.rowEquality();
    this.changes = new PriorityQueue<>(this::compareHeads);
    this.tombstones = new PriorityQueue<>(this::compareHeads);
    this.mode = epoch.target().mode();
    this.output = new TaskOutput(shape, files);
    try {
      for (StagedInput input : task.changes()) {
        SortedRows rows = open(input.path(), input.isDelete(), task.range());
        enqueue(changes, new Source(rows, input.isDelete(), input.isDelete(), input.rank()));
      }
      if (mode == WriteMode.HISTORY) {
        this.strategy = null;
        this.versions = new HistoryMerge(task, shape, files, closedFiles, output);
      } else if (mode == WriteMode.SNAPSHOT_HISTORY) {
        this.strategy = null;
        this.versions = new SnapshotMerge(shape, epoch.snapshotSequence(), output);
      } else {
        this.strategy = MergeStrategy.of(mode, shape, epoch.mark());
        this.versions = null;
        for (String path : task.tombstones()) {
          enqueue(tombstones, new Source(open(path, true, task.range()), true, true, 0));
        }
      }
      // The ranges of staged files may reach over keys that none of their changes is about.
      this.stored =
          changes.isEmpty() && keepsUntouched()
              ? SortedRows.of(List.of())
              : SortedRows.merge(openTargets(task), storedOrder());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Comparator<Object[]> storedOrder() {
    return shape.keys().rows(shape.keyIndexes(false));
  }

  /** Files of the table, whole: what a task does not read of a file it replaces would be lost. */
  private List<SortedRows> openTargets(MergeTask task) throws IOException {
    List<SortedRows> sources = new ArrayList<>();
    if (keepsUntouched() && task.targets().size() == 1 && files.isSorted(task.targets().get(0))) {
      Source first = changes.peek();
      untouched = before(first.rows().peek()[shape.keyIndexes(first.isShort())[0]]);
      sources.add(TargetRows.of(files.rowGroups(task.targets().get(0)), this::keepWhole));
      untouched = Untouched.NOTHING;
      opened.addAll(sources);
      return sources;
    }
    for (DataFile file : task.targets()) {
      int before = sources.size();
      new UnsortedFile(files, shape).addSorted(file, LeadingRange.ALL, sources);
      opened.addAll(sources.subList(before, sources.size()));
    }
    return sources;
  }

  private Untouched before(Object leadingKey) {
    var others = new KeyRange(shape.keys().columns().get(0), leadingKey, null);
    return (rowGroups, ordinal) -> !rowGroups.mayHold(others, ordinal);
  }

  private boolean keepWhole(RowGroups rowGroups, int ordinal) throws IOException {
    if (!rowGroups.isWorthCopying(ordinal) || !untouched.test(rowGroups, ordinal)) {
      return false;
    }
    output.keep(rowGroups, ordinal);
    return true;
  }

  private SortedRows open(String path, boolean isShort, TaskRange range) throws IOException {
    SortedRows rows =
        SortedRows.of(
            files.open(path, isShort, range.closed()),
            shape.keyIndexes(isShort)[0],
            range,
            shape.keys().leading());
    opened.add(rows);
    return rows;
  }

  private static void enqueue(PriorityQueue<Source> queue, Source source) {
    if (source.rows().peek() != null) {
      queue.add(source);
    }
  }

  private int compareHeads(Source left, Source right) {
    return shape
        .keys()
        .compare(
            left.rows().peek(),
            shape.keyIndexes(left.isShort()),
            right.rows().peek(),
            shape.keyIndexes(right.isShort()));
  }

  /** Runs the task to its end. */
  TaskOutput run() throws IOException {
    try {
      while (!changes.isEmpty()) {
        Change first = takeChange();
        copyStoredBefore(first);
        if (versions != null) {
          versions.apply(takeAllStored(first), takeChanges(first));
        } else {
          Object[] row = takeStored(first);
          List<Change> ofKey = takeChanges(first);
          Object[] tombstone = takeTombstone(first);
          apply(row, tombstone, ofKey);
        }
      }
      untouched = Untouched.EVERYTHING;
      while (stored.peek() != null) {
        passUntouched();
      }
      output.finish();
    } catch (IOException | RuntimeException e) {
      output.abandon();
      throw e;
    }
    return output;
  }

  private Change takeChange() throws IOException {
    Source source = changes.remove();
    var change =
        new Change(source.rows().peek(), source.isShort(), source.isDelete(), source.rank());
    source.rows().advance();
    enqueue(changes, source);
    return change;
  }

  private void copyStoredBefore(Change change) throws IOException {
    int[] indexes = shape.keyIndexes(false);
    int[] changeIndexes = change.keyIndexes(shape);
    untouched = before(change.row()[changeIndexes[0]]);
    for (Object[] row = stored.peek();
        row != null && shape.keys().compare(row, indexes, change.row(), changeIndexes) < 0;
        row = stored.peek()) {
      passUntouched();
    }
    // The row of the key is not written yet, and what follows it must not come first.
    untouched = Untouched.NOTHING;
  }

  private boolean keepsUntouched() {
    return versions != null ? versions.keepsUntouched() : strategy.keepsUntouched();
  }

  private void passUntouched() throws IOException {
    if (keepsUntouched()) {
      output.keep(stored.peek());
      stored.advance();
    } else if (versions != null) {
      versions.apply(takeAllStored(stored.peek(), shape.keyIndexes(false)), List.of());
    } else {
      replace(stored.peek(), strategy.untouched(stored.peek()));
      stored.advance();
    }
  }

  private List<Object[]> takeAllStored(Change change) throws IOException {
    return takeAllStored(change.row(), change.keyIndexes(shape));
  }

  private List<Object[]> takeAllStored(Object[] ofKey, int[] keyIndexes) throws IOException {
    int[] indexes = shape.keyIndexes(false);
    List<Object[]> rows = new ArrayList<>();
    for (Object[] row = stored.peek();
        row != null && shape.keys().compare(row, indexes, ofKey, keyIndexes) == 0;
        row = stored.peek()) {
      rows.add(row);
      stored.advance();
    }
    return rows;
  }

  /** The stored row of a key. Of several, which only another writer can have made, the latest. */
  private Object[] takeStored(Change change) throws IOException {
    int[] sequence = shape.sequenceIndexes(false);
    Object[] latest = null;
    for (Object[] row : takeAllStored(change)) {
      if (latest != null) {
        output.drop();
      }
      if (latest == null || shape.sequence().compare(row, sequence, latest, sequence) > 0) {
        latest = row;
      }
    }
    return latest;
  }

  private List<Change> takeChanges(Change first) throws IOException {
    List<Change> ofKey = new ArrayList<>();
    ofKey.add(first);
    while (!changes.isEmpty() && isOfKey(changes.peek(), first)) {
      ofKey.add(takeChange());
    }
    ofKey.sort(Comparator.comparingLong(Change::rank));
    output.passOver(Duplicates.count(ofKey, storedOrder(), shape, mode));
    return ofKey;
  }

  /** The tombstone of a key with the greatest sequence, or null. */
  private Object[] takeTombstone(Change change) throws IOException {
    int[] sequence = shape.sequenceIndexes(true);
    Object[] latest = null;
    while (!tombstones.isEmpty() && compare(tombstones.peek(), change) <= 0) {
      Source source = tombstones.remove();
      Object[] row = source.rows().peek();
      if (compare(source, change) == 0
          && (latest == null || shape.sequence().compare(row, sequence, latest, sequence) > 0)) {
        latest = row;
      }
      source.rows().advance();
      enqueue(tombstones, source);
    }
    return latest;
  }

  private boolean isOfKey(Source source, Change change) {
    return compare(source, change) == 0;
  }

  private int compare(Source source, Change change) {
    return shape
        .keys()
        .compare(
            source.rows().peek(),
            shape.keyIndexes(source.isShort()),
            change.row(),
            change.keyIndexes(shape));
  }

  private void apply(Object[] row, Object[] tombstone, List<Change> ofKey) throws IOException {
    Decision decision = strategy.decide(row, tombstone, ofKey);
    if (decision.tombstone() != null) {
      output.bury(decision.tombstone());
    }
    replace(row, decision.row());
  }

  /** Writes the row of a key as it is from now on; null stands for none. */
  private void replace(Object[] before, Object[] after) throws IOException {
    boolean wasLive = before != null && !shape.mark().isOn(before);
    boolean isLive = after != null && !shape.mark().isOn(after);
    if (after == null) {
      if (wasLive) {
        output.delete();
      } else if (before != null) {
        output.drop();
      }
    } else if (before == null || !rowEquality.equal(before, after)) {
      // A row that is new and marked at once counts as inserted and as deleted.
      int began = before == null || (isLive && !wasLive) ? 1 : 0;
      int went = !isLive && (wasLive || before == null) ? 1 : 0;
      output.change(after);
      output.count(began, began + went == 0 ? 1 : 0, went);
    } else if (isLive) {
      output.keep(before);
    } else {
      output.keepGone(before);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      SortedRows.closeAll(opened);
    } finally {
      if (versions != null) {
        versions.close();
      }
    }
  }
}
