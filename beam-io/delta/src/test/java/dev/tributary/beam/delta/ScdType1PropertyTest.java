package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.hadoop.fs.FileUtil;

/** The properties of the merge semantics, for SCD type 1, over random streams of changes. */
@Tag("long") // minutes on real tables
class ScdType1PropertyTest {
  private static final int RUNS = 8;
  private static final int MOST_TRIES = 60;
  private static final int MOST_OPERATIONS = 200;

  private Path directory;

  @BeforeTry
  void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("scd-type-1");
  }

  @AfterTry
  void deleteDirectory() {
    FaultyFileSystem.heal();
    FileUtil.fullyDelete(directory.toFile());
  }

  /** P1. */
  @Property
  void sortedInOneRunIsShuffledInEight(@ForAll long seed) {
    var random = new Random(seed);
    List<TestChange> changes = RandomChanges.distinct(random);
    List<Map<String, Object>> expected = model().apply(changes).rows();
    EpochHarness once = harness("once");
    once.runBundles(RandomChanges.bundles(changes, random));
    assertThat(once.rows()).as("sorted, in one run").isEqualTo(expected);

    List<TestChange> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);
    EpochHarness often = harness("often");
    for (List<TestChange> part : RandomChanges.cut(shuffled, RUNS, random)) {
      often.runBundles(RandomChanges.bundles(part, random));
    }

    assertThat(often.rows()).as("shuffled, in %d runs", RUNS).isEqualTo(expected);
    assertThat(LeftOvers.of(directory.resolve("often"))).isEmpty();
  }

  /** Rule 1 decides between equal sequences by the order of reading. */
  @Property
  void ofEqualSequencesTheRuleDecides(@ForAll long seed) {
    var random = new Random(seed);
    List<TestChange> changes = RandomChanges.ties(random);
    EpochHarness harness = harness("table");

    for (List<TestChange> part : RandomChanges.cut(changes, 3, random)) {
      harness.runBundles(RandomChanges.bundles(part, random));
    }

    assertThat(harness.rows()).isEqualTo(model().apply(changes).rows());
  }

  /** P4: as often as a run dies or a disk fails, the next one goes on as if nothing had been. */
  @Property
  void aRunThatDiesAnywhereChangesNothingInTheEnd(@ForAll long seed) {
    var random = new Random(seed);
    List<TestChange> changes = RandomChanges.ties(random);
    List<List<TestChange>> parts = RandomChanges.cut(changes, 3, random);
    EpochHarness harness = harness("table");
    int tries = 0;
    for (long position = 0; position < parts.size(); position = position(harness)) {
      assertThat(++tries).as("tries").isLessThan(MOST_TRIES);
      misfortune(harness, random);
      try {
        harness
            .at(position + 1)
            .runBundles(RandomChanges.bundles(parts.get((int) position), random));
      } catch (RuntimeException e) {
        assertThat(e).hasStackTraceContaining("no luck");
      } finally {
        FaultyFileSystem.heal();
      }
    }

    assertThat(harness.rows()).isEqualTo(model().apply(changes).rows());
    harness.hearing(EpochStep.Listener.NONE).at(9).run(List.of(upsert(-1L, "x", 1L)));
    harness.at(10).run(List.of(delete(-1L, null, 2L)));
    assertThat(harness.rows()).isEqualTo(model().apply(changes).rows());
    assertThat(LeftOvers.of(directory.resolve("table"))).isEmpty();
  }

  @Example
  void anEpochTakesAsManyOperationsAsAreMadeToFail() {
    FaultyFileSystem.heal();
    harness("table").run(List.of(upsert(1L, "x", 1L), delete(2L, null, 1L)));

    assertThat(FaultyFileSystem.operations()).isBetween(40L, (long) MOST_OPERATIONS);
    FaultyFileSystem.failAt(0, false);
    assertThatThrownBy(() -> harness("table").run(List.of())).hasStackTraceContaining("no luck");
  }

  private static void misfortune(EpochHarness harness, Random random) {
    harness.hearing(EpochStep.Listener.NONE);
    switch (random.nextInt(4)) {
      case 0 -> FaultyFileSystem.failAt(random.nextInt(MOST_OPERATIONS), true);
      case 1 -> FaultyFileSystem.failAt(random.nextInt(MOST_OPERATIONS), false);
      case 2 -> {
        var step = EpochStep.values()[random.nextInt(EpochStep.values().length)];
        boolean dies = random.nextBoolean();
        harness.hearing(
            reached -> {
              if (reached == step) {
                if (dies) {
                  FaultyFileSystem.failAt(0, true);
                }
                throw new IllegalStateException("no luck");
              }
            });
      }
      default -> {}
    }
  }

  private static long position(EpochHarness harness) {
    return DeltaDestination.open(harness.target())
        .sourceState()
        .map(state -> state.get("position").asLong())
        .orElse(0L);
  }

  private EpochHarness harness(String name) {
    return new EpochHarness(
        EpochHarness.target(
            directory.resolve(name),
            ScdType1ConformanceTest.SCHEMA,
            List.of("id"),
            List.of("seq"),
            WriteMode.UPSERT));
  }

  private static ScdType1Model model() {
    return new ScdType1Model(ScdType1ConformanceTest.SCHEMA, List.of("id"), List.of("seq"));
  }
}
