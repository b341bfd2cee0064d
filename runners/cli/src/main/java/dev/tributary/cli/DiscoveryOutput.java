package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.Field;
import dev.tributary.pipelines.DiscoveredTable;
import dev.tributary.pipelines.DiscoveredTable.Description;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows the tables of a source, to people and to programs. */
final class DiscoveryOutput {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TEXT_COLUMNS = 4;
  private static final String NONE = "-";

  private DiscoveryOutput() {}

  static void text(List<DiscoveredTable> tables, boolean showsColumns, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("table", "read as", "keys", "cursor", "columns"));
    for (DiscoveredTable table : tables) {
      rows.add(row(table));
    }
    TextTable.print(rows, TEXT_COLUMNS, out);
    if (showsColumns) {
      for (DiscoveredTable table : tables) {
        table.description().ifPresent(description -> columns(table.name(), description, out));
      }
    }
  }

  private static List<String> row(DiscoveredTable table) {
    if (table.description().isEmpty()) {
      return List.of(table.name(), NONE, NONE, NONE, NONE);
    }
    TableMetadata metadata = table.description().get().metadata();
    return List.of(
        table.name(),
        metadata.ingestionType().id(),
        metadata.primaryKeys().isEmpty() ? NONE : String.join(", ", metadata.primaryKeys()),
        metadata.cursorField() == null ? NONE : metadata.cursorField(),
        TextTable.number(table.description().get().schema().fields().size()));
  }

  private static void columns(String table, Description description, PrintWriter out) {
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column of " + table, "type", ""));
    for (Field field : description.schema().fields()) {
      rows.add(
          List.of(field.name(), field.type().toString(), field.nullable() ? "" : "never null"));
    }
    TextTable.print(rows, out);
  }

  static ObjectNode json(List<DiscoveredTable> tables) {
    ObjectNode json = JSON.createObjectNode();
    json.put("success", tables.stream().allMatch(DiscoveredTable::isSuccess));
    ArrayNode array = json.putArray("tables");
    tables.forEach(table -> array.add(json(table)));
    return json;
  }

  private static ObjectNode json(DiscoveredTable table) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", table.name());
    ObjectNode options = json.putObject("options");
    table.options().forEach(options::set);
    table.description().ifPresent(description -> describe(description, json));
    json.put("error", table.error());
    return json;
  }

  private static void describe(Description description, ObjectNode json) {
    TableMetadata metadata = description.metadata();
    json.put("ingestion_type", metadata.ingestionType().id());
    metadata.primaryKeys().forEach(json.putArray("primary_keys")::add);
    json.put("cursor_field", metadata.cursorField());
    json.put("reads_deletes", metadata.deletesRead());
    ArrayNode columns = json.putArray("columns");
    for (Field field : description.schema().fields()) {
      columns
          .addObject()
          .put("name", field.name())
          .put("type", field.type().toString())
          .put("nullable", field.nullable());
    }
  }
}
