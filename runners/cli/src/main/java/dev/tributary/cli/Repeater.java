package dev.tributary.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Runs again and again. From start to start an interval passes; a run that takes longer is followed
 * by the next at once. A failed run is followed by the next like any other: what the source cannot
 * stand, retries and rate limits inside a run keep from it.
 */
final class Repeater {
  private final Duration interval;
  private final Clock clock;
  private final Predicate<Duration> pause;
  private final Consumer<String> tell;

  /**
   * A repeater.
   *
   * @param pause waits; tells whether to go on then
   * @param tell where it is said when the next run begins
   */
  Repeater(Duration interval, Clock clock, Predicate<Duration> pause, Consumer<String> tell) {
    this.interval = interval;
    this.clock = clock;
    this.pause = pause;
    this.tell = tell;
  }

  /**
   * Runs until the pause says no, or until the spec or the connection is wrong, which no repetition
   * mends.
   *
   * @param run tells its exit status
   * @return the exit status of the last run
   */
  int repeat(IntSupplier run) {
    while (true) {
      Instant next = clock.instant().plus(interval);
      int status = run.getAsInt();
      if (status == Tributary.INVALID) {
        return status;
      }
      Duration left = Duration.between(clock.instant(), next);
      if (left.isNegative()) {
        left = Duration.ZERO;
      } else {
        tell.accept("The next run begins at " + Waits.timeOfDay(next, clock) + ".");
      }
      if (!pause.test(left)) {
        return status;
      }
    }
  }
}
