package dev.tributary.spec;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table's configuration tells Tributary itself.
 *
 * @param scdType empty where the ingestion type of the source table decides
 * @param primaryKeys empty where the connector decides
 * @param sequenceBy empty where the connector decides
 * @param trackHistoryColumns the columns whose change begins a new version; if empty, all but keys,
 *     sequence and {@code trackHistoryExceptColumns}
 * @param trackHistoryExceptColumns columns whose change does not; empty if the former is not
 * @param deletes what a delete does
 * @param commitEvery when an epoch ends
 * @param allowMassDelete whether a snapshot may delete more than half of 100 or more rows
 * @param tombstoneRetention how long a deleted key is remembered, greater than zero
 * @param onBadRecord what becomes of a record that does not fit the table
 * @param columns which columns are loaded, and in what form
 */
public record TableSettings(
    Optional<ScdType> scdType,
    List<String> primaryKeys,
    List<String> sequenceBy,
    List<String> trackHistoryColumns,
    List<String> trackHistoryExceptColumns,
    Deletes deletes,
    CommitEvery commitEvery,
    boolean allowMassDelete,
    Duration tombstoneRetention,
    OnBadRecord onBadRecord,
    ColumnSettings columns) {

  /** The settings of a table that says nothing. */
  public static final TableSettings DEFAULTS =
      new TableSettings(
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Deletes.APPLY,
          CommitEvery.DEFAULT,
          false,
          Duration.ofDays(2),
          OnBadRecord.FAIL,
          ColumnSettings.DEFAULTS);

  public TableSettings {
    primaryKeys = List.copyOf(primaryKeys);
    sequenceBy = List.copyOf(sequenceBy);
    Objects.requireNonNull(onBadRecord, "onBadRecord");
    Objects.requireNonNull(columns, "columns");
    trackHistoryColumns = List.copyOf(trackHistoryColumns);
    trackHistoryExceptColumns = List.copyOf(trackHistoryExceptColumns);
    if (tombstoneRetention.isNegative() || tombstoneRetention.isZero()) {
      throw new IllegalArgumentException("Invalid tombstone retention: " + tombstoneRetention);
    }
  }
}
