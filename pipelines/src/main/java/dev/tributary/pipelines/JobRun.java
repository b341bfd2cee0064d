package dev.tributary.pipelines;

import java.time.Clock;
import java.time.Duration;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Runs a job: its tables side by side, none of which stops or delays another. */
public final class JobRun {
  /** An interrupted run is to be over within ten seconds, with all that its caller does then. */
  private static final Duration LONGEST_END = Duration.ofSeconds(6);

  private final BeamRunner runner;
  private final RunListener listener;
  private final int parallelTables;
  private final BooleanSupplier stopped;

  /**
   * Runs jobs.
   *
   * @param runner where the pipelines run
   * @param listener hears how the run goes on
   * @param parallelTables how many tables are loaded at once, at least one
   */
  public JobRun(BeamRunner runner, RunListener listener, int parallelTables) {
    this(runner, listener, parallelTables, () -> false);
  }

  /**
   * Runs jobs that can be stopped.
   *
   * @param stopped asked by several threads a few times a second. Once it says so, reading ends at
   *     the next page, what was read is committed, and no other table begins. Readers in other
   *     processes end with their epoch.
   */
  public JobRun(
      BeamRunner runner, RunListener listener, int parallelTables, BooleanSupplier stopped) {
    this.runner = Objects.requireNonNull(runner, "runner");
    this.listener = Objects.requireNonNull(listener, "listener");
    if (parallelTables < 1) {
      throw new IllegalArgumentException("Invalid parallelism: " + parallelTables + " tables");
    }
    this.parallelTables = parallelTables;
    this.stopped = Objects.requireNonNull(stopped, "stopped");
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
   * Loads all tables and waits until the last has ended. If the thread is interrupted, epochs under
   * way are dropped and their tables reported as failed, within a few seconds; the thread stays
   * interrupted then.
   */
  public RunReport run(Job job) {
    Instant started = Instant.now();
    var id = new RunId(UUID.randomUUID().toString(), job.runStart());
    var tables = new Tables(job, id);
    List<TableReport> reports = new ArrayList<>();
    for (PlannedTable table : job.planned()) {
      reports.add(tables.await(table));
    }
    tables.end();
    return new RunReport(id.id(), started, Instant.now(), reports);
  }

  /** The tables of one run. */
  private final class Tables {
    private final Job job;
    private final ExecutorService executor;
    private final Iterator<Future<TableReport>> running;
    private volatile Instant interrupted;

    Tables(Job job, RunId id) {
      this.job = job;
      this.executor =
          Executors.newFixedThreadPool(
              Math.max(1, Math.min(parallelTables, job.tables().size())),
              task -> {
                var thread = new Thread(task, "tributary-table");
                thread.setDaemon(true);
                return thread;
              });
      List<Future<TableReport>> begun = new ArrayList<>();
      for (TableJob table : job.tables()) {
        var run =
            new TableRun(
                table, job.label(table), id, runner, listener, Clock.systemUTC(), this::isStopped);
        begun.add(executor.submit(run::run));
      }
      this.running = begun.iterator();
    }

    private boolean isStopped() {
      return interrupted != null || stopped.getAsBoolean();
    }

    TableReport await(PlannedTable table) {
      return table instanceof UnreadTable unread ? told(unread) : await(table, running.next());
    }

    private TableReport told(UnreadTable table) {
      listener.finished(job.label(table), table.report());
      return table.report();
    }

    private TableReport await(PlannedTable table, Future<TableReport> report) {
      while (true) {
        try {
          return interrupted == null
              ? report.get()
              : report.get(millisLeft(interrupted), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupt();
        } catch (TimeoutException e) {
          return told(
              new UnreadTable(
                  table.name(),
                  table.destination(),
                  "The run was ended, and the table did not end in time: "
                      + TableRun.WITHOUT_COMMIT));
        } catch (ExecutionException e) {
          throw new IllegalStateException("Cannot run: " + e.getCause(), e.getCause());
        }
      }
    }

    private static long millisLeft(Instant interrupted) {
      return Duration.between(Instant.now(), interrupted.plus(LONGEST_END)).toMillis();
    }

    /** Tables that have not begun end at once, as the run is stopped. */
    private void interrupt() {
      if (interrupted == null) {
        interrupted = Instant.now();
      }
      executor.shutdownNow().forEach(Runnable::run);
    }

    void end() {
      executor.shutdownNow();
      if (interrupted != null) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
