package dev.tributary.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Help.Ansi;

/**
 * The live progress of a run on the terminal of standard error. Until it is closed, what this
 * process writes there line by line, such as its log, is printed above the lines that are drawn.
 */
final class StandardErrorProgress extends LiveProgress {
  private static final long MILLIS_BETWEEN_DRAWINGS = 250;

  private final PrintStream before = System.err;
  private final PrintStream above;
  private final Signals resizes;
  private final Timer drawing = new Timer("tributary-progress", true);

  private StandardErrorProgress(
      LiveScreen screen, AtomicReference<Terminal> terminal, Ansi ansi, int tables, Clock clock) {
    super(screen, ansi, tables, clock);
    resizes = new Signals().on("WINCH", () -> Terminal.ofStandardError().ifPresent(terminal::set));
    Charset charset = Charset.defaultCharset();
    above = new PrintStream(new LineStream(charset, this::tell), true, charset);
    System.setErr(above);
    drawing.schedule(
        new TimerTask() {
          @Override
          public void run() {
            draw();
          }
        },
        0,
        MILLIS_BETWEEN_DRAWINGS);
  }

  /**
   * Begins to show a run.
   *
   * @param err writes to standard error
   * @param size that of the terminal now
   * @param tables how many tables the run has
   */
  static RunDisplay begin(PrintWriter err, Terminal size, Ansi ansi, int tables) {
    var terminal = new AtomicReference<>(size);
    return new StandardErrorProgress(
        new LiveScreen(err, terminal::get),
        terminal,
        ansi,
        tables,
        Clock.system(ZoneId.systemDefault()));
  }

  @Override
  public void close() {
    resizes.close();
    drawing.cancel();
    System.setErr(before);
    above.close();
    super.close();
  }
}
