package dev.tributary.beam.delta;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/**
 * A record that its table cannot take, as it is set aside.
 *
 * @param raw the record as the source sent it, or what of it may be stored; null if nothing
 * @param reason what is wrong with it
 * @param column the column that it does not fit, or null
 * @param sourceTable the table of the source
 * @param runId the run that read it
 * @param offset where in the source it was read, or null
 * @param rejectedAt when
 */
public record RejectedRecord(
    String raw,
    String reason,
    String column,
    String sourceTable,
    String runId,
    String offset,
    Instant rejectedAt)
    implements Serializable {
  public RejectedRecord {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(sourceTable, "sourceTable");
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(rejectedAt, "rejectedAt");
  }

  @Override
  public String toString() {
    // Records are user data: they belong into tables and not into logs.
    return "rejected record of " + sourceTable + " at " + offset;
  }
}
