package dev.tributary.spec;

import java.util.Objects;
import java.util.Optional;

/**
 * A connection as read, with its problems.
 *
 * @param connection empty if there is no telling which connector it is
 * @param problems of its document; whoever knows more adds to them
 */
public record ConnectionDraft(Optional<Connection> connection, Problems problems) {
  public ConnectionDraft {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(problems, "problems");
  }
}
