package dev.tributary.beam.delta;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The files of keys that a state names. They are never changed: a newer file's row stands for an
 * older one's of the same key and sequence. So that they do not become too many, files of one tier
 * are merged into one of the next, each row once a tier.
 */
final class KeyFiles {
  /** Each task opens those of its keys. */
  static final int FILES_A_TIER = 16;

  private final KeyFile.Kind kind;
  private final TableShape shape;
  private final EpochFiles files;
  private final Optional<Predicate<Object[]>> lasting;
  private final Comparator<Object[]> order;

  /**
   * Files of a kind.
   *
   * @param lasting which rows are kept for ever; empty for none
   */
  private KeyFiles(
      KeyFile.Kind kind,
      DeltaEpoch epoch,
      TableShape shape,
      Optional<Predicate<Object[]>> lasting) {
    this.kind = kind;
    this.shape = shape;
    this.files = new EpochFiles(epoch, shape);
    this.lasting = lasting;
    this.order =
        shape
            .keys()
            .rows(shape.keyIndexes(kind.hasShortRows()))
            .thenComparing(shape.sequence().rows(shape.sequenceIndexes(kind.hasShortRows())));
  }

  static KeyFiles tombstones(DeltaEpoch epoch) {
    return new KeyFiles(
        KeyFile.Kind.TOMBSTONES, epoch, new TableShape(epoch.target()), Optional.empty());
  }

  static KeyFiles hiddenMembers(DeltaEpoch epoch) {
    var shape = new TableShape(epoch.target());
    // Where all columns are tracked a version tells what its first member was like.
    boolean tellsFirst = epoch.target().tracked().equals(TrackedColumns.all());
    return new KeyFiles(
        KeyFile.Kind.HIDDEN_MEMBERS,
        epoch,
        shape,
        tellsFirst ? Optional.empty() : Optional.of(member -> isFirst(member, shape.history())));
  }

  /**
   * The files after an epoch, the oldest first.
   *
   * @param before the files before it
   * @param added what its tasks wrote
   * @param isExpired whether a file's rows are old enough to be forgotten, but for the lasting ones
   */
  List<KeyFile> next(List<KeyFile> before, List<KeyFile> added, Predicate<KeyFile> isExpired)
      throws IOException {
    List<KeyFile> next = new ArrayList<>();
    for (KeyFile file : before) {
      if (lasting.isPresent() || !isExpired.test(file)) {
        next.add(file);
      }
    }
    next.addAll(added);
    for (int tier = 0; ; tier++) {
      int merged = tier;
      List<KeyFile> inTier = next.stream().filter(file -> file.tier() == merged).toList();
      if (inTier.size() < FILES_A_TIER) {
        return next;
      }
      int place = next.indexOf(inTier.get(0));
      next.removeAll(inTier);
      next.addAll(place, merge(inTier, isExpired));
    }
  }

  private List<KeyFile> merge(List<KeyFile> inputs, Predicate<KeyFile> isExpired)
      throws IOException {
    var merged = new KeyFileWriter(kind, files, shape);
    List<SortedRows> sources = new ArrayList<>();
    try {
      for (KeyFile input : inputs) {
        sources.add(SortedRows.of(files.open(input.path(), kind.hasShortRows(), LeadingRange.ALL)));
      }
      copy(inputs, sources, isExpired, merged);
      merged.close();
    } catch (IOException | RuntimeException e) {
      merged.delete();
      throw e;
    } finally {
      SortedRows.closeAll(sources);
    }
    if (merged.isEmpty()) {
      return List.of();
    }
    Instant newest =
        inputs.stream().map(KeyFile::committedAt).max(Comparator.naturalOrder()).orElseThrow();
    return List.of(merged.written(newest, inputs.get(0).tier() + 1));
  }

  private void copy(
      List<KeyFile> inputs,
      List<SortedRows> sources,
      Predicate<KeyFile> isExpired,
      KeyFileWriter merged)
      throws IOException {
    List<Boolean> expired = inputs.stream().map(isExpired::test).toList();
    for (List<Integer> least = least(sources); !least.isEmpty(); least = least(sources)) {
      int newest = least.get(least.size() - 1);
      Object[] row = sources.get(newest).peek();
      if (!expired.get(newest) || lasting.map(test -> test.test(row)).orElse(false)) {
        merged.write(row);
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

  private static boolean isFirst(Object[] member, HistoryShape history) {
    return history.compare(history.start(member), history.sequence(member)) == 0;
  }
}
