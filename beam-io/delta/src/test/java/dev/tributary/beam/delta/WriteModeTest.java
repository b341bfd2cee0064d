package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.ScdType1ConformanceTest.SCHEMA;
import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The modes that do not change rows. */
class WriteModeTest {
  @TempDir Path table;

  @Test
  void aRowIsInsertedOnceAndStays() {
    EpochHarness harness = inserts();
    harness.runBundles(
        List.of(
            List.of(new TestPage(1, List.of(upsert(1L, "second", 9L), upsert(2L, "b", 1L)))),
            List.of(new TestPage(0, List.of(upsert(1L, "first", 1L))))));
    assertThat(names(harness)).isEqualTo("b first");

    EpochReport replay =
        harness
            .withoutMoving()
            .run(List.of(upsert(1L, "first", 1L), upsert(1L, "third", 99L), upsert(2L, "b", 1L)));

    assertThat(replay.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(DeltaDestination.open(harness.target()).version()).hasValue(0);
    harness.run(List.of(upsert(2L, "x", 1L), upsert(3L, "c", 1L)));
    assertThat(names(harness)).isEqualTo("b c first");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void insertsTakeNoDeletes() {
    EpochHarness harness = inserts();

    assertThatThrownBy(() -> harness.run(List.of(delete(1L, null, 1L))))
        .hasMessage("Cannot delete: the mode is INSERT");
    assertThat(LeftOvers.ofFailure(table)).isEmpty();
  }

  @Test
  void appendAddsEveryRow() {
    EpochHarness harness = appends();
    harness.at(1).run(List.of(upsert(2L, "b", 1L), upsert(1L, "a", 1L), upsert(1L, "a", 1L)));
    harness
        .at(2)
        .runBundles(
            List.of(
                List.of(new TestPage(0, List.of(upsert(1L, "a", 1L)))),
                List.of(new TestPage(1, List.of(upsert(null, null, null)))),
                List.of(new TestPage(2, List.of()))));

    assertThat(harness.rows()).hasSize(5);
    assertThat(LeftOvers.of(table)).isEmpty();
    assertThat(harness.at(3).run(List.of()).outcome()).isEqualTo(Outcome.MOVED);
    assertThat(harness.withoutMoving().run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(harness.rows()).hasSize(5);
  }

  @Test
  void appendsOfTwoWritersDoNotMeet() {
    EpochHarness harness = appends();
    harness.run(List.of(upsert(1L, "a", 1L)));

    EpochReport report =
        harness
            .beforeCommit(
                () -> new ForeignRows(table).append(SCHEMA, false, new Object[] {1L, "theirs", 1L}))
            .run(List.of(upsert(1L, "ours", 1L)));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(names(harness)).isEqualTo("a ours theirs");
  }

  @Test
  void anEpochThatFailedAndIsRepeatedAppendsOnce() {
    EpochHarness harness = appends();
    for (EpochStep step : EnumSet.range(EpochStep.TRANSACTION_OPENED, EpochStep.COMMITTED)) {
      harness.hearing(
          reached -> {
            if (reached == step) {
              throw new IllegalStateException("out of luck");
            }
          });
      if (step != EpochStep.COMMITTED) {
        assertThatThrownBy(() -> harness.run(List.of(upsert(1L, "a", 1L))))
            .hasMessage("out of luck");
      } else {
        harness.run(List.of(upsert(1L, "a", 1L)));
      }
    }

    assertThat(harness.rows()).hasSize(1);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** Nothing but the transactions in the log keeps these apart: appends touch nobody's keys. */
  @ParameterizedTest
  @EnumSource(
      value = EpochStep.class,
      names = {EpochSteps.OPENED, EpochSteps.WINDOW_CHECKED, EpochSteps.FILES_CHECKED})
  void ofTwoAttemptsAtOneEpochOneCounts(EpochStep step) {
    EpochHarness harness = appends();
    harness.at(1).run(List.of(upsert(1L, "a", 1L)));
    Attempted fast = attempt("fast", 2);
    Attempted slow = attempt("slow", 3);
    boolean[] done = new boolean[1];
    harness.hearing(
        reached -> {
          if (reached == step && !done[0]) {
            done[0] = true;
            assertThat(appends().commit(fast.epoch, fast.results).outcome())
                .isEqualTo(Outcome.COMMITTED);
          }
        });

    EpochReport report = harness.commit(slow.epoch, slow.results);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(names(harness)).isEqualTo("a fast");
    DeltaDestination after = DeltaDestination.open(harness.target());
    assertThat(after.sourceState().orElseThrow().get("position").asLong()).isEqualTo(2);
    assertThat(after.finish(slow.epoch).outcome()).isEqualTo(Outcome.CONFLICT);
    after.finish(fast.epoch);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  private record Attempted(DeltaEpoch epoch, List<TaskResult> results) {}

  private Attempted attempt(String name, long position) {
    EpochHarness harness = appends().at(position);
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(1L, name, 1L))));
    TestPageReader reader = harness.reader(bundles);
    DeltaEpoch epoch =
        DeltaDestination.open(harness.target()).beginEpoch(harness.target().schemaJson());
    return new Attempted(
        epoch,
        EpochHarness.rewrite(
            epoch, EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles))));
  }

  private EpochHarness inserts() {
    return new EpochHarness(
        EpochHarness.target(table, SCHEMA, List.of("id"), List.of(), WriteMode.INSERT));
  }

  private EpochHarness appends() {
    return new EpochHarness(
        EpochHarness.target(table, SCHEMA, List.of(), List.of(), WriteMode.APPEND));
  }

  private static String names(EpochHarness harness) {
    return String.join(
        " ", harness.rows().stream().map(row -> (String) row.get("name")).sorted().toList());
  }
}
