package dev.tributary.beam.delta;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table properties that a new table may have. Delta Standalone writes any, also those that
 * change what readers and writers of the table must do, and checks no value.
 */
final class TableProperties {
  private static final String DELETED_FILE_RETENTION = "delta.deletedFileRetentionDuration";
  private static final Pattern INTERVAL =
      Pattern.compile("(interval )?\\d+ (week|day|hour|minute|second)s?");
  private static final Pattern BOOLEAN = Pattern.compile("true|false");
  private static final Map<String, Pattern> ALLOWED =
      new TreeMap<>(
          Map.of(
              "delta.appendOnly",
              BOOLEAN,
              "delta.checkpointInterval",
              Pattern.compile("[1-9]\\d{0,8}"),
              DELETED_FILE_RETENTION,
              INTERVAL,
              "delta.enableExpiredLogCleanup",
              BOOLEAN,
              "delta.logRetentionDuration",
              INTERVAL));

  private static final Pattern PERIOD = Pattern.compile("(\\d+) (week|day|hour|minute|second)s?");

  private TableProperties() {}

  /**
   * How long a table wants files kept that were removed from it; empty if it does not say.
   *
   * @throws DeltaTableException if it says so in a way that we do not understand
   */
  static Optional<Duration> deletedFileRetention(Map<String, String> properties) {
    String value = properties.get(DELETED_FILE_RETENTION);
    if (value == null) {
      return Optional.empty();
    }
    Matcher period = PERIOD.matcher(value.toLowerCase(Locale.ROOT).replaceFirst("^interval ", ""));
    if (!period.matches()) {
      throw new DeltaTableException(
          "Cannot tell how long removed files are to be kept: the table property "
              + DELETED_FILE_RETENTION
              + " is \""
              + value
              + "\". Set it to an interval of one unit, as in \"interval 7 days\".");
    }
    long count = Long.parseLong(period.group(1));
    return Optional.of(
        switch (period.group(2)) {
          case "week" -> Duration.ofDays(7 * count);
          case "day" -> Duration.ofDays(count);
          case "hour" -> Duration.ofHours(count);
          case "minute" -> Duration.ofMinutes(count);
          default -> Duration.ofSeconds(count);
        });
  }

  /**
   * Checks the properties of Delta; all others are the user's.
   *
   * @throws IllegalArgumentException if a property is unknown or its value is not one of its kind
   */
  static void check(Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          if (!name.toLowerCase(Locale.ROOT).startsWith("delta.")) {
            return;
          }
          Pattern values = ALLOWED.get(name);
          if (values == null) {
            throw new IllegalArgumentException(
                "Invalid table property: \"" + name + "\", known are " + ALLOWED.keySet());
          }
          if (!values.matcher(value).matches()) {
            throw new IllegalArgumentException(
                "Invalid value of the table property " + name + ": \"" + value + "\"");
          }
        });
  }
}
