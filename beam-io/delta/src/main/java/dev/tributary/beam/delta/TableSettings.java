package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.List;

/**
 * The settings of a table that its rows were made by, and that cannot change therefore.
 *
 * @param keys the primary key columns; empty where rows are only appended
 * @param sequenceBy the columns that order the changes of a key; empty where there are none
 */
record TableSettings(List<String> keys, String scdType, List<String> sequenceBy)
    implements Serializable {
  TableSettings {
    keys = List.copyOf(keys);
    sequenceBy = List.copyOf(sequenceBy);
    if (scdType.isBlank()) {
      throw new IllegalArgumentException("Invalid SCD type: it is blank");
    }
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
