package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;

/** The ranges of numbers that options take. */
final class Limits {
  private Limits() {}

  /**
   * The value of an option.
   *
   * @throws ConnectorException if it is not between least and most
   */
  static long within(String option, long value, long least, long most) {
    if (value < least || value > most) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Option '%s' must be from %d to %d, not %d".formatted(option, least, most, value));
    }
    return value;
  }
}
