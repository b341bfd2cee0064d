package dev.tributary.cli;

import dev.tributary.beam.delta.DeltaTableException;
import dev.tributary.pipelines.RunException;
import dev.tributary.pipelines.WrongSourceException;
import dev.tributary.spec.InvalidSpecException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command and its subcommands. */
@Command(
    name = "tributary",
    description = "Loads data of SaaS APIs into Delta Lake tables.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      ValidateCommand.class,
      ConnectorsCommand.class,
      DiscoverCommand.class,
      CheckCommand.class,
      PreviewCommand.class,
      PlanCommand.class,
      StateCommand.class,
      HistoryCommand.class,
      MaintainCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  tributary connectors zendesk",
      "  tributary discover --connection=connections/acme.json --spec=acme.json",
      "  tributary check --spec=acme.json",
      "  tributary preview --spec=acme.json --tables=tickets",
      "  tributary plan --spec=acme.json --warehouse=/data",
      "  tributary run --spec=acme.json --warehouse=/data",
      "  tributary history --spec=acme.json --warehouse=/data"
    })
final class Tributary implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Tributary.class);

  /** Everything asked for was done. */
  static final int DONE = 0;

  /** Some table failed or is incomplete. */
  static final int INCOMPLETE = 1;

  /** The spec, the connection or the source of a table is wrong; no row was read or written. */
  static final int INVALID = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description =
          "When there are colours: auto, which is on a terminal and without NO_COLOR, always or"
              + " never. Default: auto")
  void setColor(Colors when) {
    spec.commandLine().setColorScheme(Help.defaultColorScheme(when.ansi()));
  }

  /** The command, which prints to the standard streams. */
  static CommandLine commandLine() {
    return new CommandLine(new Tributary())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Tributary::describe)
        .setExecutionExceptionHandler(Tributary::describe);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Name a command: " + String.join(", ", spec.subcommands().keySet()) + ".");
  }

  /** A wrong option gets one line; the whole of the help would scroll it away. */
  private static int describe(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("Help: " + command.getCommandSpec().qualifiedName() + " --help");
    return INVALID;
  }

  private static int describe(Exception e, CommandLine command, ParseResult parsed) {
    return describe(e, command);
  }

  /** Tells what went wrong; the exit status that it means. */
  static int describe(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof InvalidSpecException invalid) {
      invalid.problems().forEach(problem -> err.println(problem));
      err.println(
          invalid.problems().size() == 1
              ? "1 problem. Nothing was read or written."
              : invalid.problems().size() + " problems. Nothing was read or written.");
      return INVALID;
    }
    if (e instanceof WrongSourceException || e instanceof DeltaTableException) {
      err.println(e.getMessage());
      return INVALID;
    }
    if (e instanceof RunException) {
      err.println(e.getMessage());
      return INCOMPLETE;
    }
    LOG.debug("The command failed", e);
    err.println("Cannot go on: " + reason(e));
    return INCOMPLETE;
  }

  private static String reason(Exception e) {
    // The innermost one says what lacks, such as a file system that nobody knows.
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = e instanceof UncheckedIOException ? e.getMessage() : e.toString();
    return innermost == e ? message : message + ": " + innermost;
  }
}
