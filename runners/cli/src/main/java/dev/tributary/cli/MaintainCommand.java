package dev.tributary.cli;

import dev.tributary.beam.delta.Retention;
import dev.tributary.pipelines.MaintenanceReport;
import dev.tributary.pipelines.MaintenanceRun;
import dev.tributary.spec.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary maintain}. */
@Command(
    name = "maintain",
    description = {
      "Puts small files of the tables of a spec together, and deletes files that no version of a"
          + " table needs which was the latest one within the retention. Safe beside readers,"
          + " writers and runs. Asks nothing of the source."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all tables are done; 1 some table failed; 2 the spec is wrong.",
      "",
      "Examples:",
      "  tributary maintain --spec=acme.json --dry-run",
      "  tributary maintain --spec=acme.json --retention=30d"
    })
final class MaintainCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;

  @Option(
      names = "--retention",
      paramLabel = "TIME",
      defaultValue = "7d",
      description =
          "How long files stay that are needed no longer, as in 7d or 12h; at least 1h. Default:"
              + " ${DEFAULT-VALUE}")
  private String retention;

  @Option(
      names = "--exclusive",
      description =
          "Nobody else reads or writes the tables meanwhile, so that --retention may be less than"
              + " 1h.")
  private boolean isExclusive;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean isDryRun;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Retention kept = retention();
    var run = new MaintenanceRun(kept);
    List<MaintenanceReport> reports;
    try (OpenJob open = jobOptions.open(command.commandLine())) {
      reports = isDryRun ? run.plan(open.job()) : run.run(open.job());
    }
    print(reports);
    return reports.stream().allMatch(MaintenanceReport::isSuccess)
        ? Tributary.DONE
        : Tributary.INCOMPLETE;
  }

  private Retention retention() {
    Duration duration =
        Durations.parse(retention)
            .orElseThrow(
                () ->
                    new ParameterException(
                        command.commandLine(),
                        "Invalid --retention: '"
                            + retention
                            + "', it must be "
                            + Durations.EXPECTATION));
    if (isExclusive) {
      return Retention.whileNobodyElseUsesTheTable(duration);
    }
    if (duration.compareTo(Retention.LEAST) < 0) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid --retention: "
              + retention
              + " is less than 1h, so that files could go that somebody reads or is about to"
              + " commit. Add --exclusive if nobody else uses the tables meanwhile.");
    }
    return Retention.of(duration);
  }

  private void print(List<MaintenanceReport> reports) {
    PrintWriter err = command.commandLine().getErr();
    for (MaintenanceReport report : reports) {
      if (!report.isSuccess()) {
        err.println(report.name() + ": " + report.status() + ": " + report.error());
      } else if (report.compaction().filesInTheWay() > 0) {
        err.println(
            report.name()
                + ": "
                + report.compaction().filesInTheWay()
                + " files were not compacted, for another writer changed some of them meanwhile;"
                + " maintain again");
      }
    }
    err.flush();
    output.print(
        command.commandLine(),
        out -> MaintenanceOutput.text(reports, out),
        () -> MaintenanceOutput.json(reports));
  }
}
