package dev.tributary.cli;

import dev.tributary.pipelines.GivenPositions;
import dev.tributary.pipelines.StateReport;
import dev.tributary.pipelines.TableStates;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary state}. */
@Command(
    name = "state",
    description = "Shows or changes how far the tables of a spec have been read.",
    mixinStandardHelpOptions = true,
    subcommands = {StateCommand.Show.class, StateCommand.Reset.class, StateCommand.Set.class},
    footer = {
      "",
      "Examples:",
      "  tributary state show --spec=acme.json",
      "  tributary state reset --spec=acme.json --tables=tickets --dry-run",
      "  tributary state set --spec=acme.json --tables=tickets --positions='[…]'"
    })
final class StateCommand implements Runnable {
  @Spec private CommandSpec command;

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "Say what to do with states: state show, reset or set.");
  }

  private static int report(CommandLine command, OutputOption output, List<StateReport> reports) {
    PrintWriter err = command.getErr();
    for (StateReport report : reports) {
      if (report.note() != null) {
        err.println(report.name() + ": " + report.note());
      }
      if (!report.isSuccess()) {
        err.println(report.name() + ": " + report.error());
      }
    }
    err.flush();
    output.print(command, out -> StateOutput.text(reports, out), () -> StateOutput.json(reports));
    return reports.stream().allMatch(StateReport::isSuccess)
        ? Tributary.DONE
        : Tributary.INCOMPLETE;
  }

  private static int change(
      CommandLine command,
      JobOptions options,
      OutputOption output,
      Function<OpenJob, List<StateReport>> change) {
    if (options.tables().isEmpty()) {
      throw new ParameterException(command, "Name the tables whose state changes: --tables=TABLE");
    }
    List<StateReport> reports;
    try (OpenJob open = options.open(command)) {
      reports = change.apply(open);
    }
    return report(command, output, reports);
  }

  private static TableStates states(boolean isDryRun) {
    return new TableStates(isDryRun ? TableStates.Change.DRY_RUN : TableStates.Change.COMMIT);
  }

  /** {@code tributary state show}. */
  @Command(
      name = "show",
      description = {
        "Shows what the Delta log of each table says: where its rows come from, how far it was read,"
            + " and by which run last. Writes nothing, and asks nothing of the source."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit status: 0 done; 1 some state cannot be read; 2 the spec or the connection is wrong.",
        "",
        "Examples:",
        "  tributary state show --spec=acme.json --tables=tickets --output=json"
      })
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec command;
    @Mixin private JobOptions jobOptions;
    @Mixin private OutputOption output;

    @Override
    public Integer call() {
      try (OpenJob open = jobOptions.open(command.commandLine())) {
        return report(command.commandLine(), output, TableStates.show(open.job()));
      }
    }
  }

  /** {@code tributary state reset}. */
  @Command(
      name = "reset",
      description = {
        "Lets the next run read tables from the beginning. Rows stay; what that means for each table"
            + " is told. It is one commit to a table's Delta log, and takes turns with runs. To have"
            + " rows dropped that the source has no longer, run with --full-refresh instead."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit status: 0 done; 1 some state could not be changed, and is as it was; 2 the spec or the"
            + " connection is wrong.",
        "",
        "Examples:",
        "  tributary state reset --spec=acme.json --tables=tickets --dry-run",
        "  tributary state reset --spec=acme.json --tables=tickets"
      })
  static final class Reset implements Callable<Integer> {
    @Spec private CommandSpec command;
    @Mixin private JobOptions jobOptions;

    @Option(names = "--dry-run", description = "Say what it would mean, and do nothing.")
    private boolean isDryRun;

    @Mixin private OutputOption output;

    @Override
    public Integer call() {
      return change(
          command.commandLine(), jobOptions, output, open -> states(isDryRun).reset(open.job()));
    }
  }

  /** {@code tributary state set}. */
  @Command(
      name = "set",
      description = {
        "Lets the next run read one table from other positions; those that are not given stay. The"
            + " source is asked for a page from each, so that one that it does not know is refused."
            + " What lies before a position and was never read is left out, until a reset."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Exit status: 0 done; 1 the state could not be changed, and is as it was; 2 the positions,"
            + " the spec or the connection are wrong.",
        "",
        "Examples:",
        "  tributary state set --spec=acme.json --tables=tickets \\",
        "      --positions='[{\"flow\": \"CHANGES\", \"position\": {\"cursor\": \"abc\"}}]'"
      })
  static final class Set implements Callable<Integer> {
    @Spec private CommandSpec command;
    @Mixin private JobOptions jobOptions;

    @Option(
        names = "--positions",
        required = true,
        paramLabel = "JSON",
        description =
            "An array with flow, partition and position of each, as 'spans' is in state show"
                + " --output=json.")
    private String positions;

    @Option(names = "--dry-run", description = "Check the positions, and do nothing.")
    private boolean isDryRun;

    @Mixin private OutputOption output;

    @Override
    public Integer call() {
      CommandLine line = command.commandLine();
      GivenPositions parsed = parsed(line);
      return change(
          line,
          jobOptions,
          output,
          open -> {
            int found = open.job().tableNames().size();
            if (found != 1) {
              throw new ParameterException(
                  line,
                  "Name one table: --tables names "
                      + found
                      + (jobOptions.tables().size() == 1
                          ? ", for the spec loads it into several; use a spec with one of them"
                          : ""));
            }
            return List.of(states(isDryRun).set(open.job(), parsed));
          });
    }

    private GivenPositions parsed(CommandLine line) {
      try {
        return GivenPositions.parse(positions);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(line, "Invalid --positions: " + e.getMessage(), e);
      }
    }
  }
}
