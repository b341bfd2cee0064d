package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.SetTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochStatesTest {
  @TempDir Path directory;
  private TestTable test;
  private EpochStates states;

  @BeforeEach
  void table() {
    test = new TestTable(directory.resolve("table"));
    states = new EpochStates(test.open());
  }

  @Test
  void aStateIsReadAsItWasWritten() throws IOException {
    var json =
        JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    var state =
        new EpochState(
            new Attempt(7, "ab12", Long.MAX_VALUE),
            OptionalLong.of(6),
            new TableSettings(List.of("id", "region"), "SCD_TYPE_2", List.of("updated_at")),
            json.readTree("{\"offset\":{\"n\":123456789012345678901234567890,\"x\":0.10}}"),
            List.of(
                new KeyFile(
                    "_tributary/tombstones/7-ab12-0.parquet",
                    3,
                    "a",
                    "ü",
                    Instant.parse("2026-01-02T03:04:05.678901Z"),
                    0)),
            List.of(),
            Optional.of(Instant.parse("2026-01-02T03:04:05.000001Z")),
            List.of(
                new RejectedFile(
                    DataFile.of("part-7-ab12-1.zstd.parquet", 70, 17, "{\"numRecords\":2}"), 2)),
            json.readTree("{\"inserted\":5}"));

    assertThat(StateJson.read("x", StateJson.write(state))).isEqualTo(state);
    assertThat(StateJson.write(state)).contains("123456789012345678901234567890", "0.10");
    assertThat(json.readTree(StateJson.write(state)).get("formatVersion").asInt()).isOne();
    EpochState first = test.state(test.attempt(0), OptionalLong.empty());
    assertThat(StateJson.read("x", StateJson.write(first))).isEqualTo(first);
  }

  @Test
  void aStateOfANewerTributaryIsAnError() throws IOException {
    Attempt attempt = commit(0);
    Path file = file(attempt);
    Files.writeString(
        file,
        Files.readString(file).replaceFirst("\"formatVersion\" : 1", "\"formatVersion\" : 2"));

    assertThatThrownBy(this::valid)
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot read the state file %s: it has the format version 2, and this Tributary knows"
                + " version 1. Use the version of Tributary that wrote it, or a newer one.",
            test.layout().stateFile(attempt));
  }

  @Test
  void aStateIsWrittenOnce() throws IOException {
    EpochState state = test.state(test.attempt(0), OptionalLong.empty());
    EpochState other = test.state(state.attempt(), OptionalLong.of(-1));

    assertThat(states.write(state)).isTrue();
    assertThat(states.write(state)).as("the same again").isTrue();
    assertThat(states.write(other)).as("another").isFalse();

    assertThat(states.ofEpoch(0)).containsExactly(state);
  }

  @Test
  void thereIsNoStateBeforeTheFirstCommit() throws IOException {
    assertThat(valid()).isNull();

    Attempt dead = test.attempt(0);
    new Attempts(test.open()).register(dead, -1);
    states.write(test.state(dead, OptionalLong.empty()));

    assertThat(valid()).as("after an attempt that died").isNull();
  }

  @Test
  void theStateThatTheLogNamesIsValid() throws IOException {
    commit(0);
    states.write(test.state(test.attempt(1), OptionalLong.of(0)));
    Attempt committed = commit(1);
    states.write(test.state(test.attempt(1), OptionalLong.of(0)));
    states.write(test.state(test.attempt(2), OptionalLong.of(1)));
    Files.writeString(test.root.resolve(TableLayout.STATE + "/1-broken.json"), "{\"form");

    assertThat(valid()).isEqualTo(test.state(committed, OptionalLong.of(0)));
  }

  @Test
  void aForeignCommitLeavesTheStateValid() throws IOException {
    Attempt committed = commit(0);
    DeltaLog.forTable(test.configuration(), test.root.toString())
        .startTransaction()
        .commit(
            List.of(new SetTransaction("theirs", 5, Optional.empty())),
            new Operation(Operation.Name.WRITE),
            "Somebody/1");

    assertThat(valid().attempt()).isEqualTo(committed);
  }

  @Test
  void aCommitWithoutItsStateIsAnError() throws IOException {
    Attempt committed = commit(3);
    states.write(test.state(test.attempt(3), OptionalLong.empty()));
    states.write(test.state(test.attempt(4), OptionalLong.of(3)));
    Files.delete(file(committed));

    assertThatThrownBy(this::valid)
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot go on with the table %s: its Delta log is at epoch 3, but no readable file"
                + " _tributary/state/3-*.json holds the state of it. Put the file back, or run once"
                + " with --full-refresh.",
            test.root);
  }

  @Test
  void aTableOfSomebodyElseIsAnError() throws IOException {
    Attempt attempt = commit(0);
    Path version = test.root.resolve("_delta_log/00000000000000000000.json");
    Files.writeString(version, Files.readString(version).replace("tributary", "somebody"));

    assertThatThrownBy(this::valid)
        .hasMessageContaining("but no mark of Tributary in its Delta log");
    Files.delete(file(attempt));
    assertThatThrownBy(this::valid)
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot write to the table %s: it was not made by Tributary. Choose another"
                + " destination, or delete the table.",
            test.root);
  }

  @Test
  void aStateWithoutItsLogIsAnError() throws IOException {
    Attempt committed = commit(0);
    Path log = test.root.resolve("_delta_log");
    Files.move(log, directory.resolve("elsewhere"));

    assertThatThrownBy(this::valid)
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot go on with the table %s: there is a state of it, %s, but no Delta table. Put the"
                + " Delta log back, or delete the whole directory to load the table from the"
                + " beginning.",
            test.root, test.layout().stateFile(committed));
  }

  @Test
  void settingsThatChangeAreAnError() {
    var stored = new TableSettings(List.of("id"), "SCD_TYPE_1", List.of("t"));

    stored.requireSame("/t", new TableSettings(List.of("id"), "SCD_TYPE_1", List.of("t")));
    assertThatThrownBy(
            () ->
                stored.requireSame(
                    "/t", new TableSettings(List.of("id", "x"), "SCD_TYPE_1", List.of("t"))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot change the primary keys of /t from [id] to [id, x]: its rows were made with"
                + " the former. Set them back, or run once with --full-refresh to write the table"
                + " anew.");
    assertThatThrownBy(
            () ->
                stored.requireSame(
                    "/t", new TableSettings(List.of("id"), "SCD_TYPE_2", List.of("t"))))
        .hasMessageContaining("SCD type");
    assertThatThrownBy(
            () ->
                stored.requireSame("/t", new TableSettings(List.of("id"), "SCD_TYPE_1", List.of())))
        .hasMessageContaining("sequence columns");
  }

  private Attempt commit(long epoch) throws IOException {
    Attempt attempt = test.attempt(epoch);
    EpochCommit commit = test.next(attempt, List.of(), Set.of());
    states.write(test.state(attempt, commit.previousEpoch()));
    test.open().commit(commit);
    return attempt;
  }

  private EpochState valid() throws IOException {
    return states.valid(test.open().snapshot()).orElse(null);
  }

  private Path file(Attempt attempt) {
    return test.root.resolve(test.layout().stateFile(attempt));
  }
}
