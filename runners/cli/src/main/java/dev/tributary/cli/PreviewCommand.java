package dev.tributary.cli;

import dev.tributary.pipelines.Preview;
import dev.tributary.pipelines.PreviewReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary preview}. */
@Command(
    name = "preview",
    description = {
      "Shows the first rows of tables as a load would store them: with the columns, the hashes and"
          + " the types of the spec. Reads one page of each table. Writes nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all tables are shown; 1 some could not be read, or a row of"
          + " theirs does not fit; 2 the spec or the connection is wrong, and nothing was"
          + " read.",
      "",
      "Examples:",
      "  tributary preview --spec=acme.json --tables=tickets",
      "  tributary preview --spec=acme.json --tables=tickets --rows=100 --output=json"
    })
final class PreviewCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private SpecOption spec;
  @Mixin private SourceOptions source;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "The most rows of a table. Default: ${DEFAULT-VALUE}")
  private int rows;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (rows < 1) {
      throw new ParameterException(
          command.commandLine(), "Invalid --rows: " + rows + ", it must be at least 1");
    }
    List<PreviewReport> reports;
    try (OpenJob open = source.openJob(command.commandLine(), spec.spec())) {
      reports = new Preview(rows).of(open.job());
    }
    PrintWriter err = command.commandLine().getErr();
    for (PreviewReport report : reports) {
      report.notes().forEach(note -> err.println(report.name() + ": " + note));
      if (!report.isSuccess()) {
        err.println(report.name() + ": " + report.error());
      }
    }
    err.flush();
    output.print(
        command.commandLine(),
        out -> PreviewOutput.text(reports, out),
        () -> PreviewOutput.json(reports));
    return reports.stream().allMatch(PreviewReport::isSuccess)
        ? Tributary.DONE
        : Tributary.INCOMPLETE;
  }
}
