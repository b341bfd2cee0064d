package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.CommitInfo;
import io.delta.standalone.actions.Metadata;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EpochCommitterTest {
  @TempDir Path root;
  private TestTable test;

  @BeforeEach
  void table() {
    test = new TestTable(root.resolve("table"));
  }

  @Test
  void aFirstCommitMakesTheTable() throws IOException {
    Attempt attempt = test.attempt(0);
    DataFile file = test.dataFile(attempt, 0, 1, 2);

    CommitOutcome outcome = test.open().commit(test.next(attempt, List.of(file), Set.of()));

    TableSnapshot snapshot = test.open().snapshot().orElseThrow();
    assertThat(outcome).isEqualTo(new CommitOutcome.Committed(0));
    assertThat(snapshot.schema()).isEqualTo(TestTable.SCHEMA);
    assertThat(snapshot.files()).containsExactly(file);
    assertThat(snapshot.transaction(DeltaTable.APPLICATION)).hasValue(0);
    assertThat(snapshot.transaction(DeltaTable.ATTEMPT_APPLICATION)).hasValue(attempt.number());
    assertThat(snapshot.transaction("somebody")).isEmpty();
  }

  @Test
  void theSameCommitAgainIsKnownToBeOurs() throws IOException {
    Attempt attempt = test.attempt(0);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 2)), Set.of());
    test.open().commit(commit);

    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.AlreadyCommitted(0));

    test.append(1);
    assertThat(test.open().commit(commit))
        .as("after a later epoch of another attempt")
        .isEqualTo(new CommitOutcome.AlreadyCommitted(0));
    assertThat(test.open().snapshot().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void anEpochOfAnotherAttemptIsAConflict() throws IOException {
    Attempt late = test.attempt(0);
    EpochCommit commit = test.next(late, List.of(test.dataFile(late, 0, 1, 2)), Set.of());
    test.append(0);

    assertThat(test.open().commit(commit))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "another attempt committed epoch 0, the table is at epoch 0"));
  }

  @Test
  void aPlanOfAnEarlierEpochIsAConflict() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(5);
    EpochCommit commit = test.next(attempt, List.of(), Set.of());
    test.append(1);

    assertThat(test.open().commit(commit))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "the table is at epoch 1, but the plan was made after epoch 0"));
  }

  @Test
  void statisticsStayJsonInTheLogAndInCheckpoints() throws IOException {
    var files = new ArrayList<DataFile>();
    for (int epoch = 0; epoch <= 11; epoch++) {
      Attempt attempt = test.attempt(epoch);
      files.add(test.dataFile(attempt, 0, epoch, 1));
      test.open().commit(test.next(attempt, List.of(files.get(epoch)), Set.of()));
    }

    assertThat(root.resolve("table/_delta_log/00000000000000000010.checkpoint.parquet")).exists();
    assertThat(test.open().snapshot().orElseThrow().files())
        .containsExactlyInAnyOrderElementsOf(files);
  }

  @Test
  void aFileWithoutStatisticsAndWithTagsAndAStrangeNameIsStored() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    DataFile made = test.file("sub dir/100% ü=1.parquet", 1, 1);
    var file =
        new DataFile(
            made.path(), made.size(), made.modificationTime(), Map.of(), null, Map.of("a", "b"));

    test.open().commit(test.next(attempt, List.of(file), Set.of()));

    assertThat(Files.readString(test.version(1))).contains("sub%20dir/100%25%20ü=1.parquet");
    assertThat(test.open().snapshot().orElseThrow().files()).contains(file);
    test.open().commit(test.next(test.attempt(2), List.of(), Set.of(file.path())));
    assertThat(test.open().snapshot().orElseThrow().files()).doesNotContain(file);
  }

  @Test
  void aRemovalIsAChangeOfData() throws IOException {
    Attempt first = test.append(0);

    test.open().commit(test.next(test.attempt(1), List.of(), Set.of(test.path(first))));

    RemoveFile removal = (RemoveFile) actions(1, RemoveFile.class).get(0);
    assertThat(removal.isDataChange()).isTrue();
    assertThat(removal.getSize()).isPresent();
  }

  @Test
  void aFileThatIsGoneIsNotRemovedOnceMore() throws IOException {
    Attempt first = test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of(test.path(first), "other"));

    assertThat(test.open().commit(commit))
        .isEqualTo(new CommitOutcome.Conflict("the file other is in the table no longer"));
    assertThat(test.open().snapshot().orElseThrow().version()).isZero();
  }

  @Test
  void transactionsCarryTheirTime() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);
    Attempt attempt = test.attempt(0);

    new DeltaTable(test.configuration(), test.layout(), clock)
        .commit(test.next(attempt, List.of(), Set.of()));

    assertThat(actions(0, SetTransaction.class))
        .hasSize(2)
        .allSatisfy(
            action -> assertThat(((SetTransaction) action).getLastUpdated()).hasValue(1234L));
  }

  @Test
  void anEpochWithoutRowsIsOneCommitOfTwoTransactions() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());

    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.Committed(1));
    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.AlreadyCommitted(1));

    assertThat(actions(1, Action.class)).hasSize(3);
    assertThat(test.open().snapshot().orElseThrow().version()).isEqualTo(1);
  }

  /**
   * By itself Delta Standalone lets both in: a commit of transactions alone conflicts with none.
   */
  @Test
  void ofTwoAttemptsWithoutRowsOneCommits() throws IOException {
    test.append(0);
    EpochCommit loser = test.next(test.attempt(1), List.of(), Set.of());
    EpochCommit winner = test.next(test.attempt(1), List.of(), Set.of());
    EpochStep.Listener race =
        EpochSteps.once(
            EpochStep.FILES_CHECKED,
            () -> {
              try {
                test.open().commit(winner);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(EpochSteps.heardBy(race, () -> test.open().commit(loser)))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "another attempt committed epoch 1, the table is at epoch 1"));
    assertThat(test.open().snapshot().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void theHistoryNamesOperationMetricsAndEngine() throws IOException {
    test.append(0);

    CommitInfo info = test.log().getCommitInfoAt(0);

    assertThat(info.getOperation()).isEqualTo("MERGE");
    assertThat(info.getOperationMetrics()).hasValue(Map.of("numTargetRowsInserted", "1"));
    assertThat(info.getEngineInfo().orElseThrow()).startsWith("Tributary/test ");
  }

  @Test
  void anAddedFileHasToBeThereWithItsLength() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    DataFile file = test.dataFile(attempt, 0, 1, 1);
    EpochCommit commit = test.next(attempt, List.of(file), Set.of());
    Path data = test.root.resolve(file.path());
    Files.writeString(data, "cut off");

    assertThatThrownBy(() -> test.open().commit(commit))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot commit epoch 1 to %s: the data file %s cannot be added, it has 7 bytes instead"
                + " of %d. Nothing was committed; run again.",
            test.root, file.path(), file.size());

    Files.delete(data);
    assertThatThrownBy(() -> test.open().commit(commit))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "cannot be added, it is not there. Nothing was committed; run again.");
  }

  @Test
  void aFileIsAddedOnce() throws IOException {
    Attempt first = test.append(0);
    DataFile file = test.open().snapshot().orElseThrow().files().get(0);

    assertThatThrownBy(
            () -> test.open().commit(test.next(test.attempt(1), List.of(file), Set.of())))
        .hasMessageEndingWith(
            "the data file "
                + test.path(first)
                + " cannot be added, it is in the table already. Nothing was committed; run again.");
  }

  @Test
  void columnsAreAddedWithTheirRows() throws IOException {
    test.append(0);
    StructType wider =
        TestTable.SCHEMA.add(
            "address", new StructType(new StructField[] {new StructField("zip", new LongType())}));
    StructType widest =
        TestTable.SCHEMA.add(
            "address",
            new StructType(
                new StructField[] {
                  new StructField("zip", new LongType()), new StructField("city", new StringType())
                }));

    test.open().commit(withSchema(test.next(test.attempt(1), List.of(), Set.of()), wider));
    assertThat(test.open().snapshot().orElseThrow().schema()).isEqualTo(wider);
    test.open().commit(withSchema(test.next(test.attempt(2), List.of(), Set.of()), widest));
    assertThat(test.open().snapshot().orElseThrow().schema()).isEqualTo(widest);
    test.open()
        .commit(withSchema(test.next(test.attempt(3), List.of(), Set.of()), TestTable.SCHEMA));

    assertThat(test.open().snapshot().orElseThrow().schema())
        .as("a column that the source has no longer stays")
        .isEqualTo(widest);
    assertThat(actions(3, Metadata.class)).isEmpty();
  }

  @Test
  void aNewTableHasItsProperties() throws IOException {
    var commit =
        new EpochCommit(
            -1,
            OptionalLong.empty(),
            test.attempt(0),
            List.of(),
            Set.of(),
            Optional.of(TestTable.SCHEMA),
            Map.of("delta.appendOnly", "true", "owner", "me"),
            TestTable.LABEL);

    test.open().commit(commit);

    assertThat(test.open().snapshot().orElseThrow().properties())
        .isEqualTo(Map.of("delta.appendOnly", "true", "owner", "me"));
    Attempt attempt = test.append(1);
    assertThatThrownBy(
            () ->
                test.open()
                    .commit(test.next(test.attempt(2), List.of(), Set.of(test.path(attempt)))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot change rows of %s: it is an append-only table. Unset its property"
                + " delta.appendOnly, or use the scd type APPEND_ONLY.",
            test.root);
  }

  private static EpochCommit withSchema(EpochCommit commit, StructType schema) {
    return new EpochCommit(
        commit.plannedVersion(),
        commit.previousEpoch(),
        commit.attempt(),
        commit.adds(),
        commit.removes(),
        Optional.of(schema),
        commit.properties(),
        commit.label());
  }

  private List<Action> actions(long version, Class<? extends Action> type) {
    return test.log().getChanges(version, true).next().getActions().stream()
        .filter(type::isInstance)
        .toList();
  }
}
