package dev.tributary.connectors;

import java.util.Objects;

/**
 * A failure of a connector. The message says what is wrong, where, and what to do; it holds no
 * secret.
 */
public class ConnectorException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of failure it is, and with it who can mend it. */
  public enum Category {
    /** A table, an option or their combination is wrong. */
    CONFIGURATION,
    /** The source does not accept the credentials. */
    AUTHENTICATION,
    /** The credentials are good but may not read this. */
    PERMISSION,
    /** The source does not have what was asked for. */
    NOT_FOUND,
    /** The source's rate limit did not clear within the time a run waits for it. */
    RATE_LIMITED,
    /** The source did not answer, or answered with a server error, after all retries. */
    UNAVAILABLE,
    /** The source answered with something that is not what its documentation says. */
    INVALID_RESPONSE
  }

  private final Category category;

  public ConnectorException(Category category, String message) {
    this(category, message, null);
  }

  public ConnectorException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = Objects.requireNonNull(category, "category");
  }

  public Category category() {
    return category;
  }
}
