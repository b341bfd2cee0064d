package dev.tributary.beam.lakeflow;

/**
 * A record that does not fit its table's schema. The message names the column, the value, what was
 * expected, and is fit for a user's eyes.
 */
public final class BadValueException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int SHOWN_CHARACTERS = 100;

  private final String column;
  private final String expected;

  BadValueException(String column, String value, String expected) {
    super(
        (column.isEmpty() ? "the record is " : "column '" + column + "' holds ")
            + (value.isEmpty() ? "empty" : shorten(value))
            + ", which is not "
            + expected);
    this.column = column;
    this.expected = expected;
  }

  /** The message without the value, for places where no user data belongs. */
  String withoutValue() {
    return (column.isEmpty() ? "the record" : "column '" + column + "' holds a value that")
        + " is not "
        + expected;
  }

  /** The path of the column, as in {@code address.geo.lat}; empty for the record as a whole. */
  public String column() {
    return column;
  }

  private static String shorten(String value) {
    if (value.length() <= SHOWN_CHARACTERS) {
      return value;
    }
    // Half a surrogate pair cannot be written as UTF-8, and the message goes into reports.
    boolean inPair = Character.isHighSurrogate(value.charAt(SHOWN_CHARACTERS - 1));
    return value.substring(0, inPair ? SHOWN_CHARACTERS - 1 : SHOWN_CHARACTERS) + "…";
  }
}
