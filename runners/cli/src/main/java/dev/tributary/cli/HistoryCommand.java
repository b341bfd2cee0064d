package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.delta.TableVersion;
import dev.tributary.pipelines.HistoryReport;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tributary history}. */
@Command(
    name = "history",
    description = {
      "Lists what was committed to tables, the latest first, as their Delta logs tell it: when, by"
          + " which epoch of a run, and how many rows changed. An epoch without rows moved positions"
          + " alone, and is called STATE where that was done by hand; a version without an epoch is a compaction or another writer's."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 done; 1 some log cannot be read; 2 the spec or the connection is wrong.",
      "",
      "Examples:",
      "  tributary history --spec=acme.json --tables=tickets",
      "  tributary history --spec=acme.json --versions=100 --output=json"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXT_COLUMNS = 3;
  private static final String NONE = "-";

  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "20",
      description = "The most versions of a table. Default: ${DEFAULT-VALUE}")
  private int versions;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (versions < 1) {
      throw new ParameterException(
          command.commandLine(), "Invalid --versions: " + versions + ", it must be at least 1");
    }
    List<HistoryReport> reports;
    try (OpenJob open = jobOptions.open(command.commandLine())) {
      reports = HistoryReport.of(open.job(), versions);
    }
    PrintWriter err = command.commandLine().getErr();
    reports.stream()
        .filter(report -> !report.isSuccess())
        .forEach(report -> err.println(report.name() + ": " + report.error()));
    err.flush();
    output.print(command.commandLine(), out -> text(reports, out), () -> json(reports));
    return isSuccess(reports) ? Tributary.DONE : Tributary.INCOMPLETE;
  }

  private static boolean isSuccess(List<HistoryReport> reports) {
    return reports.stream().allMatch(HistoryReport::isSuccess);
  }

  private static void text(List<HistoryReport> reports, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "table",
            "committed",
            "operation",
            "version",
            "epoch",
            "inserted",
            "updated",
            "deleted"));
    for (HistoryReport report : reports) {
      report.versions().forEach(version -> rows.add(row(report.destination(), version)));
    }
    TextTable.print(rows, TEXT_COLUMNS, out);
  }

  private static List<String> row(String table, TableVersion version) {
    return List.of(
        table,
        version.committed() == null
            ? NONE
            : version.committed().truncatedTo(ChronoUnit.SECONDS).toString(),
        operation(version),
        Long.toString(version.version()),
        version.epoch().isPresent() ? Long.toString(version.epoch().getAsLong()) : NONE,
        rows(version, "numTargetRowsInserted"),
        rows(version, "numTargetRowsUpdated"),
        rows(version, "numTargetRowsDeleted"));
  }

  private static String operation(TableVersion version) {
    return version.note().isEmpty() ? version.operation() : version.note();
  }

  private static String rows(TableVersion version, String metric) {
    String value = version.metrics().get(metric);
    return value == null || !value.matches("[0-9]{1,18}")
        ? NONE
        : TextTable.number(Long.parseLong(value));
  }

  private static ObjectNode json(List<HistoryReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", isSuccess(reports));
    ArrayNode tables = json.putArray("tables");
    for (HistoryReport report : reports) {
      ObjectNode table = tables.addObject();
      table.put("name", report.name());
      table.put("destination", report.destination());
      ArrayNode array = table.putArray("versions");
      report.versions().forEach(version -> array.add(json(version)));
      table.put("error", report.error());
    }
    return json;
  }

  private static ObjectNode json(TableVersion version) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", version.version());
    json.put("committed", version.committed() == null ? null : version.committed().toString());
    json.put("operation", version.operation());
    json.put("epoch", version.epoch().isPresent() ? version.epoch().getAsLong() : null);
    ObjectNode metrics = json.putObject("metrics");
    version.metrics().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(metric -> metrics.put(metric.getKey(), metric.getValue()));
    json.put("engine", version.engine());
    json.put("note", version.note().isEmpty() ? null : version.note());
    return json;
  }
}
