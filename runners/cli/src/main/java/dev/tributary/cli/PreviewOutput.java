package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.pipelines.PreviewReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Shows the first rows of tables, to people and to programs. */
final class PreviewOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_CELL_WIDTH = 32;
  private static final int MOST_WIDTH = 120;
  private static final int GAP = 2;

  private PreviewOutput() {}

  static void text(List<PreviewReport> reports, PrintWriter out) {
    boolean isFirst = true;
    for (PreviewReport report : reports) {
      if (!report.columns().isEmpty()) {
        if (!isFirst) {
          out.println();
        }
        isFirst = false;
        text(report, out);
      }
    }
  }

  private static void text(PreviewReport report, PrintWriter out) {
    out.println(
        report.name()
            + ": "
            + (report.rows().isEmpty() ? "no row" : TextTable.number(report.rows().size()))
            + (report.rows().isEmpty() ? "" : report.rows().size() == 1 ? " row" : " rows"));
    List<String> columns = ordered(report);
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(name -> TextWidth.fit(name, MOST_CELL_WIDTH)).toList());
    for (ObjectNode row : report.rows()) {
      rows.add(columns.stream().map(name -> cell(row.get(name))).toList());
    }
    int shown = fitting(rows);
    TextTable.print(rows.stream().map(row -> row.subList(0, shown)).toList(), out);
    if (shown < columns.size()) {
      out.println(
          "… and "
              + (columns.size() - shown)
              + " more: "
              + String.join(", ", columns.subList(shown, columns.size())));
    }
  }

  /** What says which row it is stands first. */
  private static List<String> ordered(PreviewReport report) {
    Set<String> ordered = new LinkedHashSet<>(report.first());
    ordered.addAll(report.columns());
    return List.copyOf(ordered);
  }

  private static String cell(JsonNode value) {
    return TextWidth.fit(value.isTextual() ? value.textValue() : value.toString(), MOST_CELL_WIDTH);
  }

  /** How many columns have room side by side; one at least. */
  private static int fitting(List<List<String>> rows) {
    int width = 0;
    int columns = rows.get(0).size();
    for (int i = 0; i < columns; i++) {
      int at = i;
      width += GAP + rows.stream().mapToInt(row -> TextWidth.of(row.get(at))).max().orElse(0);
      if (width - GAP > MOST_WIDTH) {
        return Math.max(1, i);
      }
    }
    return columns;
  }

  static ObjectNode json(List<PreviewReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", reports.stream().allMatch(PreviewReport::isSuccess));
    var tables = json.putArray("tables");
    for (PreviewReport report : reports) {
      ObjectNode table = tables.addObject();
      table.put("name", report.name());
      report.columns().forEach(table.putArray("columns")::add);
      table.putArray("rows").addAll(report.rows());
      report.notes().forEach(table.putArray("notes")::add);
      table.put("error", report.error());
    }
    return json;
  }
}
