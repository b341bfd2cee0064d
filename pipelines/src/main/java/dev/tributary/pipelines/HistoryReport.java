package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeltaHistory;
import dev.tributary.beam.delta.TableVersion;
import java.util.List;
import java.util.Objects;

/**
 * The past of a table.
 *
 * @param name the table of the source
 * @param destination where it goes, in three parts, as users name it
 * @param versions the newest first; none if there is no table yet
 * @param error why the log cannot be read, without secrets; null if it could
 */
public record HistoryReport(
    String name, String destination, List<TableVersion> versions, String error) {
  public HistoryReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(destination, "destination");
    versions = List.copyOf(versions);
  }

  /**
   * The latest versions of a job's tables. Asks nothing of the source.
   *
   * @param most how many of each, at least one
   */
  public static List<HistoryReport> of(Job job, int most) {
    return job.planned().stream()
        .map(
            table ->
                table instanceof TableJob readable
                    ? read(readable, most)
                    : new HistoryReport(
                        table.name(),
                        ((UnreadTable) table).destination(),
                        List.of(),
                        ((UnreadTable) table).error()))
        .toList();
  }

  private static HistoryReport read(TableJob table, int most) {
    try {
      return new HistoryReport(
          table.name(),
          table.destination(),
          DeltaHistory.latest(table.target().path(), table.target().hadoopOptions(), most),
          null);
    } catch (RuntimeException e) {
      return new HistoryReport(
          table.name(), table.destination(), List.of(), Failures.describe(e, table.secrets()));
    }
  }

  /** Whether the log could be read. */
  public boolean isSuccess() {
    return error == null;
  }
}
