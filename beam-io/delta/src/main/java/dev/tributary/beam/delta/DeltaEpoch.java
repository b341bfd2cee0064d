package dev.tributary.beam.delta;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/**
 * One try at one epoch of a table: what workers need to write its files and commit them. Made by
 * {@link DeltaDestination#beginEpoch}.
 *
 * @param target the table, with the columns that it has after the epoch
 * @param log which log of the table the epoch is committed to
 * @param sourceSchemaJson the columns of the rows that are read
 * @param epoch the number of the epoch, above all that came before
 * @param previousEpoch the last epoch committed, or a negative number
 * @param attemptId names the attempt in file names
 * @param attemptNumber tells the attempt from all others in the log
 * @param snapshotAt when the snapshot was taken that is read, in whole microseconds; null unless
 *     the mode is {@link WriteMode#SNAPSHOT_HISTORY} and something is read
 * @param markedAt what rows are marked with that are deleted, in whole microseconds; null unless
 *     they are marked and something is read
 */
public record DeltaEpoch(
    DeltaTarget target,
    TableLog log,
    String sourceSchemaJson,
    long epoch,
    long previousEpoch,
    String attemptId,
    long attemptNumber,
    Instant snapshotAt,
    Instant markedAt)
    implements Serializable {
  public DeltaEpoch {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(log, "log");
    Objects.requireNonNull(attemptId, "attemptId");
    if (epoch <= previousEpoch) {
      throw new IllegalArgumentException("Invalid epoch: " + epoch + " after " + previousEpoch);
    }
  }

  /** An epoch of the table itself that needs no time. */
  DeltaEpoch(
      DeltaTarget target,
      String sourceSchemaJson,
      long epoch,
      long previousEpoch,
      String attemptId,
      long attemptNumber) {
    this(
        target,
        TableLog.MAIN,
        sourceSchemaJson,
        epoch,
        previousEpoch,
        attemptId,
        attemptNumber,
        null,
        null);
  }

  /** The same epoch, after which the table has these columns. */
  DeltaEpoch withSchema(StructType schema) {
    return new DeltaEpoch(
        target.withSchema(schema),
        log,
        sourceSchemaJson,
        epoch,
        previousEpoch,
        attemptId,
        attemptNumber,
        snapshotAt,
        markedAt);
  }

  /** The sequence of everything that the snapshot says, or null if there is none. */
  Object[] snapshotSequence() {
    return snapshotAt == null ? null : new Object[] {micros(snapshotAt)};
  }

  /** The mark of deleted rows, or null if they are not marked. */
  Long mark() {
    return markedAt == null ? null : micros(markedAt);
  }

  private static Long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  OptionalLong previous() {
    return previousEpoch < 0 ? OptionalLong.empty() : OptionalLong.of(previousEpoch);
  }

  Attempt attempt() {
    return new Attempt(epoch, attemptId, attemptNumber);
  }

  DeltaTable open() {
    try {
      return DeltaTable.open(configuration(), layout());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot open the table " + target.path(), e);
    }
  }

  TableLayout layout() {
    return new TableLayout(target.path(), log);
  }

  StructType sourceSchema() {
    return (StructType) DataType.fromJson(sourceSchemaJson);
  }

  Configuration configuration() {
    return HadoopConfigurations.of(target.hadoopOptions());
  }
}
