package dev.tributary.beam.delta;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Streams of changes of the rows of {@link ScdType1ConformanceTest#SCHEMA}, from a seed. */
final class RandomChanges {
  private static final int MOST_EVENTS = 40;

  private RandomChanges() {}

  /**
   * In the order of their sequences, with deletes, duplicates and nulls. Of a key there is one
   * upsert to a sequence, so that what they come to does not depend on the order of reading.
   */
  static List<TestChange> distinct(Random random) {
    return changes(random, false);
  }

  /** Of a key many changes have the same sequence. */
  static List<TestChange> ties(Random random) {
    return changes(random, true);
  }

  private static List<TestChange> changes(Random random, boolean ties) {
    List<TestChange> changes = new ArrayList<>();
    int keys = 5 + random.nextInt(6);
    for (int key = 0; key < keys; key++) {
      long id = random.nextInt(3) == 0 ? key : key * 1_000_000_000_000L - 5;
      int events = 1 + random.nextInt(MOST_EVENTS);
      for (int event = 0; event < events; event++) {
        long sequence = ties ? random.nextInt(4) : event;
        String name =
            random.nextInt(4) == 0 ? null : "v" + event % (1 + random.nextInt(MOST_EVENTS));
        var change = new TestChange(new Object[] {id, name, sequence}, false);
        boolean isDelete = random.nextInt(5) == 0;
        if (!isDelete) {
          changes.add(change);
        }
        if (isDelete || random.nextInt(20) == 0) {
          changes.add(new TestChange(new Object[] {id, null, sequence}, true));
        }
        if (random.nextInt(100) < 15) {
          changes.add(changes.get(changes.size() - 1));
        }
      }
    }
    if (ties) {
      Collections.shuffle(changes, random);
    }
    return changes;
  }

  /** Cuts a stream into so many parts of random sizes. */
  static List<List<TestChange>> cut(List<TestChange> changes, int parts, Random random) {
    List<Integer> cuts = new ArrayList<>(List.of(0, changes.size()));
    for (int i = 1; i < parts; i++) {
      cuts.add(random.nextInt(changes.size() + 1));
    }
    Collections.sort(cuts);
    List<List<TestChange>> cut = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      cut.add(changes.subList(cuts.get(i), cuts.get(i + 1)));
    }
    return cut;
  }

  /** Cuts a stream into pages, a few to a bundle, and gives the bundles in any order. */
  static List<List<TestPage>> bundles(List<TestChange> changes, Random random) {
    List<List<TestPage>> bundles = new ArrayList<>();
    for (TestPage page : TestPage.of(changes, 1 + changes.size() / 4)) {
      if (bundles.isEmpty() || random.nextInt(3) != 0) {
        bundles.add(new ArrayList<>());
      }
      // A page that does not follow the one before begins a file of its own.
      bundles.get(random.nextInt(bundles.size())).add(page);
    }
    bundles.removeIf(List::isEmpty);
    Collections.shuffle(bundles, random);
    return bundles;
  }
}
