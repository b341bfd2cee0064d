package dev.tributary.spec;

import java.io.Serializable;
import java.util.Objects;

/**
 * Something wrong with a spec or a connection.
 *
 * @param file where it is, as the user named it; of a connection in an environment variable, the
 *     variable
 * @param pointer the JSON pointer of what is wrong; empty for the whole document
 * @param line counted from one; zero if the file could not be read
 * @param message what is wrong and what to do, as one sentence or two
 */
public record SpecProblem(String file, String pointer, int line, String message)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public SpecProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(pointer, "pointer");
    Objects.requireNonNull(message, "message");
    if (line < 0) {
      throw new IllegalArgumentException("Invalid line: " + line);
    }
  }

  /** One line, as in {@code zendesk.json:7 /objects/0/table/source_table: Unknown table}. */
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line;
    return (pointer.isEmpty() ? place : place + " " + pointer) + ": " + message;
  }
}
