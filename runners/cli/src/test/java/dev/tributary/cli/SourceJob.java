package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A source as the command loads it into a warehouse, and as delta-spark then reads it. */
final class SourceJob {
  /** The rows of each table of a demo. */
  static final int RECORDS = 40;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final String source;
  private final Set<String> added;

  /**
   * A job in a directory of its own.
   *
   * @param source the name of the connector and of its demo
   * @param added the columns that the connector adds to what the source has
   */
  SourceJob(Path directory, String source, String... added) {
    this.directory = directory;
    this.source = source;
    this.added = Set.of(added);
  }

  /** Loads the example's tables from the demo as it is on a day; the reports by table. */
  Map<String, JsonNode> demo(long day) throws IOException {
    String name = "demo_" + source;
    Path example = Command.EXAMPLES.resolve("connections").resolve(name + ".json");
    var options = (ObjectNode) JSON.readTree(example.toFile()).path("options");
    options.put("base_url", demoAddress(day));
    return reports(
        run(
            "--spec=" + source,
            "--examples=" + Command.EXAMPLES,
            "--connection=" + connection(name, options)),
        0,
        report -> report.path("name").asText());
  }

  /** That the tables of the example are what the demo has on a day. */
  void assertIsDemo(long day) {
    try (Simulator simulator = Demo.of(demoAddress(day)).start()) {
      simulator.tables().forEach((name, rows) -> assertIsTable(rows, table(source, name)));
    }
  }

  /** An account of a simulator that goes on from run to run. */
  SourceAccount account(String parameters) throws IOException {
    Simulator simulator = Demo.of("demo:" + source + "?" + parameters).start();
    return new SourceAccount(this, simulator, connection("account", simulator.connection()));
  }

  private String demoAddress(long day) {
    return "demo:%s?records=%d&day=%d".formatted(source, RECORDS, day);
  }

  private Path connection(String name, Object options) throws IOException {
    return Files.writeString(
        directory.resolve(name + ".json"),
        JSON.writeValueAsString(Map.of("connector", source, "options", options)));
  }

  /** A table of a spec, loaded into a schema; the configuration is the members of an object. */
  static String object(String table, String schema, String configuration) {
    return """
        {"table": {"source_table": "%s", "destination_schema": "%s",
                   "table_configuration": {%s}}}
        """
        .formatted(table, schema, configuration);
  }

  /** Tables of a spec in the schema named like the source, and each with its history. */
  Stream<String> withHistory(List<String> tables) {
    return tables.stream()
        .flatMap(
            table ->
                Stream.of(
                    object(table, source, ""),
                    object(table, "history", "\"scd_type\": \"SCD_TYPE_2\"")));
  }

  /** A spec of an account's tables. */
  Path spec(Stream<String> objects) throws IOException {
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"account\", \"objects\": [%s]}"
            .formatted(objects.collect(Collectors.joining(","))));
  }

  Path table(String schema, String name) {
    return directory.resolve("warehouse/main").resolve(schema).resolve(name);
  }

  /** Runs the command with a report on its output. */
  Result run(String... arguments) {
    return Command.run(
        Stream.concat(
                Stream.of("run", "--warehouse=" + directory.resolve("warehouse"), "--output=json"),
                Stream.of(arguments))
            .toArray(String[]::new));
  }

  /** The reports of a run's tables. */
  static Map<String, JsonNode> reports(Result result, int status, Function<JsonNode, String> key)
      throws IOException {
    assertThat(result.status()).as(result.err() + result.out()).isEqualTo(status);
    var reports = new LinkedHashMap<String, JsonNode>();
    JSON.readTree(result.out())
        .path("tables")
        .forEach(
            report ->
                assertThat(reports.put(key.apply(report), report)).as("a second one").isNull());
    return reports;
  }

  /** That a table is what the source has. */
  void assertIsTable(SimulatedTable rows, Path table) {
    assertThat(comparable(SparkOracle.rows(table)))
        .as(table.toString())
        .isEqualTo(expected(rows, table))
        .hasSameSizeAs(rows.rows());
  }

  /** What a source has, in the columns of a table, to be compared with {@link #comparable}. */
  List<String> expected(SimulatedTable rows, Path table) {
    List<String> texts = rows.rows().stream().map(ObjectNode::toString).toList();
    return comparable(SparkOracle.rows(texts, table));
  }

  /** Without the columns that no source has. */
  List<String> comparable(List<String> rows) {
    return added.isEmpty()
        ? rows
        : rows.stream().map(row -> parse(row).without(added).toString()).sorted().toList();
  }

  /** A row that {@link SparkOracle} read. */
  static ObjectNode parse(String row) {
    try {
      return (ObjectNode) JSON.readTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
