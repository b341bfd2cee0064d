package dev.tributary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.Option;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what connectors declare, to people and to programs. */
final class ConnectorOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConnectorOutput() {}

  static void list(List<ConnectorProvider> providers, PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("connector", "description"));
    providers.forEach(provider -> rows.add(List.of(provider.name(), provider.description())));
    TextTable.print(rows, out);
  }

  static ObjectNode list(List<ConnectorProvider> providers) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode connectors = json.putArray("connectors");
    for (ConnectorProvider provider : providers) {
      ObjectNode connector = connectors.addObject();
      connector.put("name", provider.name());
      connector.put("description", provider.description());
      provider.knownTables().forEach(connector.putArray("tables")::add);
    }
    return json;
  }

  static void one(ConnectorProvider provider, PrintWriter out) {
    out.println(provider.name() + ": " + provider.description());
    out.println();
    out.println("Options of a connection:");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("option", "value", "default", "description"));
    for (Option option : provider.connectionOptions()) {
      rows.add(List.of(option.name(), value(option), usual(option), option.description()));
    }
    TextTable.print(rows, out);
    out.println();
    out.println("Tables: " + String.join(", ", provider.knownTables()));
    Map<Option, List<String>> options = tableOptions(provider);
    if (!options.isEmpty()) {
      out.println();
      out.println("Options of tables, in table_configuration:");
      List<List<String>> tableRows = new ArrayList<>();
      tableRows.add(List.of("option", "value", "default", "description", "tables"));
      options.forEach(
          (option, tables) ->
              tableRows.add(
                  List.of(
                      option.name(),
                      value(option),
                      usual(option),
                      option.description(),
                      tables.size() == provider.knownTables().size()
                          ? "all"
                          : String.join(", ", tables))));
      TextTable.print(tableRows, out);
    }
  }

  static ObjectNode one(ConnectorProvider provider) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", provider.name());
    json.put("description", provider.description());
    ArrayNode connection = json.putArray("connection_options");
    provider.connectionOptions().forEach(option -> connection.add(json(option)));
    ArrayNode tables = json.putArray("tables");
    for (String table : provider.knownTables()) {
      ObjectNode entry = tables.addObject();
      entry.put("name", table);
      ArrayNode options = entry.putArray("options");
      provider.tableOptions(table).forEach(option -> options.add(json(option)));
    }
    return json;
  }

  /** The tables of each option; one that is declared in two ways is two. */
  private static Map<Option, List<String>> tableOptions(ConnectorProvider provider) {
    Map<Option, List<String>> options = new LinkedHashMap<>();
    for (String table : provider.knownTables()) {
      for (Option option : provider.tableOptions(table)) {
        options.computeIfAbsent(option, declared -> new ArrayList<>()).add(table);
      }
    }
    return options;
  }

  private static String value(Option option) {
    String value =
        option.choices().isEmpty()
            ? option.type().name().toLowerCase(Locale.ROOT) + range(option)
            : String.join(" | ", option.choices());
    return option.secret() ? value + ", secret" : value;
  }

  private static String range(Option option) {
    if (option.most() < Long.MAX_VALUE) {
      return " from " + option.least() + " to " + option.most();
    }
    return option.least() > 0 ? " from " + option.least() : "";
  }

  private static String usual(Option option) {
    if (option.required()) {
      return "required";
    }
    return option.defaultValue() == null ? "-" : option.defaultValue();
  }

  private static ObjectNode json(Option option) {
    ObjectNode json = JSON.createObjectNode();
    json.put("name", option.name());
    json.put("type", option.type().name().toLowerCase(Locale.ROOT));
    json.put("description", option.description());
    json.put("required", option.required());
    json.put("secret", option.secret());
    json.put("identifies_source", option.identifiesSource());
    json.put("default", option.defaultValue());
    option.choices().forEach(json.putArray("choices")::add);
    if (option.type() == Option.Type.INTEGER) {
      json.put("least", option.least());
      json.put("most", option.most() == Long.MAX_VALUE ? null : option.most());
    }
    return json;
  }
}
