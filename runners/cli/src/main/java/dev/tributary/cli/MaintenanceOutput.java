package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.delta.CompactionReport;
import dev.tributary.beam.delta.UnreferencedFile;
import dev.tributary.pipelines.MaintenanceReport;
import dev.tributary.pipelines.MaintenanceReport.Status;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows what maintenance did, to people and to programs. */
final class MaintenanceOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HEADER =
      List.of("table", "status", "compacted", "into", "deleted", "bytes deleted");
  private static final int TEXT_COLUMNS = 2;

  private MaintenanceOutput() {}

  static void text(List<MaintenanceReport> reports, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    reports.forEach(report -> rows.add(row(report)));
    TextTable.print(rows, TEXT_COLUMNS, out);
    for (MaintenanceReport report : reports) {
      if (report.status() == Status.PLANNED) {
        for (UnreferencedFile file : report.unreferenced()) {
          out.println("Would delete " + report.destination() + ": " + file.path());
        }
      }
    }
  }

  private static List<String> row(MaintenanceReport report) {
    CompactionReport compaction = report.compaction();
    return List.of(
        report.destination(),
        report.status().name(),
        TextTable.number(compaction.filesRemoved()),
        report.status() == Status.PLANNED ? "-" : TextTable.number(compaction.filesAdded()),
        TextTable.number(report.unreferenced().size()),
        TextTable.number(report.unreferencedBytes()));
  }

  static JsonNode json(List<MaintenanceReport> reports) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", reports.stream().allMatch(MaintenanceReport::isSuccess));
    var tables = json.putArray("tables");
    reports.forEach(report -> tables.add(table(report)));
    return json;
  }

  private static ObjectNode table(MaintenanceReport report) {
    CompactionReport compaction = report.compaction();
    ObjectNode json = JSON.createObjectNode();
    json.put("name", report.name());
    json.put("destination", report.destination());
    json.put("status", report.status().name());
    json.put("version", compaction.version().isPresent() ? compaction.version().getAsLong() : null);
    json.put("files_compacted", compaction.filesRemoved());
    json.put("bytes_compacted", compaction.bytesRemoved());
    json.put("files_added", compaction.filesAdded());
    json.put("bytes_added", compaction.bytesAdded());
    json.put("files_in_the_way", compaction.filesInTheWay());
    json.put("files_deleted", report.unreferenced().size());
    json.put("bytes_deleted", report.unreferencedBytes());
    var files = json.putArray("unreferenced");
    for (UnreferencedFile file : report.unreferenced()) {
      files
          .addObject()
          .put("path", file.path())
          .put("bytes", file.bytes())
          .put("modified", file.modified().toString());
    }
    json.put("error", report.error());
    return json;
  }
}
