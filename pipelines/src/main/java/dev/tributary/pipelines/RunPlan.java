package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.beam.delta.ColumnChanges;
import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.beam.delta.DeltaTableException;
import dev.tributary.pipelines.PlanReport.Action;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a run would do. Writes nothing and takes no lease; asks the source only whether it can
 * be gone on from where tables are, and which parts it has.
 */
public final class RunPlan {
  private static final Logger LOG = LoggerFactory.getLogger(RunPlan.class);

  private RunPlan() {}

  /**
   * What a run of a job would do to its tables.
   *
   * @throws WrongSourceException if a table's rows came from another source, for a run would do
   *     nothing then
   */
  public static List<PlanReport> of(Job job) {
    JobRun.checkSources(job);
    return job.planned().stream()
        .map(
            table ->
                table instanceof TableJob loadable
                    ? plan(loadable, job.runStart())
                    : failed(
                        table.name(),
                        ((UnreadTable) table).destination(),
                        "",
                        ((UnreadTable) table).error()))
        .toList();
  }

  private static PlanReport plan(TableJob table, Instant runStart) {
    try {
      return planned(table, runStart);
    } catch (RuntimeException e) {
      LOG.debug("Cannot plan {}", table.name(), e);
      return failed(
          table.name(),
          table.destination(),
          table.target().mode().name(),
          Failures.describe(e, table.secrets()));
    }
  }

  /** Decides what {@link TableRun} decides, in the same order. */
  private static PlanReport planned(TableJob wanted, Instant runStart) {
    TableJob table = wanted;
    List<String> notes = new ArrayList<>(table.warnings());
    DeltaDestination destination = TableRun.open(table);
    atWork(destination).ifPresent(notes::add);
    SourceState stored = TableRun.stored(table, destination);
    Optional<String> listedAnew =
        destination.isRefresh()
            ? Optional.empty()
            : TableRun.whyListedAnew(table, stored, runStart);
    if (listedAnew.isPresent()) {
      notes.add(TableRun.consequence(table, listedAnew.get()));
      if (table.isReplaceable()) {
        table = table.refreshed();
        destination = TableRun.open(table);
        stored = TableRun.stored(table, destination);
      }
    }
    Action action = action(table, destination, stored);
    return new PlanReport(
        table.name(),
        table.destination(),
        action,
        table.target().mode().name(),
        destination.version(),
        offset(table, action, stored, runStart),
        destination.columnChanges(),
        destination.goneColumns(),
        notes,
        null);
  }

  /** A run at work is no reason to plan nothing, for it may have ended when the next one begins. */
  private static Optional<String> atWork(DeltaDestination destination) {
    try {
      destination.requireNoLease();
      return Optional.empty();
    } catch (DeltaTableException e) {
      return Optional.of("a run that begins now fails. " + e.getMessage());
    }
  }

  private static Action action(TableJob table, DeltaDestination destination, SourceState stored) {
    boolean hasState = destination.sourceState().isPresent();
    if (destination.isRefresh()) {
      return hasState ? Action.RESUME_FULL_REFRESH : Action.FULL_REFRESH;
    }
    if (!hasState) {
      return Action.FIRST_LOAD;
    }
    if (table.isSnapshot()) {
      return Action.SNAPSHOT;
    }
    if (stored.isAtBeginning()) {
      return Action.READ_AGAIN;
    }
    return stored.isDone() ? Action.INCREMENTAL : Action.RESUME;
  }

  private static JsonNode offset(
      TableJob table, Action action, SourceState stored, Instant runStart) {
    return switch (action) {
      case FIRST_LOAD, READ_AGAIN, SNAPSHOT, FULL_REFRESH -> NullNode.instance;
      case INCREMENTAL, RESUME, RESUME_FULL_REFRESH ->
          table.isSnapshot() ? NullNode.instance : TableRun.next(table, stored, runStart).offsets();
    };
  }

  private static PlanReport failed(String name, String destination, String mode, String error) {
    return new PlanReport(
        name,
        destination,
        null,
        mode,
        OptionalLong.empty(),
        NullNode.instance,
        ColumnChanges.NONE,
        List.of(),
        List.of(),
        error);
  }
}
