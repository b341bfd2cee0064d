package dev.tributary.beam.delta;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.OptimisticTransaction;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Delta table, or the place for one. Everything here reads the log afresh. Thread-safe, and so is
 * the use of several objects, also in several processes, on one table.
 */
final class DeltaTable {
  /** The application of our commits: {@code txn} actions of it say which epoch is in the table. */
  static final String APPLICATION = "tributary";

  /** The {@code txn} that says which attempt committed that epoch. */
  static final String ATTEMPT_APPLICATION = APPLICATION + "/attempt";

  private static final Logger LOG = LoggerFactory.getLogger(DeltaTable.class);

  private final TableConfiguration configuration;
  private final TableLayout layout;
  private final TableFiles files;
  private final TableGuard guard;
  private final Clock clock;

  DeltaTable(Configuration configuration, TableLayout layout, Clock clock) throws IOException {
    this.configuration = TableConfiguration.of(configuration);
    this.layout = layout;
    this.files = new TableFiles(this.configuration, layout);
    this.guard = new TableGuard(layout, files);
    this.clock = clock;
  }

  /**
   * @param root a local path or a Hadoop file system URI; there need not be anything
   */
  static DeltaTable open(Configuration configuration, String root) throws IOException {
    return open(configuration, new TableLayout(root));
  }

  static DeltaTable open(Configuration configuration, TableLayout layout) throws IOException {
    return new DeltaTable(configuration, layout, Clock.systemUTC());
  }

  /** The same table by one of its logs. */
  DeltaTable by(TableLog log) throws IOException {
    return new DeltaTable(configuration, layout.by(log), clock);
  }

  TableLayout layout() {
    return layout;
  }

  TableFiles files() {
    return files;
  }

  /** The table of the records that this one could not take. */
  DeltaTable rejected() throws IOException {
    return new DeltaTable(configuration, layout.rejected(), clock);
  }

  /** Makes sure that what an epoch rejected is in the table for that. */
  void commitRejected(TableSnapshot snapshot, EpochState state) throws IOException {
    new RejectedTable(rejected(), clock).commit(snapshot.tableId(), state);
  }

  /** The last epoch of a table that rejected records; empty if none is known. */
  OptionalLong lastEpochRejected(TableSnapshot snapshot) throws IOException {
    DeltaTable rejected = rejected();
    if (rejected.files().list(TableLog.MAIN.versions()).isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return new RejectedTable(rejected, clock).lastEpoch(snapshot.tableId());
    } catch (DeltaTableException e) {
      LOG.debug("No table of rejected records: {}", rejected.layout().root(), e);
      return OptionalLong.empty();
    }
  }

  /**
   * The latest version, or empty if there is no table.
   *
   * @throws DeltaTableException if the table has a feature that we do not support
   */
  Optional<TableSnapshot> snapshot() throws IOException {
    DeltaLog log = log();
    OptimisticTransaction transaction = begin(log);
    return log.snapshot().getVersion() < 0
        ? Optional.empty()
        : Optional.of(new TableSnapshot(log.snapshot(), transaction));
  }

  /**
   * The id of the table that a first commit makes. A refresh has that of the table that it is going
   * to be, by which the table of rejected records knows them both.
   */
  String newId() throws IOException {
    if (layout.log() == TableLog.MAIN) {
      return UUID.randomUUID().toString();
    }
    return by(TableLog.MAIN)
        .snapshot()
        .map(TableSnapshot::tableId)
        .orElseThrow(
            () ->
                new DeltaTableException(
                    "Cannot refresh " + layout.root() + ": the table is gone. Run again."));
  }

  /** Commits an epoch to which any change by others is a conflict. */
  CommitOutcome commit(EpochCommit commit) throws IOException {
    return commit(commit, file -> true);
  }

  /**
   * Commits an epoch, or finds out that it is committed, or that it cannot be. May be called again
   * with the same commit whatever happened before.
   *
   * @param touches whether a data file that another writer added or removed may hold rows of the
   *     keys that this commit is about; its path, size and statistics are given
   * @throws DeltaTableException if the table, or its schema, cannot take the commit
   * @throws IOException if an added file is not there with its length, or at other trouble; what is
   *     in the log is unknown then
   */
  CommitOutcome commit(EpochCommit commit, Predicate<DataFile> touches) throws IOException {
    return new EpochCommitter(this, clock).commit(commit, touches);
  }

  /** The log as it is now, of a table that we can use or of none. */
  DeltaLog log() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    // Delta looks for the log store through this loader, which may be anybody's in a worker.
    thread.setContextClassLoader(DeltaTable.class.getClassLoader());
    try {
      return DeltaLog.forTable(configuration, layout.logRoot());
    } catch (Throwable e) {
      Optional<DeltaTableException> refusal = guard.newerProtocol(e);
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      throw e;
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** Opens a transaction at the latest version, which is the log's snapshot from now on. */
  OptimisticTransaction begin(DeltaLog log) throws IOException {
    OptimisticTransaction transaction = log.startTransaction();
    guard.check(log);
    return transaction;
  }
}
