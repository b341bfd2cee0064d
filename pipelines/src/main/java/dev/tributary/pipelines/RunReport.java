package dev.tributary.pipelines;

import java.time.Instant;
import java.util.List;

/**
 * What a run did: a report a table, in the order of the spec.
 *
 * @param runId names the run, as rows and rejected records do that came with it
 */
public record RunReport(String runId, Instant started, Instant finished, List<TableReport> tables) {
  public RunReport {
    tables = List.copyOf(tables);
  }

  /** Whether every table has caught up. */
  public boolean isSuccess() {
    return tables.stream().allMatch(TableReport::isSuccess);
  }
}
