package dev.tributary.spec;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that specs may come with but that this version cannot heed. They are refused, for a
 * setting that is read and ignored would load something else than was asked for.
 */
final class UnsupportedSettings {
  /** Members of {@code table_configuration}, whatever their value. */
  static final List<String> KEYS = List.of("cluster_by");

  /** Single values of members that are otherwise supported, in lower case. */
  private static final Map<String, List<String>> VALUES = Map.of("deletes", List.of("mark"));

  private UnsupportedSettings() {}

  static String refusal(String key) {
    return "'" + key + "' is not supported by this version of Tributary; remove it";
  }

  /** Why a value is refused, if it is one that a later version will take. */
  static Optional<String> refusal(String key, String value, List<String> supported) {
    return VALUES.getOrDefault(key, List.of()).contains(value.toLowerCase(Locale.ROOT))
        ? Optional.of(
            "'"
                + key
                + "': '"
                + value
                + "' is not supported by this version of Tributary; use "
                + String.join(" or ", supported))
        : Optional.empty();
  }
}
