package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.PlanReport;
import dev.tributary.pipelines.RunPlan;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tributary plan}. */
@Command(
    name = "plan",
    description = {
      "Tells what a run would do to each table: load it for the first time, go on and from where, or"
          + " load it anew; how it would write, and which columns would be added, or go, or are gone at"
          + " the source. Writes nothing, reads no row, and does not get in the way of a run."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all tables could be loaded; 1 some could not, as with a column of another"
          + " type; 2 the spec, the connection or the source of a table's rows is wrong.",
      "",
      "Examples:",
      "  tributary plan --spec=acme.json",
      "  tributary plan --spec=acme.json --full-refresh=tickets --output=json"
    })
final class PlanCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_OFFSET_WIDTH = 60;

  @Spec private CommandSpec command;
  @Mixin private JobOptions jobOptions;
  @Mixin private FullRefreshOption fullRefresh;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    List<PlanReport> reports;
    try (OpenJob open =
        jobOptions.open(command.commandLine(), fullRefresh.tables(), Optional.empty())) {
      reports = RunPlan.of(open.job());
    }
    PrintWriter err = command.commandLine().getErr();
    for (PlanReport report : reports) {
      report.notes().forEach(note -> err.println(report.name() + ": " + note));
      tell(err, report, "these columns go at the end: ", report.columns().dropped());
      tell(err, report, "these columns change their type or form: ", report.columns().changed());
      tell(
          err,
          report,
          "columns that the source has no longer, or that the spec leaves out, stay and are null in"
              + " what changes from now on: ",
          report.goneColumns());
      if (!report.isSuccess()) {
        err.println(report.name() + ": " + report.error());
      }
    }
    err.flush();
    output.print(command.commandLine(), out -> text(reports, out), () -> json(reports));
    return isSuccess(reports) ? Tributary.DONE : Tributary.INCOMPLETE;
  }

  private static String from(PlanReport report) {
    if (!report.isSuccess()) {
      return "-";
    }
    return report.offset().isNull()
        ? "the beginning"
        : TextWidth.fit(report.offset().toString(), MOST_OFFSET_WIDTH);
  }

  private static void tell(PrintWriter err, PlanReport report, String what, List<String> columns) {
    if (!columns.isEmpty()) {
      err.println(report.name() + ": " + what + String.join(", ", columns));
    }
  }

  private static boolean isSuccess(List<PlanReport> reports) {
    return reports.stream().allMatch(PlanReport::isSuccess);
  }

  private static void text(List<PlanReport> reports, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "plan", "mode", "version", "from", "new columns"));
    for (PlanReport report : reports) {
      rows.add(
          List.of(
              report.destination(),
              report.action() == null ? "FAILS" : report.action().name(),
              report.mode().isEmpty() ? "-" : report.mode(),
              report.version().isPresent() ? Long.toString(report.version().getAsLong()) : "-",
              from(report),
              report.columns().added().isEmpty()
                  ? "-"
                  : String.join(", ", report.columns().added())));
    }
    TextTable.print(rows, out);
  }

  private static ObjectNode json(List<PlanReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", isSuccess(reports));
    ArrayNode tables = json.putArray("tables");
    for (PlanReport report : reports) {
      ObjectNode table = tables.addObject();
      table.put("name", report.name());
      table.put("destination", report.destination());
      table.put("action", report.action() == null ? null : report.action().name());
      table.put("mode", report.mode().isEmpty() ? null : report.mode());
      table.put("version", report.version().isPresent() ? report.version().getAsLong() : null);
      table.set("offset", report.offset());
      report.columns().added().forEach(table.putArray("new_columns")::add);
      report.columns().dropped().forEach(table.putArray("dropped_columns")::add);
      report.columns().changed().forEach(table.putArray("changed_columns")::add);
      report.goneColumns().forEach(table.putArray("gone_columns")::add);
      report.notes().forEach(table.putArray("notes")::add);
      table.put("error", report.error());
    }
    return json;
  }
}
