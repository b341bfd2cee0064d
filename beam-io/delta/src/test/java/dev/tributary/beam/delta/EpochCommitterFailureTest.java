package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpochCommitterFailureTest {
  @TempDir Path root;
  private TestTable test;

  @BeforeEach
  void table() {
    test = new TestTable(root.resolve("table"));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorAtAnyStepLeavesTheOldTableOrTheNewOne(CommitSteps.Step moment) throws IOException {
    Attempt first = test.append(0);
    Attempt attempt = test.attempt(1);
    DataFile file = test.dataFile(attempt, 0, 1, 1);
    EpochCommit commit = test.next(attempt, List.of(file), Set.of(test.path(first)));
    DeltaTable failing =
        test.open(
            TestTable.once(
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
        TestTable.once(
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
  void aClassThatIsMissingAfterTheWriteDoesNotUndoIt() throws IOException {
    test.append(0);
    CommitSteps missing =
        TestTable.once(
            CommitSteps.Step.COMMITTED,
            () -> {
              throw new NoClassDefFoundError("of the checkpoint writer");
            });

    assertThat(test.open(missing).commit(test.next(test.attempt(1), List.of(), Set.of())))
        .isEqualTo(new CommitOutcome.Committed(1));
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
      test.open(TestTable.once(moment, () -> Runtime.getRuntime().halt(9))).commit(commit);
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
}
