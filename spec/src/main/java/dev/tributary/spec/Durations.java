package dev.tributary.spec;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in a spec. */
public final class Durations {
  /** What a value must be, to follow "must be". */
  public static final String EXPECTATION = "a duration above zero like 30s, 10m, 1h, 2d or PT10M";

  private static final Pattern SHORT = Pattern.compile("([0-9]+) ?([smhd])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private Durations() {}

  /** The duration, or empty if the text is none or is not above zero. */
  public static Optional<Duration> parse(String text) {
    try {
      Matcher matcher = SHORT.matcher(text);
      Duration duration =
          matcher.matches()
              ? Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)))
              : Duration.parse(text);
      return Optional.of(duration).filter(d -> !d.isNegative() && !d.isZero());
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }
}
