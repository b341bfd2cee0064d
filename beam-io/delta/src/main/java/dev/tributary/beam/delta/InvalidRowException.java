package dev.tributary.beam.delta;

/** A row does not fit its schema. The message names column, value and what the column takes. */
final class InvalidRowException extends IllegalArgumentException {
  private static final int SHOWN_CHARACTERS = 100;

  private InvalidRowException(String message) {
    super(message);
  }

  static InvalidRowException nullValue(String column) {
    return new InvalidRowException(
        "Invalid row: column '" + column + "' is null, but the table declares it not null");
  }

  static InvalidRowException wrongType(String column, String expected, Object value) {
    return new InvalidRowException(
        "Invalid row: column '"
            + column
            + "' takes "
            + expected
            + ", but the value is "
            + describe(value));
  }

  static InvalidRowException doesNotFit(String column, String type, Object value) {
    return new InvalidRowException(
        "Invalid row: the value of column '"
            + column
            + "' does not fit "
            + type
            + ": "
            + describe(value));
  }

  static InvalidRowException width(String column, int expected, int actual) {
    return new InvalidRowException(
        "Invalid row: "
            + (column.isEmpty() ? "the row" : "column '" + column + "'")
            + " takes "
            + expected
            + " fields, but there are "
            + actual);
  }

  private static String describe(Object value) {
    String text = String.valueOf(value);
    if (text.length() > SHOWN_CHARACTERS) {
      text = text.substring(0, SHOWN_CHARACTERS) + "…";
    }
    return value == null ? "null" : text + " (" + value.getClass().getSimpleName() + ")";
  }
}
