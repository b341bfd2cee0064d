package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * A table as a driver sees it: what its state says, and the epochs that it begins and ends. Writes
 * nothing until an epoch begins. Not safe for concurrent use; several on one table are.
 */
public final class DeltaDestination {
  /** Runs of this many epochs may overtake one that stages rows. */
  static final long STAGING_LEAD = 1_000;

  private final DeltaTarget wanted;
  private final Optional<TableSnapshot> main;
  private final DeltaTable table;
  private final Optional<TableSnapshot> snapshot;
  private final Optional<EpochState> state;
  private final Optional<TableSnapshot> useless;
  private final List<String> goneColumns;

  /**
   * @param wanted the target, with the columns that the table has afterwards
   * @param main the table as readers see it
   * @param table the table by the log that epochs go to
   * @param snapshot the latest version of that log
   * @param state the state of that version
   * @param useless a refresh that is to be dropped
   * @param goneColumns see {@link #goneColumns()}
   */
  DeltaDestination(
      DeltaTarget wanted,
      Optional<TableSnapshot> main,
      DeltaTable table,
      Optional<TableSnapshot> snapshot,
      Optional<EpochState> state,
      Optional<TableSnapshot> useless,
      List<String> goneColumns) {
    this.wanted = wanted;
    this.main = main;
    this.table = table;
    this.snapshot = snapshot;
    this.state = state;
    this.useless = useless;
    this.goneColumns = List.copyOf(goneColumns);
  }

  /**
   * Looks at a table, or at the place for one, as it is now. Where a refresh of the table is under
   * way, what follows goes on with that.
   *
   * @throws DeltaTableException if the table is not ours, was made with other keys, another
   *     sequence or SCD type, has a column of another type, or uses a feature of Delta that is not
   *     supported; the message says which and what to do
   */
  public static DeltaDestination open(DeltaTarget target) {
    try {
      return new DestinationOpener(target).open();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the table " + target.path(), e);
    }
  }

  /**
   * Looks at a table that is to be loaded anew, whatever was loaded into it before: what follows is
   * seen by nobody until {@link #finishRefresh}. A refresh that is under way is gone on with if it
   * fits, else it is dropped when the next epoch begins. Where there is no table it is an ordinary
   * first load.
   *
   * @param isSource whether what an epoch of a refresh stored of its source is of the same source;
   *     see {@link #sourceState}
   * @throws DeltaTableException if the table is not ours, is append-only, or uses a feature of
   *     Delta that is not supported, or if a column cannot be stored
   */
  public static DeltaDestination openRefresh(DeltaTarget target, Predicate<JsonNode> isSource) {
    try {
      return new DestinationOpener(target).openRefresh(isSource);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the table " + target.path(), e);
    }
  }

  /** The version of the table that readers see, or empty if there is none yet. */
  public OptionalLong version() {
    return main.isPresent() ? OptionalLong.of(main.get().version()) : OptionalLong.empty();
  }

  /** Whether epochs go into a refresh, which readers of the table do not see. */
  public boolean isRefresh() {
    return table.layout().log() == TableLog.REFRESH;
  }

  /** What the last epoch stored of its source; see {@link ReadVerdict#sourceState()}. */
  public Optional<JsonNode> sourceState() {
    return state.map(EpochState::sourceState);
  }

  /** The number of the last epoch, or empty if there is none. */
  public OptionalLong epoch() {
    return state.isPresent()
        ? OptionalLong.of(state.get().attempt().epoch())
        : OptionalLong.empty();
  }

  /**
   * What becomes of the columns of the table that readers see: with the next commit or, of a
   * refresh, at its end. Nothing where there is no table yet.
   */
  public ColumnChanges columnChanges() {
    return main.map(found -> ColumnChanges.between(found.schema(), wanted.schema()))
        .orElse(ColumnChanges.NONE);
  }

  /**
   * The columns and nested fields of the table, by their paths, that rows to come have not; they
   * stay.
   */
  public List<String> goneColumns() {
    return goneColumns;
  }

