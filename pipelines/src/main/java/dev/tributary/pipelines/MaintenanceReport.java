package dev.tributary.pipelines;

import dev.tributary.beam.delta.CompactionReport;
import dev.tributary.beam.delta.UnreferencedFile;
import java.util.List;
import java.util.OptionalLong;

/**
 * What maintenance did to a table, or would do.
 *
 * @param name the table of the source
 * @param destination where it goes
 * @param status how it ended
 * @param compaction the files that were put together
 * @param unreferenced the files that were deleted
 * @param error what failed and what to do; null if nothing did
 */
public record MaintenanceReport(
    String name,
    String destination,
    Status status,
    CompactionReport compaction,
    List<UnreferencedFile> unreferenced,
    String error) {
  private static final CompactionReport NONE =
      new CompactionReport(OptionalLong.empty(), 0, 0, 0, 0, 0);

  /** How maintenance ended for a table. */
  public enum Status {
    /** All that was to be done is done. */
    DONE,
    /** This is what would be done; nothing was. */
    PLANNED,
    /** The table has not been loaded yet. */
    ABSENT,
    /** Something failed; what was done before that stays done. */
    FAILED
  }

  public MaintenanceReport {
    unreferenced = List.copyOf(unreferenced);
  }

  static MaintenanceReport absent(TableJob table) {
    return new MaintenanceReport(
        table.name(), table.destination(), Status.ABSENT, NONE, List.of(), null);
  }

  static MaintenanceReport failed(TableJob table, String error) {
    return new MaintenanceReport(
        table.name(), table.destination(), Status.FAILED, NONE, List.of(), error);
  }

  static MaintenanceReport failed(UnreadTable table) {
    return new MaintenanceReport(
        table.name(), table.destination(), Status.FAILED, NONE, List.of(), table.error());
  }

  /** The size of the files that were deleted. */
  public long unreferencedBytes() {
    return unreferenced.stream().mapToLong(UnreferencedFile::bytes).sum();
  }

  public boolean isSuccess() {
    return status != Status.FAILED;
  }
}
