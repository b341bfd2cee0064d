package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The files of hidden members that a state names. They are never changed: a newer file's member
 * stands for an older one's of the same key and sequence. So that they do not become too many,
 * files of one tier are merged into one of the next, each row once a tier.
 */
final class HiddenFiles {
  /** Each task opens those of its keys. */
  static final int FILES_A_TIER = 16;

  private final TableShape shape;
  private final EpochFiles files;
  private final TrackedColumns tracked;
  private final Comparator<Object[]> order;

  HiddenFiles(DeltaEpoch epoch) {
    this.shape = new TableShape(epoch.target());
    this.files = new EpochFiles(epoch, shape);
    this.tracked = epoch.target().tracked();
    this.order =
        shape
            .keys()
            .rows(shape.keyIndexes(false))
            .thenComparing(shape.sequence().rows(shape.sequenceIndexes(false)));
  }

  /**
   * The files after an epoch, the oldest first.
   *
   * @param before the files before it
   * @param added what its tasks wrote
   * @param isExpired whether a file's members are old enough to be forgotten, but for the first of
   *     each version
   */
  List<HiddenFile> next(
      List<HiddenFile> before, List<HiddenFile> added, Predicate<HiddenFile> isExpired)
      throws IOException {
    List<HiddenFile> next = new ArrayList<>();
    for (HiddenFile file : before) {
      // Where all columns are tracked a version tells what its first member was like.
      if (!isExpired.test(file) || !tracked.equals(TrackedColumns.all())) {
        next.add(file);
      }
    }
    next.addAll(added);
    for (int tier = 0; ; tier++) {
      int merged = tier;
      List<HiddenFile> inTier = next.stream().filter(file -> file.tier() == merged).toList();
      if (inTier.size() < FILES_A_TIER) {
        return next;
      }
      int place = next.indexOf(inTier.get(0));
      next.removeAll(inTier);
      next.addAll(place, merge(inTier, isExpired));
    }
  }

  private List<HiddenFile> merge(List<HiddenFile> inputs, Predicate<HiddenFile> isExpired)
      throws IOException {
    var merged = new KeyFile(files::newHiddenFile, shape, false);
    List<SortedRows> sources = new ArrayList<>();
    try {
      for (HiddenFile input : inputs) {
        sources.add(SortedRows.of(files.open(input.path(), false, LeadingRange.ALL)));
      }
      copy(inputs, sources, isExpired, merged);
      merged.close();
    } catch (IOException | RuntimeException e) {
      merged.delete(files);
      throw e;
    } finally {
      SortedRows.closeAll(sources);
    }
    if (merged.isEmpty()) {
      return List.of();
    }
    Instant newest =
        inputs.stream().map(HiddenFile::committedAt).max(Comparator.naturalOrder()).orElseThrow();
    return List.of(merged.hidden(files, newest, inputs.get(0).tier() + 1));
  }

  private void copy(
      List<HiddenFile> inputs,
      List<SortedRows> sources,
      Predicate<HiddenFile> isExpired,
      KeyFile merged)
      throws IOException {
    List<Boolean> expired = inputs.stream().map(isExpired::test).toList();
    for (List<Integer> least = least(sources); !least.isEmpty(); least = least(sources)) {
      int newest = least.get(least.size() - 1);
      Object[] member = sources.get(newest).peek();
      if (!expired.get(newest) || isFirst(member)) {
        merged.write(member);
      }
      for (int source : least) {
        sources.get(source).advance();
      }
    }
  }

  /** The sources that stand at the least key and sequence, the newest last. */
  private List<Integer> least(List<SortedRows> sources) {
    List<Integer> open =
        IntStream.range(0, sources.size())
            .filter(i -> sources.get(i).peek() != null)
            .boxed()
            .toList();
    if (open.isEmpty()) {
      return open;
    }
    Object[] least = open.stream().map(i -> sources.get(i).peek()).min(order).orElseThrow();
    return open.stream().filter(i -> order.compare(sources.get(i).peek(), least) == 0).toList();
  }

  private boolean isFirst(Object[] member) {
    HistoryShape history = shape.history();
    return history.compare(history.start(member), history.sequence(member)) == 0;
  }
}
