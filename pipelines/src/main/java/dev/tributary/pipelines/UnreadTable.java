package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.lakeflow.ReadStatistics;
import java.util.List;
import java.util.Map;

/**
 * A table whose columns only the source knows, which did not tell them: it fails, and the other
 * tables go on.
 *
 * @param destination where it would go, as users name it
 * @param error what failed and what to do, without secrets
 */
record UnreadTable(String name, String destination, String error) implements PlannedTable {

  @Override
  public UnreadTable refreshed() {
    return this;
  }

  TableReport report() {
    return new TableReport(
        name,
        destination,
        TableReport.Status.FAILED,
        -1,
        -1,
        NullNode.instance,
        NullNode.instance,
        0,
        Figures.NONE,
        ReadStatistics.NONE,
        Map.of(),
        List.of(),
        error,
        0);
  }
}
