package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.beam.delta.DeltaEpoch;
import dev.tributary.beam.delta.DeltaIO;
import dev.tributary.beam.delta.EpochReport;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.LakeflowIO;
import dev.tributary.beam.lakeflow.ReadBudget;
import dev.tributary.beam.lakeflow.ReadProgress;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.pipelines.TableReport.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  private static final org.joda.time.Duration POLL_INTERVAL =
      org.joda.time.Duration.standardSeconds(1);

  /** How often an epoch is planned anew because another writer was faster. */
  private static final int MOST_CONFLICTS = 10;

  private final TableJob job;
  private final Instant runStart;
  private final BeamRunner runner;
  private final RunListener listener;
  private final Clock clock;
  private final Instant begin;

  private final List<String> failures = new ArrayList<>();
  private final Map<String, Long> unknownFields = new TreeMap<>();
  private SourceState before;
  private SourceState state;
  private long versionBefore = -1;
  private long versionAfter = -1;
  private int epochs;
  private boolean rowsChanged;
  private Figures figures = Figures.NONE;
  private ReadStatistics statistics = ReadStatistics.NONE;

  TableRun(TableJob job, Instant runStart, BeamRunner runner, RunListener listener, Clock clock) {
    this.job = job;
    this.runStart = runStart;
    this.runner = runner;
    this.listener = listener;
    this.clock = clock;
    this.begin = clock.instant();
    this.before = SourceState.unread(job.identity());
    this.state = before;
  }

  /** Loads the table. Whatever fails is told in the report. */
  TableReport run() {
    listener.started(job.name());
    try {
      load();
    } catch (RuntimeException e) {
      LOG.debug("Table {} failed", job.name(), e);
      failures.add(Failures.describe(e));
    }
    TableReport report = report();
    listener.finished(report);
    return report;
  }

  private void load() {
    SourceState stored = stored(open());
    before = stored;
    state = stored;
    // A plan that an earlier run left goes first, with the bound that it began with.
    SourceState plan = stored.isDone() ? plan(stored) : stored;
    int conflicts = 0;
    while (failures.isEmpty()) {
      DeltaDestination destination = open();
      stored = stored(destination);
      EpochReport report = runEpoch(destination, plan, stored);
      if (report.outcome() == Outcome.CONFLICT) {
        conflicts++;
        if (conflicts > MOST_CONFLICTS) {
          throw new IllegalStateException(
              "other writers were faster "
                  + conflicts
                  + " times, at last because "
                  + report.conflict()
                  + ". Run again when they are done.");
        }
        continue;
      }
      plan = state;
      if (plan.isDone()) {
        if (plan.bound().equals(runStart)) {
          break;
        }
        plan = plan(plan);
      }
      listener.epochCommitted(job.name(), report());
    }
  }

  private DeltaDestination open() {
    DeltaDestination destination = DeltaDestination.open(job.target());
    versionAfter = destination.version().orElse(-1);
    if (epochs == 0) {
      versionBefore = versionAfter;
    }
    return destination;
  }

  /**
   * Checks that a table can be gone on with.
   *
   * @throws WrongSourceException if its rows came from another source
   */
  static void checkSource(TableJob job) {
    stored(job, DeltaDestination.open(job.target()));
  }

  private SourceState stored(DeltaDestination destination) {
    return stored(job, destination);
  }

  private static SourceState stored(TableJob job, DeltaDestination destination) {
    SourceState stored =
        destination
            .sourceState()
            .map(SourceState::of)
            .orElseGet(() -> SourceState.unread(job.identity()));
    List<String> differences = job.identity().differencesFrom(stored.identity());
    if (!differences.isEmpty()) {
      throw new WrongSourceException(job, differences);
    }
    return stored;
  }

  private SourceState plan(SourceState last) {
    try (OpenTable table = job.source().open(ReadMetrics.NONE)) {
      return last.plan(runStart, table.partitions(), job.readsDeletes());
    }
  }

  private EpochReport runEpoch(DeltaDestination destination, SourceState plan, SourceState stored) {
    DeltaEpoch epoch = destination.beginEpoch(DeltaSchemas.of(job.schema()).toJson());
    EpochReport report;
    try {
      runPipeline(epoch, plan, stored);
      report = destination.finish(epoch);
    } catch (RuntimeException e) {
      abandon(destination, epoch, e);
      throw e;
    }
    if (report.outcome() != Outcome.CONFLICT) {
      add(report);
    }
    return report;
  }

  private void runPipeline(DeltaEpoch epoch, SourceState plan, SourceState stored) {
    var spans = plan.unfinishedSpans();
    ReadBudget budget =
        ReadBudget.of(
            clock.instant(), job.commitEvery().time(), job.commitEvery().records(), spans.size());
    Pipeline pipeline = Pipeline.create(runner.options("tributary-" + job.name()));
    String read = epoch.attemptId();
    ReadProgress progress = ReadProgress.of(read);
    try {
      pipeline
          .apply(
              "Read",
              LakeflowIO.readPages(job.source().withRunStart(plan.bound()), spans, budget)
                  .named(read))
          .apply("Write", DeltaIO.applyChanges(epoch, new PageChangeReader(job, plan, stored)));
      await(pipeline.run(), progress);
    } finally {
      ReadProgress.end(read);
    }
  }

  /** Waits for a pipeline's end and tells meanwhile how far it is. */
  private void await(PipelineResult result, ReadProgress progress) {
    State ended = null;
    while (ended == null || !ended.isTerminal()) {
      ended = result.waitUntilFinish(POLL_INTERVAL);
      listener.reading(
          job.name(),
          figures.upsertsRead() + figures.deletesRead() + progress.records(),
          statistics.pages() + progress.pages());
    }
    if (ended != State.DONE) {
      throw new IllegalStateException("the pipeline ended as " + ended);
    }
  }

  private static void abandon(DeltaDestination destination, DeltaEpoch epoch, RuntimeException e) {
    try {
      destination.abandon(epoch);
    } catch (RuntimeException suppressed) {
      // What is left will be cleared away by a later run.
      e.addSuppressed(suppressed);
    }
  }

  private void add(EpochReport report) {
    ReadReport read = ReadReport.parse(report.sourceReport());
    state = read.state();
    failures.addAll(read.failures());
    statistics = statistics.plus(read.statistics());
    read.unknownFields().forEach((field, count) -> unknownFields.merge(field, count, Long::sum));
    figures = figures.plus(report.figures());
    if (report.outcome() != Outcome.UNCHANGED) {
      epochs++;
      versionAfter = report.version();
      rowsChanged |= report.outcome() == Outcome.COMMITTED;
    }
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
        job.warnings(),
        failures.isEmpty() ? null : String.join("; ", failures),
        Duration.between(begin, clock.instant()).toMillis() / 1000.0);
  }

  private Status status() {
    if (!failures.isEmpty()) {
      return epochs > 0 ? Status.PARTIAL : Status.FAILED;
    }
    return rowsChanged ? Status.DONE : Status.UNCHANGED;
  }
}
