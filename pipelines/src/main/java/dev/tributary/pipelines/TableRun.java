package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.beam.delta.DeltaEpoch;
import dev.tributary.beam.delta.DeltaIO;
import dev.tributary.beam.delta.DeltaLease;
import dev.tributary.beam.delta.DeltaTableException;
import dev.tributary.beam.delta.EpochReport;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.LakeflowIO;
import dev.tributary.beam.lakeflow.ReadBudget;
import dev.tributary.beam.lakeflow.ReadProgress;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.beam.lakeflow.Span;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.pipelines.TableProgress.Phase;
import dev.tributary.pipelines.TableReport.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one table: a loop of epochs, each a pipeline and a commit, until the table has caught up
 * with the start of the run. For one thread.
 */
final class TableRun {
  private static final Logger LOG = LoggerFactory.getLogger(TableRun.class);

  private static final org.joda.time.Duration POLL_INTERVAL = org.joda.time.Duration.millis(200);

  /** What it means for a table that an epoch is dropped. */
  static final String WITHOUT_COMMIT =
      "what was not committed is dropped, and the next run goes on from the last commit";

  private static final String ENDED = "The run was ended: " + WITHOUT_COMMIT;

  /** How often an epoch is planned anew because another writer was faster. */
  private static final int MOST_CONFLICTS = 10;

  private TableJob job;
  private final String label;
  private final RunId run;
  private final BeamRunner runner;
  private final RunListener listener;
  private final Clock clock;
  private final BooleanSupplier stopped;
  private Instant begin;

  private final List<String> failures = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Long> unknownFields = new TreeMap<>();
  private SourceState before;
  private SourceState state;
  private long versionBefore = -1;
  private long versionAfter = -1;
  private int epochs;
  private boolean isAlone;
  private boolean resumesRefresh;
  private boolean isRefreshing;
  private boolean rowsChanged;
  private Figures figures = Figures.NONE;
  private ReadStatistics statistics = ReadStatistics.NONE;

  /**
   * A table's run.
   *
   * @param label names the table where it is told how the run goes on
   * @param stopped whether to end with what was read so far
   */
  TableRun(
      TableJob job,
      String label,
      RunId run,
      BeamRunner runner,
      RunListener listener,
      Clock clock,
      BooleanSupplier stopped) {
    this.job = job;
    this.label = label;
    this.run = run;
    this.runner = runner;
    this.listener = listener;
    this.clock = clock;
    this.stopped = stopped;
    this.before = SourceState.unread(job.identity());
    this.state = before;
  }

  /** Loads the table. Whatever fails is told in the report. */
  TableReport run() {
    // Not when it was made: a table may wait until others have ended.
    begin = clock.instant();
    try {
      if (stopped.getAsBoolean()) {
        failures.add("The run was stopped before the table was begun: run again");
      } else {
        listener.started(label);
        load();
      }
    } catch (Exception | Error e) {
      // An error too, such as a class that is missing: the other tables go on. Delta Standalone and
      // DirectRunner do not say that they throw InterruptedException.
      fail(e);
    }
    TableReport report = report();
    try {
      listener.finished(label, report);
    } catch (RuntimeException e) {
      fail(e);
      report = report();
    }
    return report;
  }

  private void fail(Throwable failure) {
    LOG.debug("Table {} failed", job.name(), failure);
    failures.add(
        failure instanceof InterruptedException || Thread.currentThread().isInterrupted()
            ? ENDED
            : Failures.describe(failure, job.secrets()));
  }

  private void load() {
    try (DeltaLease lease = open().lease(run.id())) {
      LOG.debug("Table {}: took {}", job.name(), lease);
      loadAlone();
    }
  }

