package dev.tributary.beam.delta;

import com.fasterxml.jackson.databind.JsonNode;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A table as a driver sees it: what its state says, and the epochs that it begins and ends. Writes
 * nothing until an epoch begins. Not safe for concurrent use; several on one table are.
 */
public final class DeltaDestination {
  private final DeltaTarget wanted;
  private final DeltaTable table;
  private final Optional<TableSnapshot> snapshot;
  private final Optional<EpochState> state;

  private DeltaDestination(
      DeltaTarget wanted,
      DeltaTable table,
      Optional<TableSnapshot> snapshot,
      Optional<EpochState> state) {
    this.wanted = wanted;
    this.table = table;
    this.snapshot = snapshot;
    this.state = state;
  }

  /**
   * Looks at a table, or at the place for one, as it is now.
   *
   * @throws DeltaTableException if the table is not ours, was made with other keys, another
   *     sequence or SCD type, has a column of another type, or uses a feature of Delta that is not
   *     supported; the message says which and what to do
   */
  public static DeltaDestination open(DeltaTarget target) {
    try {
      DeltaTable table =
          DeltaTable.open(HadoopConfigurations.of(target.hadoopOptions()), target.path());
      Optional<TableSnapshot> snapshot = table.snapshot();
      Optional<EpochState> state = new EpochStates(table).valid(snapshot);
      state.ifPresent(found -> found.settings().requireSame(target.path(), target.settings()));
      StructType schema =
          snapshot.isPresent()
              ? SchemaEvolution.merge(target.path(), snapshot.get().schema(), target.tableSchema())
              : SchemaEvolution.create(target.path(), target.tableSchema());
      return new DeltaDestination(target.withSchema(schema), table, snapshot, state);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the table " + target.path(), e);
    }
  }

  /** The version of the table, or empty if there is none yet. */
  public OptionalLong version() {
    return snapshot.isPresent() ? OptionalLong.of(snapshot.get().version()) : OptionalLong.empty();
  }

  /** What the last epoch stored of its source; see {@link ReadVerdict#sourceState()}. */
  public Optional<JsonNode> sourceState() {
    return state.map(EpochState::sourceState);
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
   * died before it could, and clears away what attempts that died have left.
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
   *     since then, or since one microsecond after the last snapshot, if that is later
   */
  public DeltaEpoch beginEpoch(String sourceSchemaJson, Instant readAt) {
    long previous = state.map(found -> found.attempt().epoch()).orElse(-1L);
    Attempt attempt = Attempt.random(Math.max(1, previous + 1), new SecureRandom());
    try {
      if (state.isPresent()) {
        table.commitRejected(snapshot.orElseThrow(), state.get());
      }
      var attempts = new Attempts(table);
      attempts.cleanUp();
      attempts.register(attempt, version().orElse(-1));
      EpochStep.ATTEMPT_REGISTERED.reached();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot begin an epoch of the table " + wanted.path(), e);
    }
    return new DeltaEpoch(
        wanted,
        sourceSchemaJson,
        attempt.epoch(),
        previous,
        attempt.id(),
        attempt.number(),
        wanted.mode() == WriteMode.SNAPSHOT_HISTORY ? snapshotAt(readAt) : null);
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
      switch (report.outcome()) {
        case COMMITTED, MOVED -> {
          if (report.figures().rejected() > 0) {
            commitRejected();
          }
          new Attempts(table).cleanUp();
        }
        case UNCHANGED, CONFLICT, REFUSED -> new Attempts(table).abandon(epoch.attempt());
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot end an epoch of the table " + wanted.path(), e);
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
