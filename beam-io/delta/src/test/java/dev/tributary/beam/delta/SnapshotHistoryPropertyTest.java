package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.apache.hadoop.fs.FileUtil;

/**
 * A table holds what the model makes of its snapshots, in however many files they come, whatever
 * the clock shows, and wherever commits fail. A snapshot that changes nothing commits nothing.
 */
@Tag("long") // minutes on real tables
class SnapshotHistoryPropertyTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("region", new StringType())
          .add("id", new IntegerType())
          .add("value", new StringType())
          .add("note", new StringType());
  private static final List<String> KEYS = List.of("region", "id");
  private static final String[] REGIONS = {"", "a\u0000b", "ä", "中国"};
  private static final List<EpochStep> STEPS =
      List.of(
          EpochStep.TRANSACTION_OPENED,
          EpochStep.WINDOW_CHECKED,
          EpochStep.FILES_CHECKED,
          EpochStep.COMMITTED);
  private static final Map<TrackedColumns, List<String>> TRACKED =
      Map.of(
          TrackedColumns.all(), List.of("value", "note"),
          TrackedColumns.only(List.of("value")), List.of("value"),
          TrackedColumns.except(List.of("value")), List.of("note"));

  @Property
  void theTableIsTheHistoryOfItsSnapshots(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("snapshots");
    try {
      var random = new Random(seed);
      List<TrackedColumns> choices = List.copyOf(TRACKED.keySet());
      TrackedColumns tracked = choices.get(random.nextInt(choices.size()));
      check(target(directory, tracked), random);
    } finally {
      FileUtil.fullyDelete(directory.toFile());
    }
  }

  private static void check(DeltaTarget target, Random random) {
    var harness = new EpochHarness(target).withoutMoving();
    var model = new SnapshotHistoryModel(SCHEMA, KEYS, TRACKED.get(target.tracked()));
    List<TestChange> snapshot = List.of();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      snapshot = random.nextInt(4) == 0 ? snapshot : next(snapshot, random);
      // The clock is set back now and then, and shows the same twice.
      long clock = 1_000 + random.nextInt(6);
      boolean changed = model.apply(clock, snapshot);
      harness.readAt(clock);
      boolean isDurable = changed && random.nextInt(3) == 0 && fail(harness, snapshot, random);

      EpochReport report = harness.runBundles(bundles(snapshot, random));

      assertThat(report.outcome())
          .isEqualTo(changed && !isDurable ? Outcome.COMMITTED : Outcome.UNCHANGED);
      assertThat(harness.rows()).isEqualTo(model.rows());
      if (random.nextInt(5) == 0) {
        DeltaMaintenance.of(target.path(), Map.of()).ifPresent(DeltaMaintenance::compact);
        assertThat(harness.rows()).isEqualTo(model.rows());
      }
    }
    assertThat(LeftOvers.of(Path.of(target.path()))).isEmpty();
  }

  /** An epoch fails at a step of its commit; tells whether that was behind the commit. */
  private static boolean fail(EpochHarness harness, List<TestChange> snapshot, Random random) {
    EpochStep failing = STEPS.get(random.nextInt(STEPS.size()));
    harness.hearing(
        step -> {
          if (step == failing) {
            throw new IllegalStateException("out of luck");
          }
        });
    if (failing == EpochStep.COMMITTED) {
      harness.runBundles(bundles(snapshot, random));
    } else {
      assertThatThrownBy(() -> harness.runBundles(bundles(snapshot, random)))
          .hasMessage("out of luck");
    }
    harness.hearing(EpochStep.Listener.NONE);
    return failing == EpochStep.COMMITTED;
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
      Stream.generate(() -> change(random)).limit(random.nextInt(20)).forEach(next::add);
    }
    Collections.shuffle(next, random);
    return next;
  }

  private static TestChange change(Random random) {
    return TestChange.upsert(
        REGIONS[random.nextInt(REGIONS.length)],
        random.nextInt(5) - 2,
        random.nextInt(4) == 0 ? null : "v" + random.nextInt(2),
        random.nextInt(4) == 0 ? null : "n" + random.nextInt(2));
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

  private static DeltaTarget target(Path directory, TrackedColumns tracked) {
    return new DeltaTarget(
        directory.toString(),
        SCHEMA.toJson(),
        KEYS,
        List.of(),
        WriteMode.SNAPSHOT_HISTORY,
        tracked,
        DeletedRows.REMOVED,
        Duration.ofDays(2),
        Set.of(),
        MassDelete.REFUSE,
        FaultyFileSystem.OPTIONS);
  }
}
