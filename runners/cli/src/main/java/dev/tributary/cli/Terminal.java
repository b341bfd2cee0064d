package dev.tributary.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a terminal.
 *
 * @param rows at least one
 * @param columns at least one
 */
record Terminal(int rows, int columns) {
  private static final Pattern SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");
  private static final Terminal UNKNOWN = new Terminal(24, 80);

  /**
   * The terminal that standard error goes to, if it is one that can be drawn on. Java 17 knows this
   * of input and output together only; what is drawn goes to standard error alone.
   */
  static Optional<Terminal> ofStandardError() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return Optional.empty();
    }
    try {
      Process process =
          new ProcessBuilder("sh", "-c", "test -t 2 && stty size <&2")
              .redirectError(Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor() == 0 ? of(answer) : Optional.empty();
    } catch (IOException e) {
      // No shell, as on Windows.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** From what {@code stty size} says; a terminal that does not know its size says zeros. */
  static Optional<Terminal> of(String answer) {
    Matcher size = SIZE.matcher(answer);
    if (!size.matches()) {
      return Optional.empty();
    }
    int rows = Integer.parseInt(size.group(1));
    int columns = Integer.parseInt(size.group(2));
    return Optional.of(rows == 0 || columns == 0 ? UNKNOWN : new Terminal(rows, columns));
  }
}
