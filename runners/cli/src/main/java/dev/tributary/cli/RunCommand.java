package dev.tributary.cli;

import dev.tributary.connectors.Names;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import dev.tributary.pipelines.Job;
import dev.tributary.pipelines.JobRun;
import dev.tributary.pipelines.RunReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
          + " was read or written.",
      "",
      "Examples:",
      "  tributary run --spec=example",
      "  tributary run --spec=acme.json --tables=tickets,users --output=json",
      "  tributary run --spec=acme.json --full-refresh=tickets"
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;

  @Mixin private FullRefreshOption fullRefresh;

  @Option(
      names = "--parallel-tables",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many tables are loaded at once. Default: ${DEFAULT-VALUE}")
  private int parallelTables;

  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "DirectRunner",
      description = "The Beam runner: DirectRunner, or SparkRunner. Default: ${DEFAULT-VALUE}")
  private String runner;

  @Option(
      names = "--sparkMaster",
      paramLabel = "URL",
      description = "Of SparkRunner: where it runs, as in local[2].")
  private String sparkMaster;

  @Mixin private OutputOption output;

  @Parameters(
      paramLabel = "BEAM OPTION",
      arity = "0..*",
      description = "Behind --: options of Beam, as in --targetParallelism=4.")
  private List<String> beamOptions = List.of();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = command.commandLine().getErr();
    if (parallelTables < 1) {
      throw new ParameterException(
          command.commandLine(), "Invalid --parallel-tables: " + parallelTables);
    }
    BeamRunnerProvider provider = provider();
    RunReport report;
    Optional<String> host = checked(provider, () -> provider.hostForWorkers(runnerOptions()));
    try (OpenJob open = jobOptions.open(command.commandLine(), fullRefresh.tables(), host)) {
      Job job = open.job();
      JobRun.checkSources(job);
      announceRefresh(err, job);
      try (BeamRunner beam = create(provider)) {
        report = new JobRun(beam, new ProgressPrinter(err), parallelTables).run(job);
      }
    }
    print(report);
    return report.isSuccess() ? Tributary.DONE : Tributary.INCOMPLETE;
  }

  private static void announceRefresh(PrintWriter err, Job job) {
    if (!job.refreshedNames().isEmpty()) {
      err.println(
          "Full refresh of "
              + String.join(", ", job.refreshedNames())
              + ": when all of a table is read, the rows that it has go, also those that others"
              + " wrote. Until then readers see it as it is.");
      err.flush();
    }
  }

  private void print(RunReport report) {
    output.print(
        command.commandLine(),
        out -> new TextReport(jobOptions.warehouse()).print(report, out),
        () -> JsonReport.of(report));
  }

  private BeamRunnerProvider provider() {
    List<String> names = new ArrayList<>();
    for (BeamRunnerProvider provider : ServiceLoader.load(BeamRunnerProvider.class)) {
      if (provider.name().equalsIgnoreCase(runner)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new ParameterException(
        command.commandLine(),
        runner.equalsIgnoreCase("SparkRunner")
            ? "SparkRunner is not on the class path: run Maven with -Pspark, or spark-submit with"
                + " tributary-spark.jar"
            : "Unknown --runner '" + runner + "'. " + Names.suggestion(runner, names));
  }

  private List<String> runnerOptions() {
    List<String> options = new ArrayList<>(beamOptions);
    if (sparkMaster != null) {
      options.add("--sparkMaster=" + sparkMaster);
    }
    return options;
  }

  private BeamRunner create(BeamRunnerProvider provider) {
    return checked(provider, () -> provider.create(runnerOptions(), jobOptions.connectorJars()));
  }

  private <T> T checked(BeamRunnerProvider provider, Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid options for " + provider.name() + ": " + e.getMessage());
    }
  }
}
