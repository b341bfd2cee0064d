package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeltaMaintenance;
import dev.tributary.beam.delta.Retention;
import dev.tributary.pipelines.MaintenanceReport.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Maintains the tables of a job, one after the other: puts small files together, then deletes what
 * is needed no longer. A table that fails does not stop the others. Asks nothing of the source.
 */
public final class MaintenanceRun {
  private static final Logger LOG = LoggerFactory.getLogger(MaintenanceRun.class);

  private final Retention retention;

  /**
   * Maintains tables.
   *
   * @param retention how long files stay that are needed no longer
   */
  public MaintenanceRun(Retention retention) {
    this.retention = Objects.requireNonNull(retention, "retention");
  }

  /** Maintains all tables. */
  public List<MaintenanceReport> run(Job job) {
    return each(
        job,
        (table, delta) ->
            new MaintenanceReport(
                table.name(),
                table.destination(),
                Status.DONE,
                delta.compact(),
                delta.removeUnreferencedFiles(retention),
                null));
  }

  /** What {@link #run} would do. Writes nothing. */
  public List<MaintenanceReport> plan(Job job) {
    return each(
        job,
        (table, delta) ->
            new MaintenanceReport(
                table.name(),
                table.destination(),
                Status.PLANNED,
                delta.planCompaction(),
                delta.unreferencedFiles(retention),
                null));
  }

  private static List<MaintenanceReport> each(
      Job job, BiFunction<TableJob, DeltaMaintenance, MaintenanceReport> what) {
    return job.planned().stream()
        .map(
            table ->
                table instanceof TableJob loadable
                    ? one(loadable, what)
                    : MaintenanceReport.failed((UnreadTable) table))
        .toList();
  }

  private static MaintenanceReport one(
      TableJob table, BiFunction<TableJob, DeltaMaintenance, MaintenanceReport> what) {
    try {
      Optional<DeltaMaintenance> delta =
          DeltaMaintenance.of(table.target().path(), table.target().hadoopOptions());
      return delta
          .map(found -> what.apply(table, found))
          .orElseGet(() -> MaintenanceReport.absent(table));
    } catch (RuntimeException e) {
      LOG.debug("Cannot maintain {}", table.name(), e);
      return MaintenanceReport.failed(table, Failures.describe(e, table.secrets()));
    }
  }
}
