package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the files of a table say of it, read without any code of the command's.
 *
 * @param columns the columns and nested fields by path, with their types; none if there is no table
 * @param commits what each version's {@code commitInfo} calls it, the oldest first
 * @param state the state of the latest epoch; missing if there is none
 */
record TableOnDisk(Map<String, String> columns, List<String> commits, JsonNode state) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static TableOnDisk at(Path table) throws IOException {
    var columns = new TreeMap<String, String>();
    List<JsonNode> log = lines(files(table.resolve("_delta_log"), ".json"));
    log.stream()
        .filter(line -> line.has("metaData"))
        .reduce((earlier, later) -> later)
        .ifPresent(line -> addColumns("", schema(line), columns));
    List<String> commits =
        log.stream()
            .filter(line -> line.has("commitInfo"))
            .map(line -> line.at("/commitInfo/operation").asText())
            .toList();
    List<Path> states = files(table.resolve("_tributary/state"), ".json");
    return new TableOnDisk(
        columns,
        commits,
        states.isEmpty()
            ? JSON.missingNode()
            : JSON.readTree(
                states.stream().max(Comparator.comparingLong(TableOnDisk::epoch)).get().toFile()));
  }

  boolean isThere() {
    return !columns.isEmpty();
  }

  /** How often a full refresh took the place of the table. */
  long replacements() {
    return commits.stream().filter("REPLACE TABLE"::equals).count();
  }

  private JsonNode spans() {
    return state.at("/sourceState/spans");
  }

  /**
   * A member of the spans, as {@code position}: of one its value, of several by their names. Null
   * if it is null in all.
   */
  JsonNode ofSpans(String member) {
    var byName = new LinkedHashMap<String, JsonNode>();
    for (JsonNode span : spans()) {
      boolean isDeletes = span.path("flow").asText().equals("DELETES");
      String partition = span.path("partition").asText("changes");
      byName.put(
          isDeletes ? "deletes" : partition.equals("null") ? "changes" : partition,
          span.path(member));
    }
    if (byName.size() <= 1 || byName.values().stream().allMatch(JsonNode::isNull)) {
      return byName.values().stream().findFirst().orElse(NullNode.instance);
    }
    ObjectNode json = JSON.createObjectNode();
    byName.forEach(json::set);
    return json;
  }

  private static void addColumns(String path, JsonNode type, Map<String, String> columns) {
    switch (type.path("type").asText()) {
      case "struct" -> {
        for (JsonNode field : type.path("fields")) {
          String name = field.path("name").asText();
          String column = path.isEmpty() ? name : path + "." + name;
          columns.put(column, typeName(field.path("type")) + field.path("metadata"));
          addColumns(column, field.path("type"), columns);
        }
      }
      case "array" -> addColumns(path + ".element", type.path("elementType"), columns);
      case "map" -> addColumns(path + ".value", type.path("valueType"), columns);
      default -> {
        // A plain type has nothing inside.
      }
    }
  }

  private static String typeName(JsonNode type) {
    return type.isTextual() ? type.asText() : type.path("type").asText();
  }

  private static JsonNode schema(JsonNode line) {
    try {
      return JSON.readTree(line.at("/metaData/schemaString").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long epoch(Path state) {
    return Long.parseLong(state.getFileName().toString().replaceFirst("-.*", ""));
  }

  private static List<JsonNode> lines(List<Path> files) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  private static List<Path> files(Path directory, String end) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
