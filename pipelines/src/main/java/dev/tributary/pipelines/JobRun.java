package dev.tributary.pipelines;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a job: its tables side by side, none of which stops or delays another. */
public final class JobRun {
  private final BeamRunner runner;
  private final RunListener listener;
  private final int parallelTables;

  /**
   * Runs jobs.
   *
   * @param runner where the pipelines run
   * @param listener hears how the run goes on
   * @param parallelTables how many tables are loaded at once, at least one
   */
  public JobRun(BeamRunner runner, RunListener listener, int parallelTables) {
    this.runner = Objects.requireNonNull(runner, "runner");
    this.listener = Objects.requireNonNull(listener, "listener");
    if (parallelTables < 1) {
      throw new IllegalArgumentException("Invalid parallelism: " + parallelTables + " tables");
    }
    this.parallelTables = parallelTables;
  }

  /**
   * Checks that no table has rows of another source, before anything is read or written.
   *
   * @throws WrongSourceException if a table's rows came from another source
   */
  public static void checkSources(Job job) {
    for (TableJob table : job.tables()) {
      TableRun.checkSource(table);
    }
  }

  /**
   * Loads all tables and waits until the last has ended.
   *
   * @throws InterruptedException if the thread is interrupted; epochs under way are dropped then
   */
  public RunReport run(Job job) throws InterruptedException {
    Instant started = Instant.now();
    var id = new RunId(UUID.randomUUID().toString(), job.runStart());
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(parallelTables, job.tables().size())),
            task -> {
              var thread = new Thread(task, "tributary-table");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<TableReport>> running = new ArrayList<>();
      for (TableJob table : job.tables()) {
        var run = new TableRun(table, id, runner, listener, Clock.systemUTC());
        running.add(executor.submit(run::run));
      }
      List<TableReport> reports = new ArrayList<>();
      Iterator<Future<TableReport>> ended = running.iterator();
      for (PlannedTable table : job.planned()) {
        if (table instanceof UnreadTable unread) {
          listener.finished(unread.report());
          reports.add(unread.report());
        } else {
          reports.add(ended.next().get());
        }
      }
      return new RunReport(id.id(), started, Instant.now(), reports);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot run: " + e.getCause(), e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
