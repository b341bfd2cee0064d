package dev.tributary.cli;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.pipelines.TableReport;
import dev.tributary.pipelines.TableReport.Status;
import java.util.List;
import java.util.Map;

/** Reports of tables that nobody loaded. */
final class Reports {
  private Reports() {}

  /** A table of which 1,234 rows were read in 3.2 seconds, at version 3. */
  static TableReport of(String name, Status status, String error) {
    return new TableReport(
        name,
        "main.default." + name,
        status,
        -1,
        3,
        NullNode.instance,
        NullNode.instance,
        1,
        new Figures(1_234, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        ReadStatistics.NONE,
        Map.of(),
        List.of(),
        error,
        3.2);
  }
}
