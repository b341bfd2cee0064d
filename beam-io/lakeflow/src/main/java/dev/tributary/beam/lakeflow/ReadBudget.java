package dev.tributary.beam.lakeflow;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How much one epoch reads before it stops at a page border and commits.
 *
 * @param deadline when it stops, whatever it has read
 * @param recordsPerSpan after how many records a span stops; at least one
 */
public record ReadBudget(Instant deadline, long recordsPerSpan) implements Serializable {
  /** For what counts only as a whole. */
  public static final ReadBudget UNLIMITED = new ReadBudget(Instant.MAX, Long.MAX_VALUE);

  public ReadBudget {
    Objects.requireNonNull(deadline, "deadline");
    if (recordsPerSpan < 1) {
      throw new IllegalArgumentException("Invalid budget: " + recordsPerSpan + " records a span");
    }
  }

  /** A budget that begins now and is shared by some spans. */
  public static ReadBudget of(Instant now, Duration time, long records, int spans) {
    return new ReadBudget(now.plus(time), Math.max(1, records / Math.max(1, spans)));
  }

  boolean isSpent(Instant now, long records) {
    return records >= recordsPerSpan || !now.isBefore(deadline);
  }
}
