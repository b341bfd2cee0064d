package dev.tributary.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** The option that says whether to show how a run goes on. */
final class ProgressOptions {
  @Option(
      names = "--no-progress",
      description =
          "Does not show on standard error how the run goes on: lines drawn over and over on a"
              + " terminal, a line a table every ten seconds elsewhere. Errors are told all the"
              + " same.")
  private boolean isOff;

  /** Shows the run that begins, in the way that suits where standard error goes. */
  RunDisplay display(CommandLine command, int tables) {
    PrintWriter err = command.getErr();
    if (isOff) {
      return new NoticePrinter(err);
    }
    Optional<Terminal> terminal = Terminal.ofStandardError();
    return terminal.isPresent()
        ? StandardErrorProgress.begin(err, terminal.get(), colors(command), tables)
        : new ProgressPrinter(err, Clock.system(ZoneId.systemDefault()));
  }

  /** It is a terminal, whatever picocli finds out about standard output. */
  private static Ansi colors(CommandLine command) {
    Ansi chosen = command.getColorScheme().ansi();
    return chosen == Ansi.AUTO && Colors.areWelcome(System.getenv("NO_COLOR")) ? Ansi.ON : chosen;
  }
}
