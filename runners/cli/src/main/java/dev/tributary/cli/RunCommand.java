package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.Job;
import dev.tributary.pipelines.JobRun;
import dev.tributary.pipelines.RunReport;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary run}. */
@Command(
    name = "run",
    description = "Loads the tables of a spec, each from where its last run ended.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all tables are loaded; 1 some table failed or is incomplete; 2"
          + " the spec, the connection or the source of a table's rows is wrong, and no row"
          + " was read or written. Of --continuous, that of the last run.",
      "",
      "Ctrl-C stops reading and commits what was read, with progress. A second one, or SIGTERM,"
          + " drops what is not committed and ends within ten seconds.",
      "",
      "Examples:",
      "  tributary run --spec=example",
      "  tributary run --spec=acme.json --tables=tickets,users --output=json",
      "  tributary run --spec=acme.json --full-refresh=tickets",
      "  tributary run --spec=acme.json --continuous --interval=15m"
    })
final class RunCommand implements Callable<Integer> {
  /** Prints the report of a run. */
  @FunctionalInterface
  private interface Printer {
    void print(CommandLine command, Consumer<PrintWriter> text, Supplier<JsonNode> json);
  }

  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;
  @Mixin private FullRefreshOption fullRefresh;

  @Option(
      names = "--parallel-tables",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many tables are loaded at once. Default: ${DEFAULT-VALUE}")
  private int parallelTables;

  @Mixin private RunnerOptions runner;
  @Mixin private ContinuousOptions continuous;
  @Mixin private ProgressOptions progress;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (parallelTables < 1) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid --parallel-tables: " + parallelTables + ", it must be at least 1");
    }
    Optional<Duration> interval = continuous.interval(command.commandLine());
    if (interval.isPresent() && fullRefresh.tables().isPresent()) {
      throw new ParameterException(
          command.commandLine(),
          "--full-refresh with --continuous would load the tables anew again and again: run with"
              + " the one, then with the other");
    }
    try (var signals = new StopSignals(this::tell)) {
      return interval.isPresent()
          ? repeat(interval.get(), signals.stopper())
          : run(signals.stopper(), output::print);
    }
  }

  private int repeat(Duration interval, Stopper stopper) {
    return new Repeater(interval, Clock.system(ZoneId.systemDefault()), stopper::passes, this::tell)
        .repeat(() -> runOfMany(stopper));
  }

  private void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private int runOfMany(Stopper stopper) {
    try {
      return run(stopper, output::printOneOfMany);
    } catch (ParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      int status = Tributary.describe(e, command.commandLine());
      command.commandLine().getErr().flush();
      return status;
    }
  }

  private int run(Stopper stopper, Printer printer) {
    RunReport report;
    Optional<String> host = runner.hostForWorkers(command.commandLine());
    try (OpenJob open = jobOptions.open(command.commandLine(), fullRefresh.tables(), host)) {
      Job job = open.job();
      JobRun.checkSources(job);
      announceRefresh(job);
      try (BeamRunner beam = runner.create(command.commandLine(), jobOptions.connectorJars())) {
        report = shown(job, stopper, beam);
      }
    }
    printer.print(
        command.commandLine(),
        out -> new TextReport(jobOptions.warehouse()).print(report, out),
        () -> JsonReport.of(report));
    return report.isSuccess() ? Tributary.DONE : Tributary.INCOMPLETE;
  }

  private RunReport shown(Job job, Stopper stopper, BeamRunner beam) {
    try (RunDisplay display = progress.display(command.commandLine(), job.tableNames().size())) {
      stopper.tellThrough(display::tell);
      return new JobRun(beam, display, parallelTables, stopper::isStopped).run(job);
    } finally {
      stopper.tellThrough(this::tell);
      // A run that was dropped leaves it set, and the report is still to be printed.
      Thread.interrupted();
    }
  }

  private void announceRefresh(Job job) {
    if (!job.refreshedNames().isEmpty()) {
      tell(
          "Full refresh of "
              + String.join(", ", job.refreshedNames())
              + ": when all of a table is read, the rows that it has go, also those that others"
              + " wrote. Until then readers see it as it is.");
    }
  }
}
