package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Objects;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * What an epoch did to its table.
 *
 * @param outcome how it ended
 * @param version the version after it of the log that it belongs to; negative if there is none
 * @param figures what was read, written and changed
 * @param sourceReport the verdict's report, as JSON
 * @param reason why nothing was committed and what to do; null unless the outcome is {@link
 *     Outcome#CONFLICT} or {@link Outcome#REFUSED}
 */
@DefaultCoder(SerializableCoder.class)
public record EpochReport(
    Outcome outcome, long version, Figures figures, String sourceReport, String reason)
    implements Serializable {

  /** How an epoch ended. */
  public enum Outcome {
    /** Rows and positions were committed. */
    COMMITTED,
    /** Only positions were committed, for no row changed. */
    MOVED,
    /** There was nothing to commit. */
    UNCHANGED,
    /** Another writer was faster: nothing was committed, and the epoch has to be repeated. */
    CONFLICT,
    /** A snapshot must not be applied: nothing was committed, and to repeat it would not help. */
    REFUSED
  }

  public EpochReport {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(figures, "figures");
  }

  /**
   * Counts of rows, files and bytes.
   *
   * @param rejected records that were set aside; they are none of those read
   * @param duplicates rows of a snapshot that gave way to a later one of their key with other
   *     values
   */
  public record Figures(
      long upsertsRead,
      long deletesRead,
      long inserted,
      long updated,
      long deleted,
      long duplicates,
      long filesAdded,
      long filesRemoved,
      long bytesAdded,
      long bytesRemoved,
      long rejected)
      implements Serializable {

    public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What was read, where nothing came of it. */
    Figures readOnly() {
      return new Figures(upsertsRead, deletesRead, 0, 0, 0, duplicates, 0, 0, 0, 0, 0);
    }

    public Figures plus(Figures other) {
      return new Figures(
          upsertsRead + other.upsertsRead,
          deletesRead + other.deletesRead,
          inserted + other.inserted,
          updated + other.updated,
          deleted + other.deleted,
          duplicates + other.duplicates,
          filesAdded + other.filesAdded,
          filesRemoved + other.filesRemoved,
          bytesAdded + other.bytesAdded,
          bytesRemoved + other.bytesRemoved,
          rejected + other.rejected);
    }
  }
}
