package dev.tributary.connectors;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What the framework must know of a table to merge what it reads.
 *
 * @param primaryKeys the columns that identify a row; empty only for append tables
 * @param cursorField the column by which changes of a key are ordered, or null for snapshots and
 *     append tables
 * @param ingestionType how reads relate to rows
 * @param deletesRead whether {@link LakeflowConnect#readTableDeletes} is to be called, which only a
 *     {@code cdc_with_deletes} table can ask for; one whose deletes come among its changes does not
 * @param snapshotPaging whether a listing can skip rows; null unless the table is a snapshot
 */
public record TableMetadata(
    List<String> primaryKeys,
    String cursorField,
    IngestionType ingestionType,
    boolean deletesRead,
    SnapshotPaging snapshotPaging) {
  public TableMetadata {
    primaryKeys = List.copyOf(primaryKeys);
    Objects.requireNonNull(ingestionType, "ingestionType");
    for (String key : primaryKeys) {
      if (Collections.frequency(primaryKeys, key) > 1) {
        throw new IllegalArgumentException(
            "Invalid table metadata: primary key '" + key + "' is named twice");
      }
    }
    boolean changes =
        ingestionType == IngestionType.CDC || ingestionType == IngestionType.CDC_WITH_DELETES;
    if (primaryKeys.isEmpty() && ingestionType != IngestionType.APPEND) {
      throw new IllegalArgumentException(
          "Invalid table metadata: a " + ingestionType.id() + " table has no primary keys");
    }
    if (changes && cursorField == null) {
      throw new IllegalArgumentException(
          "Invalid table metadata: a " + ingestionType.id() + " table has no cursor field");
    }
    if (deletesRead && ingestionType != IngestionType.CDC_WITH_DELETES) {
      throw new IllegalArgumentException(
          "Invalid table metadata: deletes are read of a " + ingestionType.id() + " table");
    }
    if ((ingestionType == IngestionType.SNAPSHOT) != (snapshotPaging != null)) {
      throw new IllegalArgumentException(
          "Invalid table metadata: a "
              + ingestionType.id()
              + " table with paging "
              + snapshotPaging);
    }
  }

  public static TableMetadata snapshot(SnapshotPaging paging, String... primaryKeys) {
    return new TableMetadata(List.of(primaryKeys), null, IngestionType.SNAPSHOT, false, paging);
  }

  public static TableMetadata cdc(String cursorField, String... primaryKeys) {
    return new TableMetadata(List.of(primaryKeys), cursorField, IngestionType.CDC, false, null);
  }

  /** Deletes come among the changes. */
  public static TableMetadata cdcWithDeletes(String cursorField, String... primaryKeys) {
    return new TableMetadata(
        List.of(primaryKeys), cursorField, IngestionType.CDC_WITH_DELETES, false, null);
  }

  /** Deletes come from {@link LakeflowConnect#readTableDeletes}. */
  public static TableMetadata cdcWithDeletesRead(String cursorField, String... primaryKeys) {
    return new TableMetadata(
        List.of(primaryKeys), cursorField, IngestionType.CDC_WITH_DELETES, true, null);
  }

  /** Where keys are given, a row is appended only if its key is new. */
  public static TableMetadata append(String... primaryKeys) {
    return new TableMetadata(List.of(primaryKeys), null, IngestionType.APPEND, false, null);
  }
}
