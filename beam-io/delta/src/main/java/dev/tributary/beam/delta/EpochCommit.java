package dev.tributary.beam.delta;

import io.delta.standalone.Operation;
import io.delta.standalone.types.StructType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an epoch does to a table.
 *
 * @param plannedVersion the version that the epoch was planned on; -1 where there was no table
 * @param previousEpoch the epoch of that version's state, empty for the first
 * @param adds the files to add; none may be in the table
 * @param removes paths, as {@link DataFile#path()}, of files to remove; all must be in the table
 * @param schema the columns to have: of the new table, or additions to the existing one; see {@link
 *     SchemaEvolution}
 * @param schemaChange how these are to be had
 * @param properties of the table that this commit creates, see {@link TableProperties}; empty for
 *     one that exists
 */
record EpochCommit(
    long plannedVersion,
    OptionalLong previousEpoch,
    Attempt attempt,
    List<DataFile> adds,
    Set<String> removes,
    Optional<StructType> schema,
    SchemaChange schemaChange,
    Map<String, String> properties,
    Label label) {

  /** What the columns of a commit are to the columns that the table has. */
  enum SchemaChange {
    /** Additions. */
    MERGE,
    /** All that there are from now on; the commit removes every file. */
    REPLACE
  }

  /** A commit that leaves the columns that are there. */
  EpochCommit(
      long plannedVersion,
      OptionalLong previousEpoch,
      Attempt attempt,
      List<DataFile> adds,
      Set<String> removes,
      Optional<StructType> schema,
      Map<String, String> properties,
      Label label) {
    this(
        plannedVersion,
        previousEpoch,
        attempt,
        adds,
        removes,
        schema,
        SchemaChange.MERGE,
        properties,
        label);
  }

  /**
   * What the history of the table shows.
   *
   * @param metrics in the names of Delta's operation metrics, such as {@code numTargetRowsInserted}
   * @param engine such as {@code Tributary/1.0}
   * @param note what the operation's name does not tell
   */
  record Label(
      Operation.Name operation, Map<String, String> metrics, String engine, Optional<String> note) {
    Label(Operation.Name operation, Map<String, String> metrics, String engine) {
      this(operation, metrics, engine, Optional.empty());
    }

    Label {
      metrics = Map.copyOf(metrics);
      if (engine.isBlank()) {
        throw new IllegalArgumentException("Invalid engine: it is blank");
      }
    }
  }

  EpochCommit {
    adds = List.copyOf(adds);
    removes = Set.copyOf(removes);
    properties = Map.copyOf(properties);
    if (plannedVersion < -1) {
      throw new IllegalArgumentException("Invalid planned version: " + plannedVersion);
    }
    if (previousEpoch.isPresent() && previousEpoch.getAsLong() >= attempt.epoch()) {
      throw new IllegalArgumentException(
          "Invalid epoch: "
              + attempt.epoch()
              + ", the previous one is "
              + previousEpoch.getAsLong());
    }
    if (plannedVersion < 0 && (previousEpoch.isPresent() || !removes.isEmpty())) {
      throw new IllegalArgumentException(
          "Invalid commit: a table that does not exist has no previous epoch and no files");
    }
    if (plannedVersion < 0 && schema.isEmpty()) {
      throw new IllegalArgumentException("Invalid commit: a new table needs a schema");
    }
    if (plannedVersion >= 0 && !properties.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid commit: properties " + properties.keySet() + " for a table that exists");
    }
    TableProperties.check(properties);
    var paths = new HashSet<String>();
    for (DataFile add : adds) {
      if (!paths.add(add.path())) {
        throw new IllegalArgumentException("Invalid commit: it adds " + add.path() + " twice");
      }
      if (removes.contains(add.path())) {
        throw new IllegalArgumentException("Invalid commit: it adds and removes " + add.path());
      }
    }
  }
}
