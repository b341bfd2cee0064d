package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.pipelines.PlanReport.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a run would do. Writes nothing and takes no lease; asks the source only whether it can
 * be gone on from where tables are.
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
                    ? plan(loadable)
                    : failed(
                        table.name(),
                        ((UnreadTable) table).destination(),
                        "",
                        ((UnreadTable) table).error()))
        .toList();
  }

  private static PlanReport plan(TableJob table) {
    try {
      return plan(table, TableRun.open(table));
    } catch (RuntimeException e) {
      LOG.debug("Cannot plan {}", table.name(), e);
      return failed(
          table.name(),
          table.destination(),
          table.target().mode().name(),
          Failures.describe(e, table.secrets()));
    }
  }

  private static PlanReport plan(TableJob table, DeltaDestination destination) {
    SourceState stored = TableRun.stored(table, destination);
    List<String> notes = new ArrayList<>(table.warnings());
    Action action = action(table, destination, stored);
    if (action == Action.INCREMENTAL || action == Action.RESUME) {
      List<String> reasons = whyListedAnew(table, stored);
      reasons.forEach(reason -> notes.add(TableRun.consequence(table, reason)));
      if (!reasons.isEmpty() && table.isReplaceable()) {
        action = Action.FULL_REFRESH;
      }
    }
    return new PlanReport(
        table.name(),
        table.destination(),
        action,
        table.target().mode().name(),
        destination.version(),
        action == Action.FULL_REFRESH || action == Action.SNAPSHOT
            ? NullNode.instance
            : stored.offsets(),
        destination.newColumns(),
        destination.goneColumns(),
        notes,
        null);
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
    return stored.isDone() ? Action.INCREMENTAL : Action.RESUME;
  }

  private static List<String> whyListedAnew(TableJob table, SourceState stored) {
    try (OpenTable open = table.source().open(ReadMetrics.NONE)) {
      return stored.positionsOf(Flow.CHANGES).stream()
          .map(open::whyListedAnew)
          .flatMap(Optional::stream)
          .limit(1)
          .toList();
    }
  }

  private static PlanReport failed(String name, String destination, String mode, String error) {
    return new PlanReport(
        name,
        destination,
        null,
        mode,
        OptionalLong.empty(),
        NullNode.instance,
        List.of(),
        List.of(),
        List.of(),
        error);
  }
}
