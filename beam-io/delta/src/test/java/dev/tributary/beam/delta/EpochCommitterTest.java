package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.actions.Action;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.actions.CommitInfo;
import io.delta.standalone.actions.RemoveFile;
import io.delta.standalone.actions.SetTransaction;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    assertThat(Files.readString(version(1))).contains("sub%20dir/100%25%20ü=1.parquet");
    assertThat(test.open().snapshot().orElseThrow().files()).contains(file);
    test.open().commit(test.next(test.attempt(2), List.of(), Set.of(file.path())));
    assertThat(test.open().snapshot().orElseThrow().files()).doesNotContain(file);
  }

  @Test
  void aRemovalIsAChangeOfData() throws IOException {
    Attempt first = test.append(0);

    test.open().commit(test.next(test.attempt(1), List.of(), Set.of(path(first))));

    RemoveFile removal = (RemoveFile) actions(1, RemoveFile.class).get(0);
    assertThat(removal.isDataChange()).isTrue();
    assertThat(removal.getSize()).isPresent();
  }

  @Test
  void aFileThatIsGoneIsNotRemovedOnceMore() throws IOException {
    Attempt first = test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of(path(first), "other"));

    assertThat(test.open().commit(commit))
        .isEqualTo(new CommitOutcome.Conflict("the file other is in the table no longer"));
    assertThat(test.open().snapshot().orElseThrow().version()).isZero();
  }

  @Test
  void transactionsCarryTheirTime() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1234), ZoneOffset.UTC);
    Attempt attempt = test.attempt(0);

    new DeltaTable(test.configuration(), test.layout(), clock, CommitSteps.IGNORED)
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

  @Test
  void theHistoryNamesOperationMetricsAndEngine() throws IOException {
    test.append(0);

    CommitInfo info = log().getCommitInfoAt(0);

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
                + " of %d",
            test.root, file.path(), file.size());

    Files.delete(data);
    assertThatThrownBy(() -> test.open().commit(commit))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("cannot be added, it is not there");
  }

  @Test
  void aFileIsAddedOnce() throws IOException {
    Attempt first = test.append(0);
    DataFile file = test.open().snapshot().orElseThrow().files().get(0);

    assertThatThrownBy(
            () -> test.open().commit(test.next(test.attempt(1), List.of(file), Set.of())))
        .hasMessageEndingWith(
            "the data file " + path(first) + " cannot be added, it is in the table already");
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
    assertThat(actions(3, io.delta.standalone.actions.Metadata.class)).isEmpty();
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
            () -> test.open().commit(test.next(test.attempt(2), List.of(), Set.of(path(attempt)))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot change rows of %s: it is an append-only table. Unset its property"
                + " delta.appendOnly, or use the scd type APPEND_ONLY.",
            test.root);
  }

  @Test
  void anotherCreatorOfTheTableIsAConflict() throws IOException {
    EpochCommit commit = test.next(test.attempt(0), List.of(), Set.of());
    foreignAppend("theirs.parquet", true);

    assertThat(test.open().commit(commit))
        .isEqualTo(new CommitOutcome.Conflict("somebody else created the table"));
  }

  @Test
  void aForeignAppendIsAConflictOnlyIfItTouchesTheKeys() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
    foreignAppend("theirs.parquet", true);

    assertThat(test.open().commit(commit))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 added rows that the change may concern, in theirs.parquet"));
    assertThat(test.open().commit(commit, file -> !file.path().equals("theirs.parquet")))
        .isEqualTo(new CommitOutcome.Committed(2));
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(3);
  }

  @Test
  void aForeignCompactionIsAConflictOnlyIfItTookAFileOfThePlan() throws IOException {
    Attempt first = test.append(0);
    Attempt second = test.append(1);
    EpochCommit rewrite = test.next(test.attempt(2), List.of(), Set.of(path(first)));
    EpochCommit other = test.next(test.attempt(2), List.of(), Set.of(path(second)));
    foreignRewrite(path(first), "compacted.parquet", false);

    assertThat(test.open().commit(rewrite))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 2 removed the file " + path(first) + " that was to be rewritten"));
    assertThat(test.open().commit(other)).isEqualTo(new CommitOutcome.Committed(3));
  }

  @Test
  void aForeignUpdateIsAConflictOnlyIfItTouchesTheKeys() throws IOException {
    Attempt first = test.append(0);
    Attempt second = test.append(1);
    EpochCommit commit = test.next(test.attempt(2), List.of(), Set.of(path(second)));
    foreignRewrite(path(first), "updated.parquet", true);

    assertThat(test.open().commit(commit, file -> file.path().equals(path(first))))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 2 changed or deleted rows that the change may concern, in "
                    + path(first)));
    assertThat(test.open().commit(commit, file -> file.path().equals(path(second))))
        .isEqualTo(new CommitOutcome.Committed(3));
  }

  @Test
  void aForeignChangeOfTheSchemaIsAConflict() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());
    OptimisticTransaction transaction = log().startTransaction();
    transaction.updateMetadata(
        transaction
            .metadata()
            .copyBuilder()
            .schema(TestTable.SCHEMA.add("more", new LongType()))
            .build());
    transaction.commit(List.of(), new Operation(Operation.Name.ADD_COLUMNS), "Somebody/1");

    assertThat(test.open().commit(commit, file -> false))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 changed the schema or the properties of the table"));
  }

  @Test
  void aWindowThatIsNotInTheLogAnyMoreIsAConflict() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(12), List.of(), Set.of());
    for (int i = 1; i <= 10; i++) {
      foreignAppend(i + ".parquet", true);
    }
    Files.delete(version(1));

    assertThat(test.open().commit(commit, file -> false))
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 1 is in the log no longer, so it cannot be looked through"));
  }

  /** Delta's own check does not know keys: it gives up on any append during a transaction. */
  @ParameterizedTest
  @EnumSource(names = {"OPENED", "WINDOW_CHECKED", "FILES_CHECKED"})
  void aRaceIsDecidedByTheKeysToo(CommitSteps.Step moment) throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());

    CommitOutcome harmless =
        test.open(once(moment, () -> foreignAppend("harmless.parquet", true)))
            .commit(commit, file -> false);
    assertThat(harmless).isEqualTo(new CommitOutcome.Committed(2));
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(3);

    Attempt next = test.attempt(2);
    EpochCommit second = test.next(next, List.of(test.dataFile(next, 0, 2, 1)), Set.of());
    CommitOutcome touched =
        test.open(once(moment, () -> foreignAppend("touched.parquet", true))).commit(second);
    assertThat(touched)
        .isEqualTo(
            new CommitOutcome.Conflict(
                "version 3 added rows that the change may concern, in touched.parquet"));
  }

  @Test
  void aWriterWhoIsFasterEveryTimeIsGivenWayTo() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
    var count = new int[1];
    CommitSteps busy =
        step -> {
          if (step == CommitSteps.Step.FILES_CHECKED) {
            foreignAppend(count[0]++ + ".parquet", true);
          }
        };

    CommitOutcome outcome = test.open(busy).commit(commit, file -> false);

    assertThat(outcome).isInstanceOf(CommitOutcome.Conflict.class);
    assertThat(((CommitOutcome.Conflict) outcome).reason())
        .startsWith("other writers were faster 20 times, at last: ");
  }

  @ParameterizedTest
  @EnumSource
  void anErrorAtAnyStepLeavesTheOldTableOrTheNewOne(CommitSteps.Step moment) throws IOException {
    Attempt first = test.append(0);
    Attempt attempt = test.attempt(1);
    DataFile file = test.dataFile(attempt, 0, 1, 1);
    EpochCommit commit = test.next(attempt, List.of(file), Set.of(path(first)));
    DeltaTable failing =
        test.open(
            once(
                moment,
                () -> {
                  throw new IllegalStateException("out of luck");
                }));

    if (moment == CommitSteps.Step.COMMITTED) {
      assertThat(failing.commit(commit)).isEqualTo(new CommitOutcome.Committed(1));
    } else {
      assertThatThrownBy(() -> failing.commit(commit)).hasMessage("out of luck");
      assertThat(test.open().snapshot().orElseThrow().version()).isZero();
      assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.Committed(1));
    }
    assertThat(test.open().snapshot().orElseThrow().files()).containsExactly(file);
  }

  @Test
  void aCommitWhoseCheckpointFailsIsACommit() throws IOException {
    for (int epoch = 0; epoch < 10; epoch++) {
      test.append(epoch);
    }
    Path obstacle = root.resolve("table/_delta_log/_last_checkpoint/in the way");
    // After version 10 Delta Standalone writes a checkpoint, and fails if it cannot say so there.
    CommitSteps obstruct =
        once(
            CommitSteps.Step.FILES_CHECKED,
            () -> assertThat(obstacle.toFile().mkdirs()).as("made").isTrue());
    EpochCommit commit = test.next(test.attempt(10), List.of(), Set.of());
    var reached = EnumSet.noneOf(CommitSteps.Step.class);

    CommitOutcome outcome =
        test.open(
                step -> {
                  reached.add(step);
                  obstruct.reached(step);
                })
            .commit(commit);

    assertThat(reached).as("commit() threw").doesNotContain(CommitSteps.Step.COMMITTED);
    assertThat(outcome).isEqualTo(new CommitOutcome.Committed(10));
  }

  @Test
  void aLogStoreThatFailsAfterItsWriteHasCommitted() throws IOException {
    test.append(0);
    Attempt attempt = test.attempt(1);
    EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
    test.configuration().set("delta.logStore.file.impl", FailsAfterItsWrite.class.getName());

    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.Committed(1));
    assertThat(test.open().commit(commit)).isEqualTo(new CommitOutcome.AlreadyCommitted(1));
  }

  @Test
  void aLogStoreThatWritesNothingHasNotCommitted() throws IOException {
    test.append(0);
    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());
    test.configuration().set("delta.logStore.file.impl", FailsAtOnce.class.getName());

    assertThatThrownBy(() -> test.open().commit(commit))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatDiesAtAnyStepLeavesTheOldTableOrTheNewOne(CommitSteps.Step moment)
      throws Exception {
    test.append(0);

    assertThat(OtherProcess.start(Dying.class, test.root, moment).waitFor()).isEqualTo(9);

    TableSnapshot after = test.open().snapshot().orElseThrow();
    boolean committed = moment == CommitSteps.Step.COMMITTED;
    assertThat(after.transaction(DeltaTable.APPLICATION)).hasValue(committed ? 1 : 0);
    assertThat(after.files()).hasSize(committed ? 2 : 1);
    test.append(committed ? 2 : 1);
  }

  /** Commits epoch 1 and dies at a step. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) throws IOException {
      var test = new TestTable(Path.of(arguments[0]));
      var moment = CommitSteps.Step.valueOf(arguments[1]);
      Attempt attempt = test.attempt(1);
      EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
      test.open(once(moment, () -> Runtime.getRuntime().halt(9))).commit(commit);
    }
  }

  /** Public, as Delta makes it. */
  public static final class FailsAfterItsWrite extends HardLinkLogStore {
    public FailsAfterItsWrite(Configuration configuration) {
      super(configuration);
    }

    @Override
    public void write(
        org.apache.hadoop.fs.Path path,
        Iterator<String> actions,
        Boolean overwrite,
        Configuration configuration)
        throws IOException {
      super.write(path, actions, overwrite, configuration);
      throw new IOException("connection lost");
    }
  }

  /** Public, as Delta makes it. */
  public static final class FailsAtOnce extends HardLinkLogStore {
    public FailsAtOnce(Configuration configuration) {
      super(configuration);
    }

    @Override
    public void write(
        org.apache.hadoop.fs.Path path,
        Iterator<String> actions,
        Boolean overwrite,
        Configuration configuration)
        throws IOException {
      throw new IOException("disk full");
    }
  }

  private static CommitSteps once(CommitSteps.Step moment, Runnable what) {
    var open = EnumSet.of(moment);
    return step -> {
      if (open.remove(step)) {
        what.run();
      }
    };
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

  private void foreignAppend(String path, boolean dataChange) {
    OptimisticTransaction transaction = log().startTransaction();
    if (transaction.readVersion() < 0) {
      transaction.updateMetadata(
          io.delta.standalone.actions.Metadata.builder().schema(TestTable.SCHEMA).build());
    }
    transaction.commit(
        List.of(new AddFile(path, Map.of(), 1, 1, dataChange, null, null)),
        new Operation(Operation.Name.WRITE),
        "Somebody/1");
  }

  private void foreignRewrite(String removed, String added, boolean dataChange) {
    AddFile file =
        log().snapshot().getAllFiles().stream()
            .filter(add -> add.getPath().equals(removed))
            .findFirst()
            .orElseThrow();
    log()
        .startTransaction()
        .commit(
            Arrays.asList(
                file.remove(dataChange),
                new AddFile(added, Map.of(), 1, 1, dataChange, null, null)),
            new Operation(Operation.Name.UPDATE),
            "Somebody/1");
  }

  private DeltaLog log() {
    return DeltaLog.forTable(new Configuration(), test.root.toString());
  }

  private List<Action> actions(long version, Class<? extends Action> type) {
    return log().getChanges(version, true).next().getActions().stream()
        .filter(type::isInstance)
        .toList();
  }

  private String path(Attempt attempt) {
    return test.layout().dataFile(attempt, 0);
  }

  private Path version(int version) {
    return test.root.resolve(String.format("_delta_log/%020d.json", version));
  }
}
