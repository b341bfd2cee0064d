package dev.tributary.cli;

import dev.tributary.beam.lakeflow.ReadProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Tells what is waited for, and times. */
final class Waits {
  /** A request that keeps the pace of its source waits all the time. */
  private static final Duration LEAST = Duration.ofSeconds(1);

  private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm:ss");

  private Waits() {}

  /** What a reader waits for and until when, if it still does for a while worth telling. */
  static Optional<String> describe(ReadProgress.Wait wait, Clock clock) {
    Duration left = Duration.between(clock.instant(), wait.until());
    if (left.compareTo(LEAST) < 0) {
      return Optional.empty();
    }
    String reason =
        switch (wait.reason()) {
          case RATE_LIMIT -> "rate limit until ";
          case RETRY -> "another try at ";
        };
    return Optional.of(reason + timeOfDay(wait.until(), clock) + ", in " + time(left));
  }

  /** The time in the clock's zone, to the second. */
  static String timeOfDay(Instant time, Clock clock) {
    return TIME_OF_DAY.format(time.atZone(clock.getZone()));
  }

  /** Hours, if any, minutes and seconds. */
  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
