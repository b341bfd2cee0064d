package dev.tributary.beam.delta;

import dev.tributary.beam.delta.CompactionPlanner.Bin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * Keeps a table of Tributary small and quick: puts small files together and deletes those that are
 * needed no longer. May run beside readers and writers of the table, of which none loses a row;
 * whoever was about to rewrite a file that was compacted plans again. Each call looks at the table
 * afresh. Thread-safe.
 */
public final class DeltaMaintenance {
  private final DeltaTable table;
  private final Map<String, String> hadoopOptions;
  private final Clock clock;

  DeltaMaintenance(DeltaTable table, Map<String, String> hadoopOptions, Clock clock) {
    this.table = table;
    this.hadoopOptions = Map.copyOf(hadoopOptions);
    this.clock = clock;
  }

  /** A table as it is now. */
  private record Current(TableSnapshot snapshot, EpochState state) {}

  /**
   * Looks at a table.
   *
   * @param path the root of the table: a local path or the URI of any Hadoop file system
   * @param hadoopOptions settings of the Hadoop file system, by name
   * @return empty if there is no table yet
   * @throws DeltaTableException if the table is not ours or uses a feature of Delta that is not
   *     supported; the message says what to do
   */
  public static Optional<DeltaMaintenance> of(String path, Map<String, String> hadoopOptions) {
    Configuration configuration = HadoopConfigurations.of(hadoopOptions);
    try {
      DeltaTable table = DeltaTable.open(configuration, path);
      var maintenance = new DeltaMaintenance(table, hadoopOptions, Clock.systemUTC());
      return maintenance.find().map(current -> maintenance);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the table " + path, e);
    }
  }

  /** What {@link #compact} would rewrite now. Writes nothing. */
  public CompactionReport planCompaction() {
    try {
      return CompactionReport.of(compactor().plan());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot plan the compaction of " + root(), e);
    }
  }

  /**
   * Puts small files together and sorts what is not sorted by key, in one commit that changes no
   * row. Files that another writer removes meanwhile are left to the next call.
   */
  public CompactionReport compact() {
    try {
      Compactor compactor = compactor();
      List<Bin> bins = compactor.plan();
      return bins.isEmpty()
          ? CompactionReport.of(bins)
          : CompactionReport.of(compactor.commit(compactor.rewrite(bins)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compact " + root(), e);
    }
  }

  /**
   * What {@link #removeUnreferencedFiles} would delete now: data files, and Tributary's own files,
   * that were last written to before the retention began, and that no version needs which was the
   * latest one since. Files that were removed from the table stay for the table's own {@code
   * delta.deletedFileRetentionDuration} if that is longer.
   */
  public List<UnreferencedFile> unreferencedFiles(Retention retention) {
    try {
      Optional<TableLogs.Latest> refresh = TableLogs.refreshOf(table);
      Current current = current();
      return new UnreferencedFiles(table, refresh, current.snapshot(), current.state(), clock)
          .find(retention);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for unreferenced files of " + root(), e);
    }
  }

  /**
   * Deletes unreferenced files. Versions older than the retention may not be readable afterwards.
   *
   * @return what was deleted
   */
  public List<UnreferencedFile> removeUnreferencedFiles(Retention retention) {
    List<UnreferencedFile> deleted = new ArrayList<>();
    try {
      for (UnreferencedFile file : unreferencedFiles(retention)) {
        if (table.files().delete(file.path())) {
          deleted.add(file);
        }
      }
      return deleted;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete unreferenced files of " + root(), e);
    }
  }

  private Compactor compactor() throws IOException {
    Current current = current();
    return new Compactor(table, current.snapshot(), current.state(), hadoopOptions, clock);
  }

  private Optional<Current> find() throws IOException {
    Optional<TableSnapshot> snapshot = table.snapshot();
    Optional<EpochState> state = new EpochStates(table).valid(snapshot);
    return state.map(found -> new Current(snapshot.orElseThrow(), found));
  }

  private Current current() throws IOException {
    return find()
        .orElseThrow(
            () ->
                new DeltaTableException(
                    "Cannot maintain " + root() + ": the table is gone. Run to load it."));
  }

  private String root() {
    return table.layout().root();
  }
}
