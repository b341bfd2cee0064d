package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.AddFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ConcurrentWritersTest {
  private static final int PROCESSES = 4;
  private static final int COMMITS = 50;

  @TempDir Path root;

  @Test
  void fourProcessesLoseNoCommit() throws Exception {
    var test = new TestTable(root);
    test.append(0);

    waitFor(start(Appender.class));

    TableSnapshot snapshot = test.open().snapshot().orElseThrow();
    assertThat(snapshot.version()).isEqualTo(PROCESSES * COMMITS);
    assertThat(snapshot.files()).hasSize(1 + PROCESSES * COMMITS);
  }

  @Test
  void ofAttemptsInFourProcessesOneCommitsEachEpoch() throws Exception {
    var test = new TestTable(root);

    waitFor(start(Racer.class));

    DeltaTable table = test.open();
    TableSnapshot snapshot = table.snapshot().orElseThrow();
    assertThat(snapshot.version()).isEqualTo(Racer.EPOCHS - 1);
    assertThat(snapshot.transaction(DeltaTable.APPLICATION)).hasValue(Racer.EPOCHS - 1);
    var epochs = new HashSet<String>();
    snapshot.files().forEach(file -> epochs.add(file.path().split("-")[1]));
    assertThat(snapshot.files()).hasSize(Racer.EPOCHS);
    assertThat(epochs).hasSize(Racer.EPOCHS);
    assertThat(new AttemptLog(table.log()).since(0).orElseThrow().attempts()).hasSize(Racer.EPOCHS);
  }

  @Test
  void ofAttemptsInTwoThreadsOneCommitsTheEpoch() throws Exception {
    var test = new TestTable(root);
    test.append(0);
    for (int epoch = 1; epoch <= 10; epoch++) {
      var barrier = new CyclicBarrier(2);
      List<Callable<CommitOutcome>> attempts = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        Attempt attempt = test.attempt(epoch);
        EpochCommit commit =
            test.next(attempt, List.of(test.dataFile(attempt, 0, epoch, 1)), Set.of());
        attempts.add(() -> test.open().commit(commit));
      }
      var threads = Executors.newFixedThreadPool(2);
      var outcomes = new ArrayList<CommitOutcome>();
      try {
        for (Future<CommitOutcome> outcome :
            EpochSteps.heardBy(together(barrier), () -> threads.invokeAll(attempts))) {
          outcomes.add(outcome.get());
        }
      } finally {
        threads.shutdown();
      }
      assertThat(outcomes)
          .hasAtLeastOneElementOfType(CommitOutcome.Committed.class)
          .contains(
              new CommitOutcome.Conflict(
                  "another attempt committed epoch " + epoch + ", the table is at epoch " + epoch));
    }
    assertThat(test.open().snapshot().orElseThrow().files()).hasSize(11);
  }

  /** The loser comes by the step a second time, when nobody waits. */
  private static EpochStep.Listener together(CyclicBarrier barrier) {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    return step -> {
      if (step == EpochStep.FILES_CHECKED && seen.add(Thread.currentThread())) {
        await(barrier);
      }
    };
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Process> start(Class<?> main) throws IOException {
    var processes = new ArrayList<Process>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(OtherProcess.start(main, root, i));
    }
    return processes;
  }

  private static void waitFor(List<Process> processes) throws InterruptedException {
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
  }

  /** Appends as a foreign writer does, through Delta Standalone with our log store. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] arguments) throws IOException {
      var configuration = new Configuration();
      configuration.set("delta.logStore.file.impl", HardLinkLogStore.class.getName());
      DeltaLog log = DeltaLog.forTable(configuration, arguments[0]);
      for (int i = 0; i < COMMITS; i++) {
        var add =
            new AddFile(
                "file-" + arguments[1] + "-" + i + ".parquet", Map.of(), 1, 1, true, null, null);
        log.startTransaction()
            .commit(List.of(add), new Operation(Operation.Name.WRITE), "Somebody/1");
      }
    }
  }

  /** Tries to commit whatever epoch is next. */
  static final class Racer {
    static final int EPOCHS = 12;

    private Racer() {}

    public static void main(String[] arguments) throws IOException {
      var test = new TestTable(Path.of(arguments[0]));
      while (true) {
        Optional<TableSnapshot> snapshot = test.open().snapshot();
        long epoch =
            1 + snapshot.map(s -> s.transaction(DeltaTable.APPLICATION).orElse(-1)).orElse(-1L);
        if (epoch >= EPOCHS) {
          return;
        }
        Attempt attempt = test.attempt(epoch);
        DataFile file = test.dataFile(attempt, 0, epoch, 1);
        test.open().commit(TestTable.next(snapshot, attempt, List.of(file), Set.of()));
      }
    }
  }
}
