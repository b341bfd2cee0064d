package dev.tributary.pipelines;

/**
 * A table cannot be loaded further, or a source not be asked. The message is made for whoever
 * started the command, and holds no secret.
 */
public final class RunException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  RunException(String message) {
    super(message);
  }
}
