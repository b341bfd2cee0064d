package dev.tributary.beam.delta;

/** A record that cannot be written to its table. The message says which, where and why. */
public final class BadRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadRecordException(String message) {
    super(message);
  }
}
