package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state of the source that is stored without anything being read. */
class SourceStateCommitTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private EpochHarness harness;
  private JsonNode before;
  private JsonNode wanted;
  private List<Map<String, Object>> rows;

  @BeforeEach
  void aTableWithADeletedRow() {
    harness = harness(WriteMode.UPSERT, "table");
    before = open().sourceState().orElseThrow();
    wanted = JSON.createObjectNode().put("anything", "else");
    rows = harness.rows();
  }

  private EpochHarness harness(WriteMode mode, String name) {
    var made =
        new EpochHarness(
            EpochHarness.target(
                directory.resolve(name), EpochScript.SCHEMA, List.of("id"), List.of("seq"), mode));
    made.caughtUp(true);
    made.at(1).run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    made.at(2).run(List.of(upsert(1L, "c", 3L), delete(2L, null, 5L)));
    return made;
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"UPSERT", "HISTORY"})
  void noRowChanges(WriteMode mode) {
    EpochHarness table = harness(mode, "table-" + mode);
    List<Map<String, Object>> stored = table.rows();

    EpochReport report = DeltaDestination.open(table.target()).commitSourceState(wanted);

    assertThat(report.outcome()).isEqualTo(Outcome.MOVED);
    DeltaDestination after = DeltaDestination.open(table.target());
    assertThat(after.sourceState()).contains(wanted);
    assertThat(after.epoch()).hasValue(3);
    assertThat(after.version()).hasValue(2);
    assertThat(table.rows()).isEqualTo(stored);
    assertThat(LeftOvers.of(Path.of(table.target().path()))).isEmpty();
  }

  @Test
  void whatWasDeletedStaysRemembered() {
    open().commitSourceState(wanted);

    harness.at(3).run(List.of(upsert(2L, "older than the delete", 4L)));

    assertThat(harness.rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @EnumSource(
      value = EpochStep.class,
      names = {
        "ATTEMPT_REGISTERED",
        "COMMIT_BEGUN",
        "STATE_WRITTEN",
        "TRANSACTION_OPENED",
        "WINDOW_CHECKED",
        "FILES_CHECKED"
      })
  void whateverFailsBeforeTheCommitLeavesTheOldState(EpochStep step) {
    DeltaDestination destination = open();

    assertThatThrownBy(
            () -> EpochSteps.heardBy(failingAt(step), () -> destination.commitSourceState(wanted)))
        .hasMessage("out of luck");

    assertThat(open().sourceState()).contains(before);
    assertThat(harness.rows()).isEqualTo(rows);
    assertThat(open().commitSourceState(wanted).outcome()).isEqualTo(Outcome.MOVED);
    assertThat(open().sourceState()).contains(wanted);
    assertThat(LeftOvers.of(Path.of(harness.target().path()))).isEmpty();
  }

  @Test
  void whateverFailsAfterTheCommitLeavesTheNewState() {
    EpochReport report =
        EpochSteps.heardBy(failingAt(EpochStep.COMMITTED), () -> open().commitSourceState(wanted));

    assertThat(report.outcome()).isEqualTo(Outcome.MOVED);
    assertThat(open().sourceState()).contains(wanted);
    assertThat(harness.rows()).isEqualTo(rows);
    harness.at(3).run(List.of(upsert(7L, "next", 9L)));
    assertThat(LeftOvers.of(Path.of(harness.target().path()))).isEmpty();
  }

  @Test
  void anEpochOfARunThatWasFasterIsNotUndone() {
    DeltaDestination slower = open();
    harness.at(9).run(List.of(upsert(3L, "d", 6L)));
    JsonNode faster = open().sourceState().orElseThrow();

    EpochReport report = slower.commitSourceState(wanted);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(open().sourceState()).contains(faster);
  }

  @Test
  void aTableThatIsNotThereHasNoState() {
    DeltaDestination none =
        DeltaDestination.open(
            EpochHarness.target(
                directory.resolve("none"),
                EpochScript.SCHEMA,
                List.of("id"),
                List.of("seq"),
                WriteMode.UPSERT));

    assertThatThrownBy(() -> none.commitSourceState(wanted)).hasMessage("No table");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  private DeltaDestination open() {
    return DeltaDestination.open(harness.target());
  }

  private static EpochStep.Listener failingAt(EpochStep step) {
    return EpochSteps.once(
        step,
        () -> {
          throw new IllegalStateException("out of luck");
        });
  }
}
