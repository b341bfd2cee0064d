package dev.tributary.beam.delta;

/**
 * A table cannot be read or written as asked, and trying again will not help. The message says
 * which table, why, and what to do.
 */
public class DeltaTableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DeltaTableException(String message) {
    super(message);
  }

  DeltaTableException(String message, Throwable cause) {
    super(message, cause);
  }
}
