package dev.tributary.beam.delta;

import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random changes as the merge semantics asks for: 5 to 10 keys, up to 80 changes a key, a fifth of
 * them deletes, 15 % read twice, a quarter of the values null. Values are few, so that many changes
 * change nothing.
 */
final class ChangeStreams {
  static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("note", new StringType())
          .add("seq", new LongType());

  private static final int SEQUENCES = 100;

  private final Random random;
  private final int upsertsASequence;
  private final int maxChanges;

  private ChangeStreams(long seed, int upsertsASequence, int maxChanges) {
    this.random = new Random(seed);
    this.upsertsASequence = upsertsASequence;
    this.maxChanges = maxChanges;
  }

  /** At most one distinct upsert a key and sequence; a delete may have the same. */
  static ChangeStreams withoutTies(long seed) {
    return new ChangeStreams(seed, 1, 80);
  }

  /** Several upserts a key and sequence. */
  static ChangeStreams withTies(long seed) {
    return new ChangeStreams(seed, 3, 40);
  }

  Random random() {
    return random;
  }

  /** All changes, in a random order. */
  List<TestChange> changes() {
    List<TestChange> changes = new ArrayList<>();
    long keys = 5 + random.nextInt(6);
    for (long id = 0; id < keys; id++) {
      changesOfKey(id, changes);
    }
    Collections.shuffle(changes, random);
    return changes;
  }

  /** Changes of one key, in a random order. */
  List<TestChange> changesOfKey() {
    List<TestChange> changes = new ArrayList<>();
    changesOfKey(1, changes);
    Collections.shuffle(changes, random);
    return changes;
  }

  private void changesOfKey(long id, List<TestChange> changes) {
    int count = random.nextInt(maxChanges + 1);
    // With few sequences changes crowd, with many they have room between them.
    int sequences = upsertsASequence > 1 ? 12 : 10 + random.nextInt(SEQUENCES);
    Map<Long, Integer> upserts = new HashMap<>();
    for (int i = 0; i < count; i++) {
      long sequence = random.nextInt(sequences);
      TestChange change;
      if (random.nextInt(5) == 0) {
        change = TestChange.delete(id, null, null, sequence);
      } else if (upserts.merge(sequence, 1, Integer::sum) <= upsertsASequence) {
        change = TestChange.upsert(id, value("a", 3), value("n", 4), sequence);
      } else {
        continue;
      }
      changes.add(change);
      if (random.nextInt(100) < 15) {
        changes.add(change);
      }
    }
  }

  private String value(String prefix, int values) {
    return random.nextInt(4) == 0 ? null : prefix + random.nextInt(values);
  }

  /** Cuts changes into so many parts, of which some may be empty. */
  List<List<TestChange>> cut(List<TestChange> changes, int parts) {
    List<Integer> cuts = new ArrayList<>(List.of(0, changes.size()));
    for (int i = 1; i < parts; i++) {
      cuts.add(random.nextInt(changes.size() + 1));
    }
    Collections.sort(cuts);
    List<List<TestChange>> cutChanges = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      cutChanges.add(changes.subList(cuts.get(i), cuts.get(i + 1)));
    }
    return cutChanges;
  }
}
