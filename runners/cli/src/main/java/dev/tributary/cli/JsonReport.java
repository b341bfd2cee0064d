package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.pipelines.RunReport;
import dev.tributary.pipelines.TableReport;
import java.util.TreeMap;

/** Writes a run's report as one JSON document for programs. */
final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLIS = 1000.0;

  private JsonReport() {}

  static JsonNode of(RunReport report) {
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", report.runId());
    json.put("started", report.started().toString());
    json.put("finished", report.finished().toString());
    json.put("success", report.isSuccess());
    var tables = json.putArray("tables");
    report.tables().forEach(table -> tables.add(table(table)));
    return json;
  }

  private static ObjectNode table(TableReport table) {
    Figures figures = table.figures();
    ReadStatistics statistics = table.statistics();
    ObjectNode json = JSON.createObjectNode();
    json.put("name", table.name());
    json.put("destination", table.destination());
    json.put("status", table.status().name());
    json.put("rows_read", table.rowsRead());
    json.put("inserted", figures.inserted());
    json.put("updated", figures.updated());
    json.put("deleted", figures.deleted());
    json.put("rejected", figures.rejected());
    json.put("duplicates", figures.duplicates());
    json.put("version_before", table.versionBefore() < 0 ? null : table.versionBefore());
    json.put("version_after", table.versionAfter() < 0 ? null : table.versionAfter());
    json.set("offset_before", table.offsetBefore());
    json.set("offset_after", table.offsetAfter());
    json.put("epochs", table.epochs());
    json.put("pages", statistics.pages());
    json.put("requests", statistics.requests());
    json.put("retries", statistics.retries());
    json.put("seconds_waiting", statistics.waitingMillis() / MILLIS);
    json.put("seconds_working", statistics.workingMillis() / MILLIS);
    json.put("seconds", table.seconds());
    json.put("files_added", figures.filesAdded());
    json.put("files_removed", figures.filesRemoved());
    json.put("bytes_added", figures.bytesAdded());
    json.put("bytes_removed", figures.bytesRemoved());
    json.set("unknown_fields", JSON.valueToTree(new TreeMap<>(table.unknownFields())));
    json.set("warnings", JSON.valueToTree(table.warnings()));
    json.put("error", table.error());
    return json;
  }
}
