package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.lakeflow.ReadStatistics;
import java.util.List;
import java.util.Map;

/**
 * What a run did to a table.
 *
 * @param name the table of the source
 * @param destination where it goes
 * @param status how the run ended for it
 * @param versionBefore the version of the Delta table before; negative if there was none
 * @param versionAfter the version after; negative if there is none
 * @param offsetBefore the positions before, as JSON
 * @param offsetAfter the positions after
 * @param epochs how many epochs were committed
 * @param figures rows, files and bytes
 * @param statistics what reading took
 * @param unknownFields fields of the source that are no columns, with how often they came
 * @param warnings what the user should know
 * @param error what failed and what to do; null if nothing did
 * @param seconds how long the table took
 */
public record TableReport(
    String name,
    String destination,
    Status status,
    long versionBefore,
    long versionAfter,
    JsonNode offsetBefore,
    JsonNode offsetAfter,
    int epochs,
    Figures figures,
    ReadStatistics statistics,
    Map<String, Long> unknownFields,
    List<String> warnings,
    String error,
    double seconds) {

  /** How a run ended for a table. */
  public enum Status {
    /** Rows changed, and the table has caught up with the start of the run. */
    DONE,
    /** The table had caught up, or has now, without a row that changed. */
    UNCHANGED,
    /** What could be read is committed, but not all could. */
    PARTIAL,
    /** Nothing was committed. */
    FAILED
  }

  public TableReport {
    unknownFields = Map.copyOf(unknownFields);
    warnings = List.copyOf(warnings);
  }

  /** Rows read, deletes and rejected records among them. */
  public long rowsRead() {
    return figures.upsertsRead() + figures.deletesRead() + figures.rejected();
  }

  public boolean isSuccess() {
    return status == Status.DONE || status == Status.UNCHANGED;
  }
}
