package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochSteps.COMMITTED;
import static dev.tributary.beam.delta.EpochSteps.FILES_CHECKED;
import static dev.tributary.beam.delta.EpochSteps.OPENED;
import static dev.tributary.beam.delta.EpochSteps.WINDOW_CHECKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The one commit that puts a refresh in the place of its table. */
class RefreshCommitterTest {
  /** Another type of the column that the table has. */
  private static final StructType REFRESHED =
      new StructType(new StructField[] {new StructField("name", new LongType(), true)});

  @TempDir private Path root;
  private TestTable test;
  private Attempt first;
  private Attempt last;
  private TableSnapshot refresh;

  @BeforeEach
  void aTableAndARefreshThatHasCaughtUp() throws IOException {
    test = new TestTable(root.resolve("table"));
    first = test.append(1);
    test.append(2);
    setProperty("delta.deletedFileRetentionDuration", "interval 3 days");
    DeltaTable shadow = test.open().by(TableLog.REFRESH);
    Attempt begun = test.attempt(3);
    commit(shadow, begun, -1, OptionalLong.empty());
    last = test.attempt(4);
    commit(shadow, last, 0, OptionalLong.of(3));
    new EpochStates(shadow).write(test.state(last, OptionalLong.of(3)));
    refresh = new Refresh(shadow).underWay().orElseThrow();
  }

  private void commit(DeltaTable shadow, Attempt attempt, long version, OptionalLong previous)
      throws IOException {
    shadow.commit(
        new EpochCommit(
            version,
            previous,
            attempt,
            List.of(test.dataFile(attempt, 0, attempt.epoch(), 1)),
            Set.of(),
            version < 0 ? Optional.of(REFRESHED) : Optional.empty(),
            Map.of(),
            TestTable.LABEL));
  }

  private void setProperty(String name, String value) {
    OptimisticTransaction transaction = test.log().startTransaction();
    transaction.updateMetadata(
        transaction.metadata().copyBuilder().configuration(Map.of(name, value)).build());
    transaction.commit(List.of(), new Operation(Operation.Name.SET_TABLE_PROPERTIES), "Somebody/1");
  }

  @Test
  void theRefreshHasTheIdOfTheTableAndNoneOfItsRows() throws IOException {
    assertThat(refresh.tableId()).isEqualTo(table().tableId());
    assertThat(refresh.files()).hasSize(2);
    assertThat(table().files()).hasSize(2).doesNotContainAnyElementsOf(refresh.files());
    assertThat(test.root.resolve(test.path(last))).as("lies in the table's root").exists();
  }

  @Test
  void oneCommitReplacesFilesSchemaAndEpochAndLeavesTheRest() throws IOException {
    TableSnapshot before = table();

    CommitOutcome outcome = new RefreshCommitter(test.open()).commit(refresh);

    TableSnapshot after = table();
    assertThat(outcome).isEqualTo(new CommitOutcome.Committed(before.version() + 1));
    assertThat(after.version()).isEqualTo(before.version() + 1);
    assertThat(after.files()).containsExactlyInAnyOrderElementsOf(refresh.files());
    assertThat(after.schema()).isEqualTo(REFRESHED);
    assertThat(after.tableId()).isEqualTo(before.tableId());
    assertThat(after.properties()).isEqualTo(before.properties()).isNotEmpty();
    assertThat(after.epoch()).hasValue(4);
    assertThat(after.attemptNumber()).hasValue(last.number());
    assertThat(new Refresh(test.open()).underWay()).isEmpty();
    assertThat(test.log().getCommitInfoAt(after.version()).getOperation())
        .isEqualTo("REPLACE TABLE");
  }

