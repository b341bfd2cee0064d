package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructType;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A Delta table as a user wants it: where it is, what it holds, and what changes do to it.
 *
 * @param path the root of the table: a local path or the URI of any Hadoop file system
 * @param schemaJson the columns, as Delta's own JSON of a {@link StructType}
 * @param keys the columns that identify a row; empty only for {@link WriteMode#APPEND}
 * @param sequenceBy the columns that order the changes of a key, compared one after the other;
 *     empty unless the mode is {@link WriteMode#UPSERT} or {@link WriteMode#HISTORY}
 * @param mode what changes do
 * @param tracked the columns whose change begins a new version; where there are versions only
 * @param deletedRows what becomes of deleted rows; {@link DeletedRows#REMOVED} unless the mode is
 *     {@link WriteMode#UPSERT} or {@link WriteMode#SNAPSHOT}
 * @param tombstoneRetention how long a deleted key is remembered, so that an older upsert that
 *     arrives late does not bring it back
 * @param uncompared columns that tell something of the load and nothing of the row, such as when it
 *     was read: a row in which only they differ has not changed, and stays as it is
 * @param massDelete what is done with a snapshot that would delete most rows; matters to {@link
 *     WriteMode#SNAPSHOT} and {@link WriteMode#SNAPSHOT_HISTORY} alone
 * @param hadoopOptions settings of the Hadoop file system, by name; secrets, which {@link
 *     #toString} leaves out, may be among them
 */
public record DeltaTarget(
    String path,
    String schemaJson,
    List<String> keys,
    List<String> sequenceBy,
    WriteMode mode,
    TrackedColumns tracked,
    DeletedRows deletedRows,
    Duration tombstoneRetention,
    Set<String> uncompared,
    MassDelete massDelete,
    Map<String, String> hadoopOptions)
    implements Serializable {
  /**
   * A text in a column's metadata that says in what form the values of the source stand in it, as
   * in {@code sha-256}; without it they stand as they are. A column never changes its form.
   */
  public static final String FORM = "tributary.form";

  public DeltaTarget {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(tracked, "tracked");
    Objects.requireNonNull(deletedRows, "deletedRows");
    Objects.requireNonNull(tombstoneRetention, "tombstoneRetention");
    Objects.requireNonNull(massDelete, "massDelete");
    keys = List.copyOf(keys);
    sequenceBy = List.copyOf(sequenceBy);
    uncompared = Set.copyOf(uncompared);
    hadoopOptions = Map.copyOf(hadoopOptions);
    if (mode.isKeyed() == keys.isEmpty()) {
      throw new IllegalArgumentException("Invalid target: mode " + mode + " with keys " + keys);
    }
    if (mode.isSequenced() == sequenceBy.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid target: mode " + mode + " with the sequence " + sequenceBy);
    }
    StructType schema = parse(schemaJson);
    List<String> columns = List.of(schema.getFieldNames());
    for (String column : keys) {
      requireColumn(columns, column, "key");
    }
    for (String column : sequenceBy) {
      requireColumn(columns, column, "sequence");
    }
    for (String column : uncompared) {
      requireColumn(columns, column, "uncompared");
      if (keys.contains(column) || sequenceBy.contains(column)) {
        throw new IllegalArgumentException(
            "Invalid target: the column '" + column + "' is uncompared, and a key or sequence");
      }
    }
    for (String column : tracked.columns()) {
      requireColumn(columns, column, "tracked");
    }
    if (deletedRows == DeletedRows.MARKED && !mode.losesRows()) {
      throw new IllegalArgumentException(
          "Invalid target: mode " + mode + " with deleted rows that are marked");
    }
    if (!mode.keepsHistory() && !tracked.equals(TrackedColumns.all())) {
      throw new IllegalArgumentException(
          "Invalid target: mode " + mode + " with tracked columns, " + tracked);
    }
  }

  /** A target that compares and tracks all columns, removes rows and refuses mass deletes. */
  public DeltaTarget(
      String path,
      String schemaJson,
      List<String> keys,
      List<String> sequenceBy,
      WriteMode mode,
      Duration tombstoneRetention,
      Map<String, String> hadoopOptions) {
    this(
        path,
        schemaJson,
        keys,
        sequenceBy,
        mode,
        TrackedColumns.all(),
        DeletedRows.REMOVED,
        tombstoneRetention,
        Set.of(),
        MassDelete.REFUSE,
        hadoopOptions);
  }

  /** Where the table is of the records that this one could not take. */
  public String rejectedPath() {
    return new TableLayout(path).rejected().root();
  }

  TableSettings settings() {
    return new TableSettings(keys, mode.scdType(), sequenceBy, tracked);
  }

  /** The columns of the table: those of the schema, and those of its history or its marks. */
  StructType tableSchema() {
    if (deletedRows == DeletedRows.MARKED) {
      return DeletionMark.addTo(schema());
    }
    return mode.keepsHistory() ? HistoryShape.addTo(schema(), sequenceBy) : schema();
  }

  StructType schema() {
    return parse(schemaJson);
  }

  DeltaTarget withSchema(StructType schema) {
    return with(path, schema.toJson());
  }

  /** The same, in another place. */
  DeltaTarget at(String otherPath) {
    return with(otherPath, schemaJson);
  }

  private DeltaTarget with(String otherPath, String otherSchemaJson) {
    return new DeltaTarget(
        otherPath,
        otherSchemaJson,
        keys,
        sequenceBy,
        mode,
        tracked,
        deletedRows,
        tombstoneRetention,
        uncompared,
        massDelete,
        hadoopOptions);
  }

  private static StructType parse(String json) {
    return (StructType) DataType.fromJson(json);
  }

  private static void requireColumn(List<String> columns, String column, String what) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException(
          "Invalid target: the " + what + " column '" + column + "' is not among " + columns);
    }
  }

  /** Without the settings of the file system, among which are secrets. */
  @Override
  public String toString() {
    return mode + " of " + path + " by " + keys;
  }
}
