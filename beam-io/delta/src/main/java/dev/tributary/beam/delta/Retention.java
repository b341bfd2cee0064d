package dev.tributary.beam.delta;

import java.time.Duration;

/**
 * How long files stay that the table needs no longer: as long as anybody may read an older version,
 * or has written files that are not committed yet.
 */
public final class Retention {
  /** As long as Delta keeps files that were removed, unless told otherwise. */
  public static final Retention DEFAULT = new Retention(Duration.ofDays(7), true);

  /** A shorter retention is given by {@link #whileNobodyElseUsesTheTable} only. */
  public static final Duration LEAST = Duration.ofHours(1);

  private final Duration duration;
  private final boolean othersMayRun;

  private Retention(Duration duration, boolean othersMayRun) {
    this.duration = duration;
    this.othersMayRun = othersMayRun;
  }

  /**
   * A retention that leaves others time to end what they are about.
   *
   * @throws IllegalArgumentException if it is shorter than {@link #LEAST}
   */
  public static Retention of(Duration duration) {
    if (duration.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "Invalid retention: "
              + duration
              + " is less than an hour, so that files could go that somebody reads or is about to"
              + " commit");
    }
    return new Retention(duration, true);
  }

  /**
   * A retention of any length. Whoever uses it has made sure that no other process reads or writes
   * the table meanwhile: readers could fail, and commits of others lose rows.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static Retention whileNobodyElseUsesTheTable(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("Invalid retention: " + duration + " is negative");
    }
    return new Retention(duration, false);
  }

  /** How long the files of an attempt stay that may be under way. */
  Duration ofAttempts() {
    return othersMayRun && duration.compareTo(DEFAULT.duration) < 0 ? DEFAULT.duration : duration;
  }

  public Duration duration() {
    return duration;
  }

  @Override
  public String toString() {
    return duration.toString();
  }
}
