package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A runner does the bundle of a commit again whose worker died. */
class RetriedCommitTest {
  @TempDir private Path directory;
  private EpochHarness harness;
  private DeltaEpoch epoch;
  private List<TaskResult> results;

  @BeforeEach
  void anEpochThatIsReadyToBeCommitted() {
    harness =
        new EpochHarness(
            EpochHarness.target(
                directory.resolve("table"),
                EpochScript.SCHEMA,
                List.of("id"),
                List.of("seq"),
                WriteMode.HISTORY));
    harness.at(1).run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    List<List<TestPage>> bundles =
        List.of(TestPage.one(List.of(upsert(1L, "new", 5L), delete(2L, null, 5L))));
    TestPageReader reader = harness.at(2).reader(bundles);
    epoch = DeltaDestination.open(harness.target()).beginEpoch(EpochScript.SCHEMA.toJson());
    results =
        EpochHarness.rewrite(
            epoch, EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles)));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "COMMIT_BEGUN",
        "TEXT_FILE_OPENED",
        "STATE_WRITTEN",
        "TRANSACTION_OPENED",
        "WINDOW_CHECKED",
        "FILES_CHECKED",
        "REPORT_WRITTEN"
      })
  void theSecondTryCommitsWhereverTheFirstOneEnded(EpochStep last) {
    assertThatThrownBy(() -> tryUpTo(last)).hasMessage("the worker is gone");

    // A file that was begun has no text.
    Outcome expected = last == EpochStep.TEXT_FILE_OPENED ? Outcome.CONFLICT : Outcome.COMMITTED;
    assertThat(harness.commit(epoch, results).outcome()).isEqualTo(expected);
    assertThat(DeltaDestination.open(harness.target()).finish(epoch).outcome()).isEqualTo(expected);

    assertThat(harness.rows()).hasSize(expected == Outcome.COMMITTED ? 3 : 2);
    assertThat(LeftOvers.of(directory.resolve("table"))).isEmpty();
  }

  private void tryUpTo(EpochStep last) {
    harness.hearing(
        EpochSteps.once(
            last,
            () -> {
              throw new IllegalStateException("the worker is gone");
            }));
    try {
      harness.commit(epoch, results);
    } finally {
      harness.hearing(EpochStep.Listener.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"formatVersion\":1,\"epo", "{}"})
  void aStateThatIsNotOursMakesTheEpochBeRepeated(String text) throws IOException {
    Path state = directory.resolve("table").resolve(epoch.layout().stateFile(epoch.attempt()));
    Files.writeString(state, text);

    EpochReport report = harness.commit(epoch, results);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(report.reason())
        .isEqualTo("a worker that died has left another state of the attempt");
    DeltaDestination.open(harness.target()).finish(epoch);
    assertThat(state).doesNotExist();
    assertThat(harness.rows()).hasSize(2);
  }

  @Test
  void twoTriesSideBySideCommitOnce() {
    harness.hearing(
        EpochSteps.once(
            EpochStep.FILES_CHECKED,
            () -> assertThat(other().outcome()).isEqualTo(Outcome.COMMITTED)));

    EpochReport report = harness.commit(epoch, results);

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.version()).isEqualTo(1);
    assertThat(harness.rows()).hasSize(3);
  }

  /** A driver that is interrupted may leave workers that go on. */
  @ParameterizedTest
  @EnumSource(names = {"COMMIT_BEGUN", "STATE_WRITTEN", "FILES_CHECKED"})
  void aCommitThatIsUnderWayWhenItsEpochIsAbandonedIsWholeOrNone(EpochStep step) {
    harness.hearing(
        EpochSteps.once(step, () -> DeltaDestination.open(harness.target()).abandon(epoch)));

    Outcome outcome = harness.commit(epoch, results).outcome();

    boolean begun = step != EpochStep.COMMIT_BEGUN;
    assertThat(outcome).isEqualTo(begun ? Outcome.COMMITTED : Outcome.CONFLICT);
    assertThat(harness.rows()).hasSize(begun ? 3 : 2);
    harness.hearing(EpochStep.Listener.NONE).at(3).run(List.of(upsert(3L, "c", 1L)));
    assertThat(LeftOvers.of(directory.resolve("table"))).isEmpty();
  }

  private EpochReport other() {
    return new EpochHarness(harness.target()).commit(epoch, results);
  }
}
