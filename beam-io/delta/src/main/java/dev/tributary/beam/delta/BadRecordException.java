package dev.tributary.beam.delta;

/** A record that cannot be written to its table. The message says which, where and why. */
public final class BadRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String column;

  /** A record that does not fit as a whole. */
  public BadRecordException(String message) {
    this(null, message);
  }

  /** A record that does not fit a column. */
  public BadRecordException(String column, String message) {
    super(message);
    this.column = column;
  }

  /** The column, or null where it is the record as a whole. */
  public String column() {
    return column;
  }
}
