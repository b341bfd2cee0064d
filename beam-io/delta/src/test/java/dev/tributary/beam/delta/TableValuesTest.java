package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableValuesTest {
  private static final Attempt ATTEMPT = new Attempt(3, "ab12", 7);
  private static final DataFile FILE = DataFile.of("part-3-ab12-0.zstd.parquet", 10, 20, "{}");

  @Test
  void theLayoutNamesEverythingByEpochAndAttempt() {
    var layout = new TableLayout("/w/t");

    assertThat(layout.dataFile(ATTEMPT, 4)).isEqualTo("part-3-ab12-4.zstd.parquet");
    assertThat(layout.keyFile(KeyFile.Kind.TOMBSTONES, ATTEMPT, 4))
        .isEqualTo("_tributary/tombstones/3-ab12-4.parquet");
    assertThat(layout.stagedDirectory(ATTEMPT)).isEqualTo("_tributary/staged/3-ab12");
    assertThat(layout.stateFile(ATTEMPT)).isEqualTo("_tributary/state/3-ab12.json");
    assertThat(layout.attemptMarker(ATTEMPT)).isEqualTo("_tributary/attempts/3-ab12");
    assertThat(TableLayout.epochOfState("3-ab12.json")).hasValue(3);
    assertThat(TableLayout.epochOfState("3-ab12.json.tmp")).isEmpty();
  }

  @Test
  void pathsAreResolvedAgainstTheRootAsTheyAre() {
    var layout = new TableLayout("s3a://bucket/w/t");

    assertThat(layout.resolve("a b:c%20.parquet").toUri().getPath())
        .isEqualTo("/w/t/a b:c%20.parquet");
    assertThat(layout.resolve("a.parquet")).hasToString("s3a://bucket/w/t/a.parquet");
    assertThat(layout.resolve("hdfs://other/a.parquet")).hasToString("hdfs://other/a.parquet");
    assertThatThrownBy(() -> new TableLayout(" ")).hasMessage("Invalid table root: it is blank");
  }

  @Test
  void attemptsAreRandomAndTheirIdsFitIntoNames() {
    var random = new Random(1);

    for (int i = 0; i < 100; i++) {
      Attempt attempt = Attempt.random(5, random);
      assertThat(Attempt.isName(attempt.name(), epoch -> epoch == 5)).isTrue();
    }
    assertThat(Attempt.random(5, random)).isNotEqualTo(Attempt.random(5, random));
    assertThat(Attempt.isName("5-a-0", epoch -> true)).isFalse();
    assertThatThrownBy(() -> new Attempt(1, "a-b", 1))
        .hasMessage("Invalid attempt id: \"a-b\", it must consist of letters and digits");
    assertThatThrownBy(() -> new Attempt(-1, "a", 1)).hasMessage("Invalid epoch: -1");
    assertThatThrownBy(() -> new Attempt(1, "a", -1)).hasMessage("Invalid attempt number: -1");
  }

  @Test
  void dataFilesTravelBetweenWorkers() throws Exception {
    var file =
        new DataFile("a", 1, 2, Collections.singletonMap("p", null), null, Map.of("tag", "value"));
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(file);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(file);
    }
  }

  @Test
  void pathsOfTheLogAreDecoded() {
    assertThat(DataFile.decode("a%20b/c%25%C3%BC.parquet")).isEqualTo("a b/c%ü.parquet");
    assertThat(DataFile.decode("s3a://bucket/a%20b")).isEqualTo("s3a://bucket/a b");
  }

  @Test
  void commitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> commit(0, OptionalLong.of(3), List.of(), Set.of(), Map.of()))
        .hasMessage("Invalid epoch: 3, the previous one is 3");
    assertThatThrownBy(() -> commit(-1, OptionalLong.of(2), List.of(), Set.of(), Map.of()))
        .hasMessage(
            "Invalid commit: a table that does not exist has no previous epoch and no files");
    assertThatThrownBy(() -> commit(0, OptionalLong.of(2), List.of(FILE, FILE), Set.of(), Map.of()))
        .hasMessage("Invalid commit: it adds part-3-ab12-0.zstd.parquet twice");
    assertThatThrownBy(
            () -> commit(0, OptionalLong.of(2), List.of(FILE), Set.of(FILE.path()), Map.of()))
        .hasMessage("Invalid commit: it adds and removes part-3-ab12-0.zstd.parquet");
    assertThatThrownBy(() -> commit(0, OptionalLong.of(2), List.of(), Set.of(), Map.of("a", "b")))
        .hasMessage("Invalid commit: properties [a] for a table that exists");
    assertThatThrownBy(() -> commit(-1, OptionalLong.empty(), List.of(), Set.of(), Map.of()))
        .hasMessage("Invalid commit: a new table needs a schema");
  }

  @Test
  void tablePropertiesAreAllowedByNameAndValue() {
    TableProperties.check(
        Map.of(
            "delta.logRetentionDuration", "interval 30 days",
            "delta.deletedFileRetentionDuration", "1 week",
            "delta.checkpointInterval", "20",
            "anything", "else"));

    assertThatThrownBy(() -> TableProperties.check(Map.of("delta.enableDeletionVectors", "true")))
        .hasMessage(
            "Invalid table property: \"delta.enableDeletionVectors\", known are"
                + " [delta.appendOnly, delta.checkpointInterval,"
                + " delta.deletedFileRetentionDuration, delta.enableExpiredLogCleanup,"
                + " delta.logRetentionDuration]");
    assertThatThrownBy(() -> TableProperties.check(Map.of("delta.checkpointInterval", "0")))
        .hasMessage("Invalid value of the table property delta.checkpointInterval: \"0\"");
    assertThatThrownBy(() -> TableProperties.check(Map.of("Delta.AppendOnly", "true")))
        .hasMessageStartingWith("Invalid table property: \"Delta.AppendOnly\"");
  }

  private static EpochCommit commit(
      long planned,
      OptionalLong previous,
      List<DataFile> adds,
      Set<String> removes,
      Map<String, String> properties) {
    return new EpochCommit(
        planned, previous, ATTEMPT, adds, removes, Optional.empty(), properties, TestTable.LABEL);
  }
}
