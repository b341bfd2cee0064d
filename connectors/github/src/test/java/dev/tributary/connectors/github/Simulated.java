package dev.tributary.connectors.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorServer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulator of GitHub, and readers of it. */
final class Simulated implements AutoCloseable {
  static final String OWNER = "octo-org";
  static final String REPO = "hello-world";

  private final Simulator simulator;

  Simulated(String parameters) {
    simulator = Demo.of("demo:github?" + parameters).start();
  }

  SimulatorServer server() {
    return simulator.server();
  }

  SimulatedTable table(String name) {
    return simulator.tables().get(name);
  }

  /** The end of the simulator's day. */
  Instant now() {
    return simulator.server().clock().instant();
  }

  /** A reader that starts now by the local clock, which it must correct by the simulator's. */
  Reader reader(String table, Map<String, Object> more) {
    return new Reader(server().url(), Instant.now(), table, options(table, more));
  }

  /** Options that lead to what the simulator has. */
  Options options(String table, Map<String, Object> more) {
    var options = new HashMap<String, Object>(more);
    GithubTable known = GithubTables.named(table);
    if (known instanceof GithubTable.OfRepositories) {
      options.putIfAbsent("owner", OWNER);
      options.putIfAbsent("repo", REPO);
    } else if (!List.of("organizations").contains(table)) {
      options.putIfAbsent("org", OWNER);
    }
    return Reader.options(table, options);
  }

  /** The rows that a table should have, by the text of their key. */
  Map<String, JsonNode> rows(String table) {
    var rows = new HashMap<String, JsonNode>();
    for (ObjectNode row : table(table).rows()) {
      JsonNode expected = parsed(row);
      boolean isPull = GithubTables.named(table) instanceof PullRequestsTable;
      rows.put(key(table, row), isPull ? PullRequestSchema.row((ObjectNode) expected) : expected);
    }
    return rows;
  }

  /** What a reader has read, of each key the last. */
  static Map<String, JsonNode> read(Reader reader, String table) {
    var rows = new HashMap<String, JsonNode>();
    reader.records().forEach(row -> rows.put(key(table, row), parsed((ObjectNode) row)));
    return rows;
  }

  /** With numbers as they are read. */
  private static JsonNode parsed(ObjectNode row) {
    try {
      return new ObjectMapper().readTree(row.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String key(String table, JsonNode row) {
    var key = new StringBuilder();
    for (String name : GithubTables.named(table).description().metadata().primaryKeys()) {
      key.append(row.path(name).asText()).append('|');
    }
    return key.toString();
  }

  /** Reads a table from its beginning. */
  Reader wholeRead(String table, Map<String, Object> more) {
    Reader reader = reader(table, more);
    reader.read(Offset.INITIAL);
    return reader;
  }

  @Override
  public void close() {
    simulator.close();
  }
}
