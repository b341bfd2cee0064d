package dev.tributary.spec;

import java.util.List;

/**
 * The settings that specs may come with but that this version cannot heed. They are refused, for a
 * setting that is read and ignored would load something else than was asked for.
 */
final class UnsupportedSettings {
  /** Members of {@code table_configuration}, whatever their value. */
  static final List<String> KEYS = List.of("cluster_by");

  private UnsupportedSettings() {}

  static String refusal(String key) {
    return "'" + key + "' is not supported by this version of Tributary; remove it";
  }
}
