package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.StateReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows how far tables have been read, to people and to programs. */
final class StateOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "-";
  private static final int MOST_POSITION_WIDTH = 60;

  private StateOutput() {}

  static void text(List<StateReport> reports, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "status", "epoch", "last run", "source", "span", "position"));
    for (StateReport report : reports) {
      JsonNode spans = report.state().path("spans");
      if (spans.isEmpty()) {
        rows.add(row(report, NONE, NONE));
      }
      for (JsonNode span : spans) {
        rows.add(
            row(
                report,
                name(span),
                TextWidth.fit(span.path("position").toString(), MOST_POSITION_WIDTH)
                    + (span.path("done").asBoolean() ? "" : " (goes on)")));
      }
    }
    TextTable.print(rows, out);
  }

  private static List<String> row(StateReport report, String span, String position) {
    JsonNode source = report.state().path("source");
    return List.of(
        report.destination(),
        report.isRefresh() ? report.status() + ", of the full refresh" : report.status().name(),
        report.epoch().isPresent() ? Long.toString(report.epoch().getAsLong()) : NONE,
        report.state().path("bound").asText(NONE),
        source.isMissingNode()
            ? NONE
            : source.path("connector").asText() + " " + source.path("account").asText(),
        span,
        position);
  }

  private static String name(JsonNode span) {
    String flow = span.path("flow").asText().toLowerCase(Locale.ROOT);
    JsonNode partition = span.path("partition");
    return partition.isTextual() ? flow + " of " + partition.textValue() : flow;
  }

  static ObjectNode json(List<StateReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", reports.stream().allMatch(StateReport::isSuccess));
    ArrayNode tables = json.putArray("tables");
    for (StateReport report : reports) {
      ObjectNode table = tables.addObject();
      table.put("name", report.name());
      table.put("destination", report.destination());
      table.put("status", report.status().name());
      table.put("version", report.version().isPresent() ? report.version().getAsLong() : null);
      table.put("epoch", report.epoch().isPresent() ? report.epoch().getAsLong() : null);
      table.put("full_refresh", report.isRefresh());
      JsonNode source = report.state().get("source");
      JsonNode spans = report.state().get("spans");
      table.set("source", source);
      table.put("last_run", report.state().path("bound").textValue());
      table.set("spans", spans == null ? JSON.createArrayNode() : spans);
      table.put("note", report.note());
      table.put("error", report.error());
    }
    return json;
  }
}
