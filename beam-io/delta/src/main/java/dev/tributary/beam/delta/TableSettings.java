package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The settings of a table that its rows were made by, and that cannot change therefore.
 *
 * @param keys the primary key columns; empty where rows are only appended
 * @param sequenceBy the columns that order the changes of a key; empty where there are none
 * @param tracked the columns whose change begins a new version of a row
 */
record TableSettings(
    List<String> keys, String scdType, List<String> sequenceBy, TrackedColumns tracked)
    implements Serializable {
  TableSettings {
    keys = List.copyOf(keys);
    sequenceBy = List.copyOf(sequenceBy);
    Objects.requireNonNull(tracked, "tracked");
    if (scdType.isBlank()) {
      throw new IllegalArgumentException("Invalid SCD type: it is blank");
    }
  }

  /** The settings of a table without a history, or of one that tracks all columns. */
  TableSettings(List<String> keys, String scdType, List<String> sequenceBy) {
    this(keys, scdType, sequenceBy, TrackedColumns.all());
  }

  /**
   * Checks that a run wants the table as it is.
   *
   * @param table names the table in errors
   * @throws DeltaTableException if a setting differs
   */
  void requireSame(String table, TableSettings wanted) {
    require(table, "primary keys", keys, wanted.keys);
    require(table, "SCD type", scdType, wanted.scdType);
    require(table, "sequence columns", sequenceBy, wanted.sequenceBy);
    require(table, "tracked columns", tracked, wanted.tracked);
  }

  private static void require(String table, String what, Object stored, Object wanted) {
    if (!stored.equals(wanted)) {
      throw new DeltaTableException(
          "Cannot change the "
              + what
              + " of "
              + table
              + " from "
              + stored
              + " to "
              + wanted
              + ": its rows were made with the former. Set them back, or run once with"
              + " --full-refresh to write the table anew.");
    }
  }
}
