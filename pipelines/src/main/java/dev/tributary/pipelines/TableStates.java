package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.beam.delta.DeltaLease;
import dev.tributary.beam.delta.EpochReport;
import dev.tributary.beam.delta.EpochReport.Outcome;
import dev.tributary.beam.delta.WriteMode;
import dev.tributary.pipelines.StateReport.Status;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how far tables have been read, and lets them be read from elsewhere. A change is an epoch
 * that changes no row: it is committed as those of runs are, under the lease of the table, and a
 * crash leaves the old state or the new one. A table that fails does not stop the others.
 */
public final class TableStates {
  private static final Logger LOG = LoggerFactory.getLogger(TableStates.class);

  /** Whether a change is made. */
  public enum Change {
    /** It is. */
    COMMIT,
    /** It is only told what it would mean. */
    DRY_RUN
  }

  private final Change change;

  public TableStates(Change change) {
    this.change = Objects.requireNonNull(change, "change");
  }

  /** Shows the states of a job's tables. Writes nothing, and asks nothing of the source. */
  public static List<StateReport> show(Job job) {
    return each(job, table -> shown(table, TableRun.open(table)));
  }

  /** Lets the next run read tables from their beginning. Their rows stay as they are. */
  public List<StateReport> reset(Job job) {
    return each(job, table -> change(table, SourceState::withoutSpans, resetConsequence(table)));
  }

  /**
   * Lets the next run read a table from given positions. Those that are not given stay.
   *
   * @param job of one table
   * @throws IllegalArgumentException if the job has not exactly one table
   */
  public StateReport set(Job job, GivenPositions positions) {
    if (job.planned().size() != 1) {
      throw new IllegalArgumentException(
          "Invalid job: positions are set of one table, not of " + job.planned().size());
    }
    return each(
            job,
            table ->
                change(
                    table,
                    stored -> positions.in(stored, table),
                    "the next run reads on from these positions: what lies before them and was"
                        + " never read is left out"))
        .get(0);
  }

  private static StateReport shown(TableJob table, DeltaDestination destination) {
    boolean isThere = destination.sourceState().isPresent();
    return report(table, destination, isThere ? Status.SHOWN : Status.ABSENT, null);
  }

  private StateReport change(
      TableJob table, UnaryOperator<SourceState> wanted, String consequence) {
    DeltaDestination destination = requireChangeable(table, TableRun.open(table));
    if (destination.sourceState().isEmpty()) {
      return report(table, destination, Status.ABSENT, null);
    }
    if (change == Change.DRY_RUN) {
      SourceState stored = TableRun.stored(table, destination);
      boolean changes = !wanted.apply(stored).equals(stored);
      return report(
          table,
          destination,
          changes ? Status.PLANNED : Status.UNCHANGED,
          changes ? consequence : null);
    }
    try (DeltaLease lease = destination.lease(UUID.randomUUID().toString())) {
      LOG.debug("Table {}: took {}", table.name(), lease);
      return commit(table, wanted, consequence);
    }
  }

  private static StateReport commit(
      TableJob table, UnaryOperator<SourceState> wanted, String consequence) {
    // Opened again, for a run may have ended just before the lease was taken.
    DeltaDestination destination = requireChangeable(table, TableRun.open(table));
    SourceState stored = TableRun.stored(table, destination);
    SourceState next = wanted.apply(stored);
    if (next.equals(stored)) {
      return report(table, destination, Status.UNCHANGED, null);
    }
    EpochReport epoch = destination.commitSourceState(next.toJson());
    if (epoch.outcome() != Outcome.MOVED) {
      throw new RunException(
          "Cannot change the state of '" + table.name() + "': " + epoch.reason() + ". Try again.");
    }
    return report(table, TableRun.open(table), Status.CHANGED, consequence);
  }

  private static DeltaDestination requireChangeable(TableJob table, DeltaDestination destination) {
    String why = null;
    if (table.isSnapshot()) {
      why = "it is read as snapshots, each of which begins anew, so that there are no positions";
    } else if (table.target().mode() == WriteMode.APPEND) {
      why =
          "its rows have no key, so that those read again would be stored twice. Run with"
              + " --full-refresh to load it anew";
    } else if (destination.isRefresh()) {
      why =
          "a full refresh of it is under way. Run to go on with that, or run with --full-refresh to"
              + " begin it anew";
    }
    if (why != null) {
      throw new RunException("Cannot change the state of '" + table.name() + "': " + why + ".");
    }
    return destination;
  }

  /** What a read from the beginning does to rows that are there. */
  private static String resetConsequence(TableJob table) {
    String begin = "the next run reads all of the source again; the rows stay. ";
    if (table.target().mode() == WriteMode.INSERT) {
      return begin + "Rows whose key is there are not stored again";
    }
    String lost =
        "What was deleted at the source since the last run, and is on no list of it any more, stays";
    return table.target().mode() == WriteMode.HISTORY
        ? begin
            + "Versions that are there stay as they are, and changes get their place among them. "
            + lost
            + " open: run --full-refresh drops it, and the history"
        : begin
            + "A row changes where the source's is not older. "
            + lost
            + ": run --full-refresh drops it";
  }

  private static StateReport report(
      TableJob table, DeltaDestination destination, Status status, String note) {
    return new StateReport(
        table.name(),
        table.destination(),
        status,
        destination.version(),
        destination.epoch(),
        destination.isRefresh(),
        destination.sourceState().orElse(NullNode.instance),
        note,
        null);
  }

  private static List<StateReport> each(Job job, Function<TableJob, StateReport> what) {
    return job.planned().stream().map(planned -> one(planned, what)).toList();
  }

  private static StateReport one(PlannedTable planned, Function<TableJob, StateReport> what) {
    if (planned instanceof UnreadTable unread) {
      return StateReport.failed(unread, unread.destination(), unread.error());
    }
    var table = (TableJob) planned;
    try {
      return what.apply(table);
    } catch (RuntimeException e) {
      LOG.debug("Cannot use the state of {}", table.name(), e);
      return StateReport.failed(table, table.destination(), Failures.describe(e, table.secrets()));
    }
  }
}
