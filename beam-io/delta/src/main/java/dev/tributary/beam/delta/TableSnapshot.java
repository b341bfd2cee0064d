package dev.tributary.beam.delta;

import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.Snapshot;
import io.delta.standalone.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One version of a table. Whoever writes rows has to see to the NOT NULL columns of its {@link
 * #schema()}: nobody checks them afterwards. Not thread-safe.
 */
final class TableSnapshot {
  private final Snapshot snapshot;
  private final OptimisticTransaction transaction;
  private List<DataFile> files;

  /**
   * @param transaction open at the same version: Delta Standalone tells of application transactions
   *     in no other way
   */
  TableSnapshot(Snapshot snapshot, OptimisticTransaction transaction) {
    if (snapshot.getVersion() != transaction.readVersion()) {
      throw new IllegalArgumentException(
          "Invalid snapshot: version "
              + snapshot.getVersion()
              + ", but the transaction is at "
              + transaction.readVersion());
    }
    this.snapshot = snapshot;
    this.transaction = transaction;
  }

  long version() {
    return snapshot.getVersion();
  }

  /** The table's id, which a table that is made anew in the same place does not share. */
  String tableId() {
    return snapshot.getMetadata().getId();
  }

  StructType schema() {
    return snapshot.getMetadata().getSchema();
  }

  List<String> partitionColumns() {
    return List.copyOf(snapshot.getMetadata().getPartitionColumns());
  }

  Map<String, String> properties() {
    return Map.copyOf(snapshot.getMetadata().getConfiguration());
  }

  /** The active files, in no particular order. Loads the whole state of the table at first. */
  List<DataFile> files() {
    if (files == null) {
      files = snapshot.getAllFiles().stream().map(DataFile::of).toList();
    }
    return files;
  }

  /** The last epoch that was committed; empty if none was. */
  OptionalLong epoch() {
    return transaction(DeltaTable.APPLICATION);
  }

  /** The number of the attempt that committed it. */
  OptionalLong attemptNumber() {
    return transaction(DeltaTable.ATTEMPT_APPLICATION);
  }

  /** The version that an application last committed with, or empty if it never did. */
  OptionalLong transaction(String application) {
    long version = transaction.txnVersion(application);
    return version < 0 ? OptionalLong.empty() : OptionalLong.of(version);
  }
}
