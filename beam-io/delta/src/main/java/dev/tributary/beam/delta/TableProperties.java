package dev.tributary.beam.delta;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The table properties that a new table may have. Delta Standalone writes any, also those that
 * change what readers and writers of the table must do, and checks no value.
 */
final class TableProperties {
  private static final Pattern INTERVAL =
      Pattern.compile("(interval )?\\d+ (week|day|hour|minute|second)s?");
  private static final Pattern BOOLEAN = Pattern.compile("true|false");
  private static final Map<String, Pattern> ALLOWED =
      new TreeMap<>(
          Map.of(
              "delta.appendOnly", BOOLEAN,
              "delta.checkpointInterval", Pattern.compile("[1-9]\\d{0,8}"),
              "delta.deletedFileRetentionDuration", INTERVAL,
              "delta.enableExpiredLogCleanup", BOOLEAN,
              "delta.logRetentionDuration", INTERVAL));

  private TableProperties() {}

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
