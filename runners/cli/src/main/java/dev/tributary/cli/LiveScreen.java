package dev.tributary.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines at the end of a terminal that are drawn over and over, while others are printed above them.
 * Safe for use by any thread.
 *
 * <p>By hand, for it takes four control sequences of ECMA-48: what is printed meanwhile is to stay
 * above the lines, and signals and input are to stay the command's.
 */
final class LiveScreen {
  private static final String UP = "\u001b[%dA";
  private static final String ERASE_REST_OF_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final Supplier<Terminal> terminal;
  private List<Line> drawn = List.of();

  /**
   * A line of less than the terminal's width.
   *
   * @param plain without colours
   * @param shown the same, with colours perhaps
   */
  record Line(String plain, String shown) {}

  /**
   * A screen with nothing on it.
   *
   * @param out writes to the terminal; nobody else does while lines are there
   * @param terminal tells its size, which may change
   */
  LiveScreen(PrintWriter out, Supplier<Terminal> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** The size of the terminal as it is now. */
  Terminal terminal() {
    return terminal.get();
  }

  /** Draws lines in place of those drawn before: fewer than the terminal's rows. */
  synchronized void draw(List<Line> lines) {
    out.print(toTop() + text(lines));
    out.flush();
    drawn = List.copyOf(lines);
  }

  /** Prints a line that stays, above those that are drawn. */
  synchronized void print(String line) {
    out.print(toTop() + line + ERASE_REST_OF_LINE + "\n" + text(drawn));
    out.flush();
  }

  /** Takes the drawn lines away. */
  synchronized void erase() {
    draw(List.of());
  }

  private static String text(List<Line> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(line.shown()).append(ERASE_REST_OF_LINE).append('\n'));
    return text.append(ERASE_BELOW).toString();
  }

  /** A terminal that has become narrower has broken the lines. */
  private String toTop() {
    int columns = terminal.get().columns();
    int rows = 0;
    for (Line line : drawn) {
      rows += Math.max(1, (TextWidth.of(line.plain()) + columns - 1) / columns);
    }
    return rows == 0 ? "" : "\r" + UP.formatted(rows);
  }
}
