package dev.tributary.beam.delta;

import dev.tributary.beam.delta.EpochReport.Figures;
import java.io.Serializable;
import java.util.Objects;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * What one run of a pipeline did to one table.
 *
 * @param path the table
 * @param version the version of the table that holds the rows; -1 if nothing was committed
 * @param outcome how it ended
 * @param upsertsRead rows of the input that are there
 * @param deletesRead rows of the input that are gone
 * @param rowsInserted rows whose key is new; with history, versions that began
 * @param rowsUpdated rows that were replaced; with history, versions that ended or changed
 * @param rowsDeleted rows that went or were marked; with history, versions that a late change
 *     undid, or that ended because a snapshot lacks their key
 * @param filesAdded data files that the table has since
 * @param filesRemoved data files that it has no longer
 * @param bytesAdded what the former hold
 * @param bytesRemoved what the latter held
 */
public record DeltaCommit(
    String path,
    long version,
    Outcome outcome,
    long upsertsRead,
    long deletesRead,
    long rowsInserted,
    long rowsUpdated,
    long rowsDeleted,
    long filesAdded,
    long filesRemoved,
    long bytesAdded,
    long bytesRemoved)
    implements Serializable {

  /** How a run ended at a table. Anything else fails the pipeline. */
  public enum Outcome {
    /** There is a new version. */
    COMMITTED,
    /** The table has all of the input already, or the input is empty. */
    UNCHANGED
  }

  /** The fields as rows have them, as of {@code Convert.toRows()}. */
  public static final Schema SCHEMA =
      Schema.builder()
          .addStringField("path")
          .addInt64Field("version")
          .addStringField("outcome")
          .addInt64Field("upserts_read")
          .addInt64Field("deletes_read")
          .addInt64Field("rows_inserted")
          .addInt64Field("rows_updated")
          .addInt64Field("rows_deleted")
          .addInt64Field("files_added")
          .addInt64Field("files_removed")
          .addInt64Field("bytes_added")
          .addInt64Field("bytes_removed")
          .build();

  public DeltaCommit {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(outcome, "outcome");
  }

  static DeltaCommit of(String path, EpochReport report) {
    boolean isUnchanged = report.outcome() == EpochReport.Outcome.UNCHANGED;
    Figures figures = report.figures();
    return new DeltaCommit(
        path,
        isUnchanged ? -1 : report.version(),
        isUnchanged ? Outcome.UNCHANGED : Outcome.COMMITTED,
        figures.upsertsRead(),
        figures.deletesRead(),
        figures.inserted(),
        figures.updated(),
        figures.deleted(),
        figures.filesAdded(),
        figures.filesRemoved(),
        figures.bytesAdded(),
        figures.bytesRemoved());
  }

  Row toRow() {
    return Row.withSchema(SCHEMA)
        .addValues(path, version, outcome.name(), upsertsRead, deletesRead)
        .addValues(rowsInserted, rowsUpdated, rowsDeleted)
        .addValues(filesAdded, filesRemoved, bytesAdded, bytesRemoved)
        .build();
  }

  static DeltaCommit of(Row row) {
    return new DeltaCommit(
        row.getString("path"),
        row.getInt64("version"),
        Outcome.valueOf(row.getString("outcome")),
        row.getInt64("upserts_read"),
        row.getInt64("deletes_read"),
        row.getInt64("rows_inserted"),
        row.getInt64("rows_updated"),
        row.getInt64("rows_deleted"),
        row.getInt64("files_added"),
        row.getInt64("files_removed"),
        row.getInt64("bytes_added"),
        row.getInt64("bytes_removed"));
  }
}
