package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runner does a part of its work again when a worker is lost. */
class MergeRetryTest {
  @TempDir Path table;

  private DeltaTarget target;
  private EpochHarness harness;
  private DeltaDestination destination;
  private DeltaEpoch epoch;

  @BeforeEach
  void begin() {
    target =
        EpochHarness.target(
            table, MergeCases.SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);
    harness = new EpochHarness(target);
    destination = DeltaDestination.open(target);
    epoch = destination.beginEpoch(target.schemaJson());
  }

  /** The second plan is made on the table that the first one made. */
  @Test
  void planningAgainAfterTheCommitDeletesNothingOfIt() {
    List<List<TestPage>> bundles =
        List.of(TestPage.one(large(0)), List.of(new TestPage(1, large(1000))));
    TestPageReader reader = harness.reader(bundles);
    List<StagedFile> staged = EpochHarness.stage(epoch, reader, bundles);
    List<MergeTask> plan = EpochHarness.plan(epoch, reader, staged);
    assertThat(plan.get(0).header().adopted()).as("adopted files").hasSize(2);
    harness.commit(epoch, EpochHarness.rewrite(epoch, plan));

    List<MergeTask> again = EpochHarness.plan(epoch, reader, staged);
    harness.commit(epoch, EpochHarness.rewrite(epoch, again));
    destination.finish(epoch);

    assertThat(harness.rows()).hasSize(200);
    assertThat(DeltaDestination.open(target).version()).hasValue(0);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** Two megabytes that cannot be compressed. */
  private static List<TestChange> large(long firstId) {
    var random = new Random(firstId);
    List<TestChange> changes = new ArrayList<>();
    for (long id = firstId; id < firstId + 100; id++) {
      var text = new StringBuilder();
      random.ints(20_000, 'a', 0x2000).forEach(text::appendCodePoint);
      changes.add(upsert(id, text.toString(), 1L));
    }
    return changes;
  }

  @Test
  void whatTasksThatRanTwiceWroteGoes() {
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, "a", 1L))));
    TestPageReader reader = harness.reader(bundles);
    EpochHarness.stage(epoch, reader, bundles);
    List<StagedFile> staged = EpochHarness.stage(epoch, reader, bundles);
    List<MergeTask> plan = EpochHarness.plan(epoch, reader, staged);
    EpochHarness.rewrite(epoch, plan);

    harness.commit(epoch, EpochHarness.rewrite(epoch, plan));
    destination.finish(epoch);

    assertThat(harness.rows()).hasSize(1);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void theResultsOfHalfAPlanAreNotCommitted() {
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, "a", 1L))));
    TestPageReader reader = harness.reader(bundles);
    List<MergeTask> plan =
        EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles));
    TaskResult whole = EpochHarness.rewrite(epoch, plan).get(0);
    var half =
        new TaskResult(
            whole.plan(),
            0,
            2,
            whole.header(),
            whole.adds(),
            whole.removes(),
            List.of(),
            List.of(),
            1,
            0,
            0,
            0,
            0);

    EpochReport report = harness.commit(epoch, List.of(half, half));
    destination.finish(epoch);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(report.reason()).isEqualTo("no plan's tasks were all done");
    assertThat(harness.rows()).isEmpty();
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void ofTwoCompletePlansOneIsCommitted() {
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, "a", 1L))));
    TestPageReader reader = harness.reader(bundles);
    List<StagedFile> staged = EpochHarness.stage(epoch, reader, bundles);
    List<TaskResult> results = new ArrayList<>();
    results.addAll(EpochHarness.rewrite(epoch, EpochHarness.plan(epoch, reader, staged)));
    results.addAll(EpochHarness.rewrite(epoch, EpochHarness.plan(epoch, reader, staged)));

    harness.commit(epoch, results);
    destination.finish(epoch);

    assertThat(harness.rows()).hasSize(1);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** A run that was faster clears away what it takes for dead, while we are still writing. */
  @Test
  void anAttemptThatAnotherRunClearedAwayLeavesNothing() {
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, "slow", 1L))));
    TestPageReader reader = harness.reader(bundles);
    List<MergeTask> plan =
        EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles));
    List<TaskResult> results = EpochHarness.rewrite(epoch, plan);
    new EpochHarness(target).run(List.of(upsert(1L, "fast", 1L)));
    EpochHarness.stage(epoch, reader, bundles);

    EpochReport report = harness.commit(epoch, results);
    assertThat(destination.finish(epoch)).isEqualTo(report);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(harness.rows()).extracting(row -> row.get("name")).containsExactly("fast");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** DirectRunner tells of a failure while other bundles are at work. */
  @Test
  void whatWorkersWriteAfterTheirPipelineFailedGoesAfterTheNextCommit() {
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, "late", 1L))));
    TestPageReader reader = harness.reader(bundles);
    EpochHarness.stage(epoch, reader, bundles);

    destination.abandon(epoch);
    assertThat(LeftOvers.ofFailure(table)).isEmpty();
    EpochHarness.stage(epoch, reader, bundles);
    new EpochHarness(target).run(List.of(upsert(1L, "a", 1L)));

    assertThat(LeftOvers.of(table)).isEmpty();
  }
}
