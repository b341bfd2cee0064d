package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.CheckReport;
import dev.tributary.pipelines.Discovery;
import dev.tributary.pipelines.SourceCheck;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary check}. */
@Command(
    name = "check",
    description = {
      "Tries credentials at the source: reads the first page of each table of a spec or, without one,"
          + " of each table that the connection's source has. Writes nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all tables can be read; 1 some cannot; 2 the spec or the"
          + " connection is wrong, and nothing was read.",
      "",
      "Examples:",
      "  tributary check --spec=acme.json",
      "  tributary check --connection=connections/acme.json --tables=tickets"
    })
final class CheckCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXT_COLUMNS = 2;

  @Spec private CommandSpec command;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "The pipeline spec: a file, or the name of an example. Without it --connection is needed.")
  private String spec;

  @Mixin private SourceOptions source;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    List<CheckReport> reports = spec == null ? ofConnection() : ofSpec();
    PrintWriter err = command.commandLine().getErr();
    reports.stream()
        .filter(report -> !report.isSuccess())
        .forEach(report -> err.println(report.name() + ": " + report.error()));
    err.flush();
    output.print(command.commandLine(), out -> text(reports, out), () -> json(reports));
    return isSuccess(reports) ? Tributary.DONE : Tributary.INCOMPLETE;
  }

  private List<CheckReport> ofSpec() {
    try (OpenJob open = source.openJob(command.commandLine(), spec)) {
      return SourceCheck.of(open.job());
    }
  }

  private List<CheckReport> ofConnection() {
    if (source.connection().isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Name what to check: --spec=FILE or --connection=FILE");
    }
    try (OpenSource open = source.openSource(command.commandLine())) {
      var discovery = new Discovery(open.source(), source.tables(), List.of());
      return SourceCheck.of(open.source(), discovery.run());
    }
  }

  private static boolean isSuccess(List<CheckReport> reports) {
    return reports.stream().allMatch(CheckReport::isSuccess);
  }

  private static void text(List<CheckReport> reports, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "status", "first page"));
    for (CheckReport report : reports) {
      rows.add(
          List.of(
              report.name(),
              report.isSuccess() ? "OK" : "FAILED",
              report.isSuccess() ? TextTable.number(report.records()) : "-"));
    }
    TextTable.print(rows, TEXT_COLUMNS, out);
  }

  private static ObjectNode json(List<CheckReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", isSuccess(reports));
    ArrayNode tables = json.putArray("tables");
    for (CheckReport report : reports) {
      tables
          .addObject()
          .put("name", report.name())
          .put("success", report.isSuccess())
          .put("records", report.isSuccess() ? report.records() : null)
          .put("error", report.error());
    }
    return json;
  }
}
