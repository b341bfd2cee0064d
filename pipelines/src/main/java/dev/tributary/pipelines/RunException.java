package dev.tributary.pipelines;

/** A table cannot be loaded further. The message is made for whoever started the run. */
final class RunException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  RunException(String message) {
    super(message);
  }
}