  private void loadAlone() {
    isAlone = true;
    DeltaDestination destination = open();
    SourceState stored = stored(destination);
    before = stored;
    Optional<String> listedAnew =
        isRefreshing ? Optional.empty() : whyListedAnew(job, stored, run.start());
    if (listedAnew.isPresent()) {
      note(listedAnew.get());
      if (job.isReplaceable()) {
        job = job.refreshed();
        destination = open();
        stored = stored(destination);
      }
    }
    state = stored;
    resumesRefresh = isRefreshing && destination.sourceState().isPresent();
    SourceState plan = next(stored);
    int conflicts = 0;
    while (true) {
      EpochReport report = runEpoch(destination, plan, stored);
      SourceState expected = stored;
      if (report.outcome() != Outcome.CONFLICT) {
        if (!failures.isEmpty()) {
          return;
        }
        if (report.outcome() != Outcome.UNCHANGED) {
          expected = state;
        }
        if (state.isDone() && state.bound().equals(run.start())) {
          if (!isRefreshing) {
            return;
          }
          report = destination.finishRefresh();
          if (report.outcome() != Outcome.CONFLICT) {
            addRefresh(report);
            return;
          }
        }
        plan = next(state);
      }
      if (report.outcome() == Outcome.CONFLICT) {
        conflicts++;
        requireFewConflicts(conflicts, report.reason());
        LOG.debug("Table {}: the epoch is repeated: {}", job.name(), report.reason());
      } else {
        conflicts = 0;
        if (report.outcome() != Outcome.UNCHANGED) {
          tellCommitted();
        }
      }
      if (stopped.getAsBoolean()) {
        failures.add("The run was stopped before the table had caught up: run again to go on");
        return;
      }
      destination = open();
      stored = stored(destination);
      if (!stored.equals(expected)) {
        // Another run was here. To read again what it read would append its rows twice.
        state = stored;
        plan = next(stored);
      }
    }
  }

  /** Why a read from where a table is would list all rows of the source anew, if it would. */
  static Optional<String> whyListedAnew(TableJob job, SourceState stored, Instant runStart) {
    List<Offset> positions = stored.positionsOf(Flow.CHANGES);
    if (positions.isEmpty()) {
      return Optional.empty();
    }
    try (OpenTable table = job.source().withRunStart(runStart).open(ReadMetrics.NONE)) {
      return positions.stream().map(table::whyListedAnew).flatMap(Optional::stream).findFirst();
    }
  }

  private void note(String reason) {
    notes.add(consequence(job, reason));
  }

  /** What it means that a read lists all rows anew. */
  static String consequence(TableJob job, String reason) {
    String consequence =
        job.isReplaceable()
            ? "the table is loaded anew, and readers see it as it was until that is done"
            : job.ignoresDeletes()
                ? "all rows are read again"
                : "all rows are read again, and those that were deleted at the source meanwhile"
                    + " stay: run --full-refresh drops them, and the table's history";
    return reason + ": " + consequence;
  }

  /**
   * A plan that an epoch or an earlier run left goes first, with the bound that it began with. A
   * snapshot of two days would be none, so that one is never gone on with.
   */
  static SourceState next(TableJob job, SourceState last, Instant runStart) {
    if (!job.isSnapshot() && !last.isDone()) {
      return last;
    }
    try (OpenTable table = job.source().open(ReadMetrics.NONE)) {
      return last.plan(runStart, table.partitions(), job.readsDeletes());
    }
  }

  private SourceState next(SourceState last) {
    return next(job, last, run.start());
  }

  private static void requireFewConflicts(int conflicts, String reason) {
    if (conflicts > MOST_CONFLICTS) {
      throw new RunException(
          "Cannot commit: other writers were faster "
              + conflicts
              + " times, at last because "
              + reason
              + ". Run again when they are done.");
    }
  }

  private void tellCommitted() {
    if (isRefreshing) {
      listener.refreshCommitted(label, report());
    } else {
      listener.epochCommitted(label, report());
    }
  }

  private DeltaDestination open() {
    DeltaDestination destination = open(job);
    isRefreshing = destination.isRefresh();
    versionAfter = destination.version().orElse(-1);
    if (epochs == 0) {
      versionBefore = versionAfter;
    }
    return destination;
  }