  @ParameterizedTest
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED, COMMITTED})
  void anErrorAtAnyStepLeavesTheOldTableOrTheNewOne(EpochStep moment) throws IOException {
    Runnable failure =
        () -> {
          throw new IllegalStateException("out of luck");
        };

    if (moment == EpochStep.COMMITTED) {
      assertThat(commitWhile(moment, failure)).isEqualTo(new CommitOutcome.Committed(3));
    } else {
      assertThatThrownBy(() -> commitWhile(moment, failure)).hasMessage("out of luck");
      assertThat(table().version()).isEqualTo(2);
      assertThat(new Refresh(test.open()).underWay()).isPresent();
      assertThat(new RefreshCommitter(test.open()).commit(refresh))
          .isEqualTo(new CommitOutcome.Committed(3));
    }
    assertThat(new RefreshCommitter(test.open()).commit(refresh))
        .as("once more")
        .isEqualTo(new CommitOutcome.AlreadyCommitted(3));
    assertThat(table().version()).isEqualTo(3);
    assertThat(table().files()).containsExactlyInAnyOrderElementsOf(refresh.files());
  }

  @ParameterizedTest
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED})
  void rowsThatAnotherWriterAddsMeanwhileGoToo(EpochStep moment) throws IOException {
    commitWhile(moment, () -> test.foreignAppend("theirs.parquet"));

    assertThat(table().version()).isEqualTo(4);
    assertThat(table().files()).containsExactlyInAnyOrderElementsOf(refresh.files());
  }

  @ParameterizedTest
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED})
  void aCompactionMeanwhileStopsNothing(EpochStep moment) throws IOException {
    commitWhile(moment, () -> test.foreignRewrite(test.path(first), "compacted.parquet", false));

    assertThat(table().version()).isEqualTo(4);
    assertThat(table().files()).containsExactlyInAnyOrderElementsOf(refresh.files());
  }

  @ParameterizedTest
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED})
  void propertiesThatSomebodySetsMeanwhileStay(EpochStep moment) throws IOException {
    commitWhile(moment, () -> setProperty("delta.checkpointInterval", "5"));

    assertThat(table().properties()).isEqualTo(Map.of("delta.checkpointInterval", "5"));
    assertThat(table().files()).containsExactlyInAnyOrderElementsOf(refresh.files());
  }

  @ParameterizedTest
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED})
  void anEpochOfAnotherRunMeanwhileIsAConflictIfItIsAsHigh(EpochStep moment) throws IOException {
    CommitOutcome outcome = commitWhile(moment, () -> append(4));

    assertThat(outcome).isEqualTo(new CommitOutcome.Conflict("another run has committed epoch 4"));
    assertThat(table().files()).hasSize(3);
    assertThat(new Refresh(test.open()).underWay()).as("still there").isPresent();
  }

  @Test
  void aLowerEpochOfAnotherRunMeanwhileGoesToo() throws IOException {
    assertThat(commitWhile(EpochStep.FILES_CHECKED, () -> append(3)))
        .isEqualTo(new CommitOutcome.Committed(4));
    assertThat(table().files()).containsExactlyInAnyOrderElementsOf(refresh.files());
  }

  /** The run died behind its commit, and another one has gone on since. */
  @Test
  void aRefreshThatHasBeenInPlaceIsKnownBehindLaterEpochs() throws IOException {
    new RefreshCommitter(test.open()).commit(refresh);
    append(5);

    assertThat(new Refresh(test.open()).underWay()).isEmpty();
    assertThat(new RefreshCommitter(test.open()).commit(refresh))
        .isEqualTo(new CommitOutcome.AlreadyCommitted(3));
    assertThat(table().files()).hasSize(3);
  }

  @Test
  void aFileThatIsGoneOrCutShortIsNotCommitted() throws IOException {
    Path file = test.root.resolve(test.path(last));
    Files.write(file, new byte[3]);

    assertThat(new Refresh(test.open()).isIntact(refresh)).isFalse();
    assertThatThrownBy(() -> new RefreshCommitter(test.open()).commit(refresh))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(test.path(last))
        .hasMessageContaining("it has 3 bytes instead of");
    Files.delete(file);
    assertThatThrownBy(() -> new RefreshCommitter(test.open()).commit(refresh))
        .hasMessageContaining("it is not there");
    assertThat(table().version()).isEqualTo(2);
  }

  @Test
  void afterTheEndNothingOfTheRefreshIsLeftButItsFiles() throws IOException {
    new RefreshCommitter(test.open()).commit(refresh);

    new Refresh(test.open()).tidyUp();
    new Refresh(test.open()).tidyUp();

    assertThat(test.root.resolve("_tributary/refresh")).doesNotExist();
    for (DataFile file : refresh.files()) {
      assertThat(test.root.resolve(file.path())).exists();
    }
  }

  /** A log that is half deleted must never be taken for an older refresh. */
  @Test
  void anEndThatIsCutShortIsAnEnd() throws IOException {
    Path log = test.root.resolve("_tributary/refresh");
    Files.writeString(log.resolve("ended"), "");
    Files.delete(log.resolve("_delta_log/00000000000000000001.json"));

    assertThat(new Refresh(test.open()).underWay()).isEmpty();
    new Refresh(test.open()).tidyUp();

    assertThat(log).doesNotExist();
    for (DataFile file : refresh.files()) {
      assertThat(test.root.resolve(file.path())).as("dropped").doesNotExist();
    }
    for (DataFile file : table().files()) {
      assertThat(test.root.resolve(file.path())).exists();
    }
  }

  private CommitOutcome commitWhile(EpochStep moment, Runnable what) throws IOException {
    return EpochSteps.heardBy(
        EpochSteps.once(moment, what), () -> new RefreshCommitter(test.open()).commit(refresh));
  }

  private void append(long epoch) {
    try {
      test.append(epoch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TableSnapshot table() throws IOException {
    return test.open().snapshot().orElseThrow();
  }
}
