package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.TableMetadata;
import dev.tributary.pipelines.TableReport.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class JobRunTest {
  // Workers of an interrupted run may write for a while yet, which would fail the clean-up.
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path directory;

  private Scenario scenario;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    for (String name : List.of("a", "b", "c")) {
      scenario
          .source
          .add(name, Scenario.PEOPLE, TableMetadata.cdc("at", "id"))
          .upsert("{'id': 1, 'name': '" + name + "', 'at': 1}");
    }
  }

  @Test
  void oneTablesFailureTouchesNoOther() {
    scenario.source.beforePage(
        request -> {
          if (request.startsWith("b@")) {
            throw new AssertionError("out of luck");
          }
        });

    RunReport report = scenario.run(RunListener.NONE, tables("a", "b", "c"));

    assertThat(report.isSuccess()).isFalse();
    assertThat(report.tables()).extracting(TableReport::name).containsExactly("a", "b", "c");
    assertThat(report.tables())
        .extracting(TableReport::status)
        .containsExactly(Status.DONE, Status.FAILED, Status.DONE);
    assertThat(report.tables().get(1).error()).contains("out of luck");
    assertThat(scenario.rows("a")).containsExactly("1 a 1");
    assertThat(scenario.rows("c")).containsExactly("1 c 1");
  }

  @Test
  void anErrorThatIsNoExceptionFailsOneTableOnly() {
    RunListener listener =
        new RunListener() {
          @Override
          public void started(String table) {
            if (table.equals("a")) {
              throw new NoClassDefFoundError("org/example/Missing");
            }
          }
        };

    RunReport report = scenario.run(listener, tables("a", "b"));

    assertThat(report.tables())
        .extracting(TableReport::status)
        .containsExactly(Status.FAILED, Status.DONE);
    assertThat(report.tables().get(0).error())
        .startsWith("NoClassDefFoundError: org/example/Missing");
  }

  @Test
  void aListenerThatFailsAtTheEndFailsItsTable() {
    RunListener listener =
        new RunListener() {
          @Override
          public void finished(String table, TableReport report) {
            throw new IllegalStateException("no terminal");
          }
        };

    TableReport report = scenario.run(listener, tables("a")).tables().get(0);

    assertThat(report.isSuccess()).isFalse();
    assertThat(report.error()).contains("no terminal");
  }

  @Test
  @Timeout(60)
  void tablesAreReadSideBySide() {
    var bothAsked = new CountDownLatch(2);
    scenario.source.beforePage(
        request -> {
          bothAsked.countDown();
          try {
            assertThat(bothAsked.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(scenario.run(RunListener.NONE, tables("a", "b")).isSuccess()).isTrue();
  }

  @Test
  void oneAfterTheOtherIfAskedTo() {
    var events = new CopyOnWriteArrayList<String>();
    RunListener listener =
        new RunListener() {
          @Override
          public void started(String table) {
            events.add("started " + table);
          }

          @Override
          public void finished(String table, TableReport report) {
            events.add("finished " + table);
          }
        };

    new JobRun(Scenario.RUNNER, listener, 1).run(scenario.job(tables("a", "b")));

    assertThat(events).containsExactly("started a", "finished a", "started b", "finished b");
    assertThatThrownBy(() -> new JobRun(Scenario.RUNNER, listener, 0))
        .hasMessage("Invalid parallelism: 0 tables");
  }

  @Test
  @Timeout(60)
  void anInterruptedRunEndsAndCommitsNothing() throws InterruptedException {
    var asked = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    scenario.source.beforePage(
        request -> {
          asked.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
          }
        });
    Job job = scenario.job(tables("a", "b"));
    var reports = new CopyOnWriteArrayList<RunReport>();
    var stillInterrupted = new AtomicBoolean();
    var run =
        new Thread(
            () -> {
              reports.add(new JobRun(Scenario.RUNNER, RunListener.NONE, 1).run(job));
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    run.start();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    run.interrupt();
    run.join(30_000);

    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).tables())
        .extracting(TableReport::status)
        .containsExactly(Status.FAILED, Status.FAILED);
    assertThat(reports.get(0).tables())
        .extracting(TableReport::error)
        .containsExactly(
            "The run was ended: what was not committed is dropped, and the next run goes on from"
                + " the last commit",
            "The run was stopped before the table was begun: run again");
    assertThat(stillInterrupted).isTrue();
    assertThat(scenario.path("a").resolve("_delta_log")).doesNotExist();
    assertThat(scenario.path("a").resolve("_tributary/lease.json")).doesNotExist();
  }

  @Test
  @Timeout(60)
  void aRunThatIsStoppedCommitsWhatItHasReadAndBeginsNoOtherTable() {
    ScriptedSource.Table many =
        scenario.source.add("many", Scenario.PEOPLE, TableMetadata.cdc("at", "id"));
    for (int i = 10; i < 60; i++) {
      many.upsert("{'id': " + i + ", 'name': 'p', 'at': " + i + "}");
    }
    var stopped = new AtomicBoolean();
    // The second call that follows has begun behind the stop.
    var calls = new CountDownLatch(2);
    RunListener listener =
        new RunListener() {
          @Override
          public void loading(String table, TableProgress progress) {
            if (stopped.get()) {
              calls.countDown();
            }
          }
        };
    scenario.source.beforePage(
        request -> {
          if (request.equals("many@4")) {
            stopped.set(true);
            try {
              assertThat(calls.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });

    RunReport report =
        new JobRun(Scenario.RUNNER, listener, 1, stopped::get)
            .run(scenario.job(tables("many", "a")));

    assertThat(report.tables())
        .extracting(TableReport::status)
        .containsExactly(Status.PARTIAL, Status.FAILED);
    assertThat(report.tables())
        .extracting(TableReport::error)
        .containsExactly(
            "The run was stopped before the table had caught up: run again to go on",
            "The run was stopped before the table was begun: run again");
    assertThat(scenario.rows("many")).hasSize(6);
    assertThat(scenario.source.takeRequests()).containsExactly("many@0", "many@2", "many@4");

    TableReport next = scenario.run("many");

    assertThat(next.status()).isEqualTo(Status.DONE);
    assertThat(next.rowsRead()).isEqualTo(44);
    assertThat(scenario.rows("many")).hasSize(50);
  }

  @Test
  void twoDestinationsOfATableHaveNamesOfTheirOwn() {
    var started = new CopyOnWriteArrayList<String>();
    var finished = new CopyOnWriteArrayList<String>();
    RunListener listener =
        new RunListener() {
          @Override
          public void started(String table) {
            started.add(table);
          }

          @Override
          public void finished(String table, TableReport report) {
            finished.add(table);
          }
        };

    scenario.run(
        listener,
        Scenario.table("a", ""),
        Scenario.table("a", "").replace("{\"source", "{\"destination_table\": \"twin\", \"source"),
        Scenario.table("b", ""));

    assertThat(started).containsExactlyInAnyOrder("main.default.a", "main.default.twin", "b");
    assertThat(finished).containsExactlyInAnyOrderElementsOf(started);
  }

  @Test
  void aTableIsReadAndThenMerged() {
    var phases = new CopyOnWriteArrayList<TableProgress.Phase>();
    RunListener listener =
        new RunListener() {
          @Override
          public void loading(String table, TableProgress progress) {
            phases.add(progress.phase());
          }
        };

    scenario.run(listener, tables("a"));

    assertThat(phases).last().isEqualTo(TableProgress.Phase.MERGING);
  }

  private static String[] tables(String... names) {
    return List.of(names).stream().map(name -> Scenario.table(name, "")).toArray(String[]::new);
  }
}
