package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The source that the environment names.
 *
 * @param connection the options of the connection
 * @param tables the options of its tables, in the place of those for the simulator
 */
record LiveSource(Map<String, String> connection, JsonNode tables) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Optional<LiveSource> of(String connector, Map<String, String> environment) {
    String variable = "TRIBUTARY_LIVE_" + connector.toUpperCase(Locale.ROOT);
    String file = environment.get(variable);
    if (file == null || file.isEmpty()) {
      return Optional.empty();
    }
    String tables = environment.get(variable + "_TABLES");
    return Optional.of(
        new LiveSource(
            texts(read(file).path("options"), environment),
            tables == null ? JSON.createObjectNode() : read(tables)));
  }

  ContractTable options(ContractTable table) {
    Map<String, String> options = texts(tables.path(table.name()), Map.of());
    return options.isEmpty() ? table : table.withOptions(options);
  }

  private static JsonNode read(String file) {
    try {
      return JSON.readTree(Path.of(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read '" + file + "'", e);
    }
  }

  private static Map<String, String> texts(JsonNode members, Map<String, String> environment) {
    var texts = new LinkedHashMap<String, String>();
    members
        .fields()
        .forEachRemaining(
            member -> texts.put(member.getKey(), value(member.getValue().asText(), environment)));
    return texts;
  }

  /** A value; of the placeholders of connections {@code ${env:NAME}} alone, and only as a whole. */
  private static String value(String text, Map<String, String> environment) {
    if (!text.startsWith("${")) {
      return text;
    }
    String value = environment.get(text.replaceAll("^\\$\\{env:(.*)}$", "$1"));
    if (value == null) {
      throw new IllegalArgumentException(
          "Cannot replace '"
              + text
              + "': only ${env:NAME} of a variable that is set is known here");
    }
    return value;
  }
}