  /**
   * Checks that a table has no rows of another source. Whatever else is wrong with it is its own
   * run's to tell, so that the other tables go on: somebody changed a type at the source, say.
   *
   * @throws WrongSourceException if its rows came from another source
   */
  static void checkSource(TableJob job) {
    try {
      stored(job, open(job));
    } catch (DeltaTableException e) {
      LOG.debug("Table {} cannot be loaded", job.name(), e);
    }
  }

  /** The table as it is; writes nothing. */
  static DeltaDestination open(TableJob job) {
    return job.refreshes()
        ? DeltaDestination.openRefresh(
            job.target(),
            stored ->
                SourceState.isOne(stored)
                    && job.identity().differencesFrom(SourceState.of(stored).identity()).isEmpty())
        : DeltaDestination.open(job.target());
  }

  private SourceState stored(DeltaDestination destination) {
    return stored(job, destination);
  }

  /**
   * The state of a table.
   *
   * @throws WrongSourceException if its rows came from another source
   */
  static SourceState stored(TableJob job, DeltaDestination destination) {
    Optional<JsonNode> state = destination.sourceState();
    if (state.isPresent() && !SourceState.isOne(state.get())) {
      throw WrongSourceException.noRun(job);
    }
    SourceState stored =
        state.map(SourceState::of).orElseGet(() -> SourceState.unread(job.identity()));
    List<String> differences = job.identity().differencesFrom(stored.identity());
    if (!differences.isEmpty()) {
      throw new WrongSourceException(job, differences);
    }
    return stored;
  }

  private EpochReport runEpoch(DeltaDestination destination, SourceState plan, SourceState stored) {
    DeltaEpoch epoch = destination.beginEpoch(job.columns().tableSchema().toJson(), run.start());
    EpochReport report;
    try {
      runPipeline(epoch, plan, stored, spans(destination, plan));
      report = destination.finish(epoch);
    } catch (RuntimeException e) {
      abandon(destination, epoch, e);
      return conflict(stored, e);
    } catch (Error e) {
      abandon(destination, epoch, e);
      throw e;
    }
    if (report.outcome() != Outcome.CONFLICT) {
      add(report);
    }
    return report;
  }

  /**
   * What a failed epoch means: a run that commits an epoch clears away the files of all other
   * attempts at it, also of one that still works with them.
   */
  private EpochReport conflict(SourceState stored, RuntimeException failure) {
    if (Thread.currentThread().isInterrupted() || stored(open()).equals(stored)) {
      throw failure;
    }
    String reason = "another run has committed: " + Failures.describe(failure, job.secrets());
    return new EpochReport(Outcome.CONFLICT, versionAfter, Figures.NONE, "{}", reason);
  }

  /** What is to be read. A first load deletes nothing, so that one listing will do. */
  private List<Span> spans(DeltaDestination destination, SourceState plan) {
    int listings = destination.sourceState().isPresent() ? job.listings() : 1;
    return plan.unfinishedSpans().stream().map(span -> span.listed(listings)).toList();
  }

  private ReadBudget budget(int spans) {
    return job.isSnapshot()
        ? ReadBudget.UNLIMITED
        : ReadBudget.of(
            clock.instant(), job.commitEvery().time(), job.commitEvery().records(), spans);
  }

  private void runPipeline(
      DeltaEpoch epoch, SourceState plan, SourceState stored, List<Span> spans) {
    Pipeline pipeline = Pipeline.create(runner.options("tributary-" + job.name(), spans.size()));
    String read = epoch.attemptId();
    ReadProgress progress = ReadProgress.of(read);
    try {
      pipeline
          .apply(
              "Read",
              LakeflowIO.readPages(
                      job.source().withRunStart(plan.bound()), spans, budget(spans.size()))
                  .named(read))
          .apply(
              "Write",
              DeltaIO.applyChanges(
                  epoch, new PageChangeReader(job, plan, stored, run.id(), clock)));
      await(pipeline.run(), progress, spans.size());
    } finally {
      ReadProgress.end(read);
    }
  }

