package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeletedRows;
import dev.tributary.beam.delta.DeltaTarget;
import dev.tributary.beam.delta.WriteMode;
import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.Secrets;
import dev.tributary.spec.CommitEvery;
import dev.tributary.spec.OnBadRecord;
import java.util.List;

/**
 * A table to be loaded, checked and complete.
 *
 * @param name the table of the source
 * @param destination where it goes, in three parts, as users name it
 * @param source how it is read
 * @param identity where its rows come from
 * @param columns which of its columns are loaded, and in what form
 * @param readsDeletes whether deletes are a flow of their own
 * @param ignoresDeletes whether deletes of the source change nothing
 * @param listings how often the source is listed where the table may have rows already; more than
 *     once where a listing can skip rows
 * @param target how it is written
 * @param commitEvery the budget of an epoch
 * @param onBadRecord what becomes of a record that does not fit the table
 * @param secrets what must not be told of the source
 * @param refreshes whether all of it is loaded anew, whatever the table has
 * @param warnings what its user should know, though it is no error
 */
record TableJob(
    String name,
    String destination,
    ConnectorSource source,
    SourceIdentity identity,
    ColumnChoice columns,
    boolean readsDeletes,
    boolean ignoresDeletes,
    int listings,
    DeltaTarget target,
    CommitEvery commitEvery,
    OnBadRecord onBadRecord,
    Secrets secrets,
    boolean refreshes,
    List<String> warnings)
    implements PlannedTable {
  TableJob {
    warnings = List.copyOf(warnings);
  }

  @Override
  public TableJob refreshed() {
    return new TableJob(
        name,
        destination,
        source,
        identity,
        columns,
        readsDeletes,
        ignoresDeletes,
        listings,
        target,
        commitEvery,
        onBadRecord,
        secrets,
        true,
        warnings);
  }

  /** Whether loading the table anew loses nothing but what the source has no more. */
  boolean isReplaceable() {
    return target.mode() == WriteMode.UPSERT
        && target.deletedRows() == DeletedRows.REMOVED
        && !ignoresDeletes;
  }

  /** Whether a read counts only as a whole. */
  boolean isSnapshot() {
    return target.mode().isSnapshot();
  }
}