  /**
   * Takes the table for a run, so that no other run starts on it meanwhile. To be closed when the
   * run has ended, however it did.
   *
   * @param runId names the run
   * @throws DeltaTableException if another run is at work; the message says which, since when, and
   *     what to do
   */
  public DeltaLease lease(String runId) {
    try {
      return DeltaLease.take(
          new LeaseFile(table, LeaseHolder.ofThisProcess(runId), Clock.systemUTC()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot take the lease of the table " + wanted.path(), e);
    }
  }

  /**
   * Begins the next epoch. Before that it commits what the last one rejected, where that one's run
   * died before it could, and clears away what attempts that died have left, and refreshes that
   * ended or are dropped.
   *
   * @param sourceSchemaJson the columns of the rows that are going to be read, as Delta's JSON
   */
  public DeltaEpoch beginEpoch(String sourceSchemaJson) {
    return beginEpoch(sourceSchemaJson, Instant.now());
  }

  /**
   * As {@link #beginEpoch(String)}.
   *
   * @param readAt when the read began: what a snapshot changes in a table with history is valid
   *     since then, or since one microsecond after the last snapshot, if that is later; and rows
   *     that are deleted are marked with it, where they are marked
   */
  public DeltaEpoch beginEpoch(String sourceSchemaJson, Instant readAt) {
    return beginEpoch(sourceSchemaJson, readAt, epoch -> Attempt.random(epoch, new SecureRandom()));
  }

  /**
   * As {@link #beginEpoch(String, Instant)}.
   *
   * @param byEpoch names the attempt, also one that was begun before
   */
  DeltaEpoch beginEpoch(String sourceSchemaJson, Instant readAt, LongFunction<Attempt> byEpoch) {
    long previous = previousEpoch();
    try {
      var attempts = new Attempts(table);
      Attempt attempt = byEpoch.apply(nextEpoch(previous, attempts));
      var refresh = new Refresh(table);
      refresh.tidyUp();
      if (useless.isPresent()) {
        refresh.drop(useless.get());
      }
      if (state.isPresent()) {
        table.commitRejected(snapshot.orElseThrow(), state.get());
      }
      attempts.cleanUp();
      attempts.registerOnce(attempt, version().orElse(-1));
      EpochStep.ATTEMPT_REGISTERED.reached();
      return new DeltaEpoch(
          wanted,
          table.layout().log(),
          sourceSchemaJson,
          attempt.epoch(),
          previous,
          attempt.id(),
          attempt.number(),
          snapshotTime(readAt),
          wanted.deletedRows() == DeletedRows.MARKED
              ? readAt.truncatedTo(ChronoUnit.MICROS)
              : null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot begin an epoch of the table " + wanted.path(), e);
    }
  }

  /**
   * Begins an attempt that stages rows and never commits: others adopt or merge what it staged. Its
   * epoch is so far ahead that other runs may commit epochs meanwhile and take nothing of it for
   * what a dead run left.
   *
   * @param byEpoch names the attempt, also one that was begun before
   */
  DeltaEpoch beginStaging(String sourceSchemaJson, Instant readAt, LongFunction<Attempt> byEpoch) {
    long previous = previousEpoch();
    Attempt attempt = byEpoch.apply(Math.max(0, previous) + STAGING_LEAD);
    try {
      new Attempts(table).registerOnce(attempt, version().orElse(-1));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot stage rows of the table " + wanted.path(), e);
    }
    return new DeltaEpoch(
        wanted,
        table.layout().log(),
        sourceSchemaJson,
        attempt.epoch(),
        previous,
        attempt.id(),
        attempt.number(),
        snapshotTime(readAt),
        null);
  }

  private long previousEpoch() {
    return state.map(found -> found.attempt().epoch()).orElse(-1L);
  }

  private Instant snapshotTime(Instant readAt) {
    return wanted.mode() == WriteMode.SNAPSHOT_HISTORY ? snapshotAt(readAt) : null;
  }

  /**
   * Makes sure that nobody has the lease.
   *
   * @throws DeltaTableException if a run is at work on the table; the message says which
   */
  public void requireNoLease() {
    try {
      new LeaseFile(table, LeaseHolder.ofThisProcess("DeltaIO"), Clock.systemUTC()).requireFree();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the lease of the table " + wanted.path(), e);
    }
  }

  /** Above all epochs of the table and of its refreshes, also of those that were dropped. */
  private long nextEpoch(long previous, Attempts attempts) throws IOException {
    long last = Math.max(0, previous);
    if (isRefresh()) {
      last = Math.max(last, attempts.lastEpoch());
    }
    if (main.isPresent()) {
      last = Math.max(last, table.lastEpochRejected(main.get()).orElse(0));
    }
    return last + 1;
  }

  /** Later than the last snapshot, also where the clock was set back. */
  private Instant snapshotAt(Instant readAt) {
    Instant at = readAt.truncatedTo(ChronoUnit.MICROS);
    return state
        .flatMap(EpochState::snapshotAt)
        .map(last -> last.plus(1, ChronoUnit.MICROS))
        .filter(at::isBefore)
        .orElse(at);
  }

  /**
   * Ends an epoch whose pipeline has ended: commits what it rejected, clears away what it staged
   * and tells what it did.
   *
   * @throws IllegalStateException if the pipeline did not get as far as a commit
   */
  public EpochReport finish(DeltaEpoch epoch) {
    try {
      EpochReport report =
          new EpochReports(epoch)
              .read()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "Cannot tell what epoch "
                              + epoch.epoch()
                              + " of "
                              + wanted.path()
                              + " did: its pipeline ended without a report"));
      end(epoch, report);
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end an epoch of the table " + wanted.path(), e);
    }
  }

  /** As {@link #finish}, of an epoch whose report is known. */
  void end(DeltaEpoch epoch, EpochReport report) throws IOException {
    switch (report.outcome()) {
      case COMMITTED, MOVED -> {
        if (report.figures().rejected() > 0) {
          commitRejected();
        }
        new Attempts(table).cleanUp();
      }
      case UNCHANGED, CONFLICT, REFUSED -> new Attempts(table).abandon(epoch.attempt());
    }
  }

  /**
   * Puts a refresh in the place of the table, with one commit: all rows go that the table has, also
   * those of other writers. To be called when the refresh has caught up.
   *
   * @return committed, with the new version of the table; a conflict if another run committed to
   *     the table, in which case the refresh needs one epoch more; or refused
   * @throws DeltaTableException if the table cannot take the commit
   */
  public EpochReport finishRefresh() {
    try {
      var refresh = new Refresh(table);
      Optional<TableSnapshot> latest = refresh.underWay();
      if (latest.isEmpty()) {
        return report(Outcome.CONFLICT, -1, "another run has ended the refresh");
      }
      if (!refresh.isIntact(latest.get())) {
        throw new DeltaTableException(
            "Cannot end the refresh of "
                + wanted.path()
                + ": files of it are gone, which somebody deleted from the directory of the table."
                + " The table is as it was. Run with --full-refresh to begin anew.");
      }
      List<DataFile> before =
          table.by(TableLog.MAIN).snapshot().map(TableSnapshot::files).orElse(List.of());
      Optional<String> refusal = new SnapshotGuard(wanted).refusal(before, latest.get().files());
      if (refusal.isPresent()) {
        return report(Outcome.REFUSED, -1, refusal.get());
      }
      CommitOutcome outcome = new RefreshCommitter(table).commit(latest.get());
      if (outcome instanceof CommitOutcome.Conflict conflict) {
        return report(Outcome.CONFLICT, -1, conflict.reason());
      }
      refresh.clearAway();
      return report(Outcome.COMMITTED, outcome.version(), null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end the refresh of the table " + wanted.path(), e);
    }
  }

  private static EpochReport report(Outcome outcome, long version, String reason) {
    return new EpochReport(outcome, version, Figures.NONE, "{}", reason);
  }

  /**
   * Stores another state of the source, in an epoch of its own that changes no row. What was
   * deleted stays remembered.
   *
   * @param sourceState in the place of {@link #sourceState}
   * @return moved, or a conflict if another run was faster
   * @throws IllegalStateException if there is no table, or a refresh of it is under way
   */
  public EpochReport commitSourceState(JsonNode sourceState) {
    TableSnapshot before = snapshot.orElseThrow(() -> new IllegalStateException("No table"));
    if (isRefresh()) {
      throw new IllegalStateException("A refresh of " + wanted.path() + " is under way");
    }
    DeltaEpoch epoch = beginEpoch(wanted.schemaJson()).withSchema(before.schema());
    try {
      TaskResult result = TaskResult.ofState(before.version(), sourceState);
      EpochReport report = new CommitFn(epoch).report(List.of(result));
      end(epoch, report);
      return report;
    } catch (IOException e) {
      abandon(epoch);
      throw new UncheckedIOException("Cannot store a state of the table " + wanted.path(), e);
    } catch (RuntimeException e) {
      abandon(epoch);
      throw e;
    }
  }

  private void commitRejected() throws IOException {
    Optional<TableSnapshot> latest = table.snapshot();
    Optional<EpochState> committed = new EpochStates(table).valid(latest);
    table.commitRejected(latest.orElseThrow(), committed.orElseThrow());
  }

  /**
   * Clears away what an epoch wrote whose pipeline failed; what workers of it that are running yet
   * write after this goes after the next commit. Does nothing to an epoch that was committed.
   */
  public void abandon(DeltaEpoch epoch) {
    try {
      new Attempts(table).abandonRunning(epoch.attempt());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot clear away an epoch of " + wanted.path(), e);
    }
  }
}
