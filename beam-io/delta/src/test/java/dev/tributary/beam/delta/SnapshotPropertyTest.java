package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.hadoop.fs.FileUtil;

/**
 * After a run the table equals the snapshot, whatever was there: epochs of our own, and files of
 * others in any order, with overlapping ranges, with several rows of a key, without statistics. The
 * same snapshot again commits nothing.
 */
@Tag("long") // minutes on real tables
class SnapshotPropertyTest {
  private static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField("region", new StringType(), true),
            new StructField("id", new IntegerType(), true),
            new StructField("value", new StringType(), true)
          });
  private static final String[] REGIONS = {"", "a", "a\u0000b", "ä", "中国"};

  @Property
  void theTableEqualsTheSnapshotWhateverWasThere(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("snapshot");
    try {
      check(target(directory), new Random(seed));
    } finally {
      FileUtil.fullyDelete(directory.toFile());
    }
  }

  private static void check(DeltaTarget target, Random random) {
    var harness = new EpochHarness(target).withoutMoving();
    List<TestChange> first = changes(random, 1 + random.nextInt(30));
    harness.runBundles(bundles(first, random));
    assertThat(harness.rows()).isEqualTo(rows(first));
    for (int i = random.nextInt(4); i > 0; i--) {
      List<TestChange> foreign = changes(random, 1 + random.nextInt(10));
      List<Object[]> rows = foreign.stream().map(change -> change.row().clone()).toList();
      if (random.nextBoolean()) {
        new ForeignFiles(target).add(rows);
      } else {
        new ForeignFiles(target).addWithoutStatistics(rows);
      }
    }

    List<TestChange> snapshot = next(first, random);
    EpochReport report = harness.runBundles(bundles(snapshot, random));
    assertThat(harness.rows()).isEqualTo(rows(snapshot));
    assertThat(report.outcome()).isIn(Outcome.COMMITTED, Outcome.UNCHANGED);

    List<TestChange> same = new ArrayList<>(winners(snapshot));
    Collections.shuffle(same, random);
    EpochReport second = harness.runBundles(bundles(same, random));
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(second.version()).isEqualTo(report.version());
    assertThat(LeftOvers.of(Path.of(target.path()))).isEmpty();
  }

  /** Some of what there was, some of it changed, and some that is new; maybe nothing at all. */
  private static List<TestChange> next(List<TestChange> before, Random random) {
    List<TestChange> next = new ArrayList<>();
    int kept = random.nextInt(11);
    for (TestChange change : before) {
      if (random.nextInt(10) < kept) {
        next.add(change);
      }
    }
    if (random.nextInt(4) > 0) {
      next.addAll(changes(random, random.nextInt(10)));
    }
    Collections.shuffle(next, random);
    return next;
  }

  private static List<TestChange> changes(Random random, int count) {
    return Stream.generate(() -> change(random)).limit(count).toList();
  }

  private static TestChange change(Random random) {
    return TestChange.upsert(
        REGIONS[random.nextInt(REGIONS.length)],
        random.nextInt(12) - 3,
        random.nextInt(4) == 0 ? null : "v" + random.nextInt(3));
  }

  private static List<TestChange> winners(List<TestChange> changes) {
    Map<List<Object>, TestChange> winners = new HashMap<>();
    changes.forEach(change -> winners.put(Arrays.asList(change.row()).subList(0, 2), change));
    return List.copyOf(winners.values());
  }

  private static List<Map<String, Object>> rows(List<TestChange> changes) {
    return TableRows.sorted(
        winners(changes).stream().map(change -> TableRows.plain(SCHEMA, change.row())).toList());
  }

  /** The pages of a read in bundles that hold one or several of them. */
  private static List<List<TestPage>> bundles(List<TestChange> changes, Random random) {
    List<List<TestPage>> bundles = new ArrayList<>();
    for (TestPage page : TestPage.of(changes, 1 + random.nextInt(12))) {
      if (bundles.isEmpty() || random.nextBoolean()) {
        bundles.add(new ArrayList<>());
      }
      bundles.get(bundles.size() - 1).add(page);
    }
    Collections.shuffle(bundles, random);
    return bundles;
  }

  private static DeltaTarget target(Path directory) {
    return new DeltaTarget(
        directory.toString(),
        SCHEMA.toJson(),
        List.of("region", "id"),
        List.of(),
        WriteMode.SNAPSHOT,
        Duration.ofDays(2),
        FaultyFileSystem.OPTIONS);
  }
}
