package dev.tributary.spec;

import java.time.Duration;

/**
 * The budget of an epoch: the read stops and what was read is committed when either is used up.
 *
 * @param time greater than zero
 * @param records greater than zero
 */
public record CommitEvery(Duration time, long records) {
  public static final CommitEvery DEFAULT = new CommitEvery(Duration.ofMinutes(10), 5_000_000);

  public CommitEvery {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("Invalid time: " + time);
    }
    if (records <= 0) {
      throw new IllegalArgumentException("Invalid records: " + records);
    }
  }
}