  /** Waits for a pipeline's end and tells meanwhile how far it is. */
  private void await(PipelineResult result, ReadProgress progress, int spans) {
    State ended = null;
    try {
      while (ended == null || !ended.isTerminal()) {
        ended = result.waitUntilFinish(POLL_INTERVAL);
        if (stopped.getAsBoolean()) {
          progress.stop();
        }
        listener.loading(label, soFar(progress, spans));
      }
    } catch (Exception | Error e) {
      cancel(result, e);
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw new RunException(ENDED);
      }
      throw e;
    }
    if (ended != State.DONE) {
      throw new RunException(
          "Cannot load '" + job.name() + "': the pipeline ended as " + ended + ". Run again.");
    }
  }

  private TableProgress soFar(ReadProgress progress, int spans) {
    return new TableProgress(
        figures.upsertsRead() + figures.deletesRead() + figures.rejected() + progress.records(),
        statistics.pages() + progress.pages(),
        progress.spansEnded() < spans ? Phase.READING : Phase.MERGING,
        progress.lastWait());
  }

  /** What goes on after an interrupt would ask the source for pages that nobody commits. */
  private static void cancel(PipelineResult result, Throwable because) {
    try {
      result.cancel();
    } catch (IOException | RuntimeException e) {
      because.addSuppressed(e);
    }
  }

  private static void abandon(DeltaDestination destination, DeltaEpoch epoch, Throwable because) {
    // A thread that is interrupted can neither read nor write tables.
    boolean isInterrupted = Thread.interrupted();
    try {
      destination.abandon(epoch);
    } catch (RuntimeException suppressed) {
      // What is left will be cleared away by a later run.
      because.addSuppressed(suppressed);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void add(EpochReport report) {
    ReadReport read = ReadReport.parse(report.sourceReport());
    failures.addAll(read.failures());
    statistics = statistics.plus(read.statistics());
    read.unknownFields().forEach((field, count) -> unknownFields.merge(field, count, Long::sum));
    figures = figures.plus(report.figures());
    if (report.outcome() == Outcome.REFUSED) {
      failures.add(report.reason());
      return;
    }
    state = read.state();
    if (report.outcome() != Outcome.UNCHANGED) {
      epochs++;
      if (!isRefreshing) {
        versionAfter = report.version();
      }
      rowsChanged |= report.outcome() == Outcome.COMMITTED;
    }
  }

  private void addRefresh(EpochReport report) {
    if (report.outcome() == Outcome.REFUSED) {
      failures.add(report.reason());
      return;
    }
    isRefreshing = false;
    versionAfter = report.version();
    rowsChanged = true;
  }

  private TableReport report() {
    return new TableReport(
        job.name(),
        job.destination(),
        status(),
        versionBefore,
        versionAfter,
        before.offsets(),
        state.offsets(),
        epochs,
        figures,
        statistics,
        unknownFields,
        warnings(),
        failures.isEmpty() ? null : String.join("; ", failures),
        Duration.between(begin, clock.instant()).toMillis() / 1000.0);
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(job.warnings());
    warnings.addAll(notes);
    if (resumesRefresh) {
      warnings.add("this run went on with the full refresh that an earlier one began");
    }
    if (isRefreshing && isAlone) {
      warnings.add(
          resumesRefresh || epochs > 0
              ? "the full refresh is not complete: readers see the table as it was before, and the"
                  + " next run goes on with it"
              : "the full refresh was not begun: the table is as it was");
    }
    if (figures.rejected() == 0) {
      return warnings;
    }
    warnings.add(
        figures.rejected()
            + (figures.rejected() == 1 ? " record does" : " records do")
            + " not fit the table and "
            + (figures.rejected() == 1 ? "was" : "were")
            + " set aside in "
            + job.target().rejectedPath());
    return warnings;
  }

  private Status status() {
    if (!failures.isEmpty()) {
      return epochs > 0 ? Status.PARTIAL : Status.FAILED;
    }
    return rowsChanged ? Status.DONE : Status.UNCHANGED;
  }
}
