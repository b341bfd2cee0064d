package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochSteps.COMMITTED;
import static dev.tributary.beam.delta.EpochSteps.FILES_CHECKED;
import static dev.tributary.beam.delta.EpochSteps.OPENED;
import static dev.tributary.beam.delta.EpochSteps.WINDOW_CHECKED;
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
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED, COMMITTED})
  void anErrorAtAnyStepLeavesTheOldTableOrTheNewOne(EpochStep moment) throws IOException {
    Attempt first = test.append(0);
    Attempt attempt = test.attempt(1);
    DataFile file = test.dataFile(attempt, 0, 1, 1);
    EpochCommit commit = test.next(attempt, List.of(file), Set.of(test.path(first)));
    EpochStep.Listener failing =
        EpochSteps.once(
            moment,
            () -> {
              throw new IllegalStateException("out of luck");
            });

    if (moment == EpochStep.COMMITTED) {
      assertThat(EpochSteps.heardBy(failing, () -> test.open().commit(commit)))
          .isEqualTo(new CommitOutcome.Committed(1));
    } else {
      assertThatThrownBy(() -> EpochSteps.heardBy(failing, () -> test.open().commit(commit)))
          .hasMessage("out of luck");
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
    EpochStep.Listener obstruct =
        EpochSteps.once(
            EpochStep.FILES_CHECKED,
            () -> assertThat(obstacle.toFile().mkdirs()).as("made").isTrue());
    EpochCommit commit = test.next(test.attempt(10), List.of(), Set.of());
    var reached = EnumSet.noneOf(EpochStep.class);

    CommitOutcome outcome =
        EpochSteps.heardBy(
            step -> {
              reached.add(step);
              obstruct.reached(step);
            },
            () -> test.open().commit(commit));

    assertThat(reached).as("commit() threw").doesNotContain(EpochStep.COMMITTED);
    assertThat(outcome).isEqualTo(new CommitOutcome.Committed(10));
  }

  @Test
  void aClassThatIsMissingAfterTheWriteDoesNotUndoIt() throws IOException {
    test.append(0);
    EpochStep.Listener missing =
        EpochSteps.once(
            EpochStep.COMMITTED,
            () -> {
              throw new NoClassDefFoundError("of the checkpoint writer");
            });

    EpochCommit commit = test.next(test.attempt(1), List.of(), Set.of());

    assertThat(EpochSteps.heardBy(missing, () -> test.open().commit(commit)))
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
  @EnumSource(names = {OPENED, WINDOW_CHECKED, FILES_CHECKED, COMMITTED})
  void aProcessThatDiesAtAnyStepLeavesTheOldTableOrTheNewOne(EpochStep moment) throws Exception {
    test.append(0);

    assertThat(OtherProcess.start(Dying.class, test.root, moment).waitFor()).isEqualTo(9);

    TableSnapshot after = test.open().snapshot().orElseThrow();
    boolean committed = moment == EpochStep.COMMITTED;
    assertThat(after.transaction(DeltaTable.APPLICATION)).hasValue(committed ? 1 : 0);
    assertThat(after.files()).hasSize(committed ? 2 : 1);
    test.append(committed ? 2 : 1);
  }

  /** Commits epoch 1 and dies at a step. */
  static final class Dying {
    private Dying() {}

    public static void main(String[] arguments) throws IOException {
      var test = new TestTable(Path.of(arguments[0]));
      var moment = EpochStep.valueOf(arguments[1]);
      Attempt attempt = test.attempt(1);
      EpochCommit commit = test.next(attempt, List.of(test.dataFile(attempt, 0, 1, 1)), Set.of());
      EpochStep.tell(EpochSteps.once(moment, () -> Runtime.getRuntime().halt(9)));
      test.open().commit(commit);
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
