package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.hubspot.HubspotSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HubSpot's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class HubspotJobTest {
  private static final int RECORDS = 40;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void allTablesAreLoadedOnceAndThenWhatChangedDayByDay() throws IOException {
    Map<String, JsonNode> first = demo(1);
    Map<String, JsonNode> same = demo(1);
    assertIsSource(1);
    Map<String, JsonNode> second = demo(2);
    assertIsSource(2);

    assertThat(first).hasSize(10);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(RECORDS);
          assertThat(report.path("unknown_fields")).as(table).isEmpty();
          assertThat(report.path("warnings")).as(table).isEmpty();
        });
    same.forEach(
        (table, report) -> assertThat(report.path("status").asText()).isEqualTo("UNCHANGED"));
    second.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(1);
          assertThat(report.path("deleted").asInt()).as(table).isEqualTo(1);
        });
  }

  @Test
  void mergesAndArchivedObjectsAndManyPropertiesAndAssociationsAreInTheTablesAfterAQuietRun()
      throws IOException {
    try (var account =
        new Account("records=400&properties=300&associations=1500&index_lag_seconds=600")) {
      List<String> tables = List.of("contacts", "companies", "deals");
      Path spec = spec(tables);
      account.run(spec, 0);
      Map<String, Map<String, String>> before = account.times(tables);
      account.pass(Duration.ofMinutes(30));
      account.ask(
          "POST",
          "/crm/objects/2026-09/contacts/merge",
          "{\"primaryObjectId\":\"4\",\"objectIdToMerge\":\"5\"}");
      Instant edit = account.now();
      account.change(
          () -> {
            account.table("companies").update("1", edit);
            for (int i = 100; i < 200; i++) {
              account.table("contacts").update("" + i, edit);
            }
            for (int i = 0; i < 300; i++) {
              // In no order of time.
              account
                  .table("deals")
                  .delete("" + (1 + i * 7 % 400), edit.minusSeconds(i * 211 % 900));
            }
          });
      account.pass(Duration.ofMinutes(1));
      // The index knows nothing of this yet.
      Map<String, JsonNode> unaware = account.run(spec, 0);
      account.pass(Duration.ofMinutes(20));
      account.run(spec, 0);

      assertThat(unaware.get("contacts").path("status").asText()).isEqualTo("UNCHANGED");
      for (String table : tables) {
        account.assertIsTable(table);
        assertThat(starts("history", table, true))
            .isEqualTo(account.times(List.of(table)).get(table));
      }
      Map<String, String> contacts = before.get("contacts");
      contacts.keySet().removeIf(id -> !id.matches("4|5|1\\d\\d"));
      assertThat(starts("history", "contacts", false)).isEqualTo(contacts);
      assertThat(starts("history", "companies", false)).containsOnlyKeys("1");
      assertThat(starts("history", "deals", false)).hasSize(300);
      JsonNode company = rows("companies").get("1");
      assertThat(company.at("/associations/contacts")).hasSize(1500);
      assertThat(company.path("properties")).hasSizeGreaterThan(300);
    }
  }

  @Test
  @Tag("long")
  void twelveThousandContactsThatOneEditStampsAlikeAreInTheTablesAfterAQuietRun()
      throws IOException {
    try (var account = new Account("records=12000&index_lag_seconds=600")) {
      Path spec = spec(List.of("contacts"));
      account.run(spec, 0);
      Map<String, String> before = account.times(List.of("contacts")).get("contacts");
      account.pass(Duration.ofMinutes(30));
      Instant edit = account.now();
      account.change(
          () -> before.keySet().forEach(id -> account.table("contacts").update(id, edit)));
      account.pass(Duration.ofMinutes(5));
      account.run(spec, 0);
      account.pass(Duration.ofMinutes(20));
      account.simulator.server().requests().clear();
      account.run(spec, 0);

      account.assertIsTable("contacts");
      assertThat(starts("history", "contacts", false)).isEqualTo(before);
      assertThat(starts("history", "contacts", true))
          .hasSize(12_000)
          .allSatisfy(
              (id, start) ->
                  assertThat(Instant.parse(start)).isEqualTo(edit.truncatedTo(ChronoUnit.SECONDS)));
      // 60 of 200 rows for each of the two tables, none beyond what a query gives.
      assertThat(
              account.simulator.server().requests().stream()
                  .filter(request -> request.path().endsWith("/search")))
          .hasSize(120)
          .noneMatch(request -> request.body().contains("\"after\""));
    }
  }

  @Test
  void propertiesThatAreAddedRemovedAndRetypedAreColumnsAsTheRulesSay() throws IOException {
    try (var account = new Account("records=20")) {
      Path spec = spec(List.of("contacts", "deals"));
      account.run(spec, 0);
      JsonNode before = rows("contacts").get("7");
      account.pass(Duration.ofMinutes(30));
      account.ask(
          "POST",
          "/crm/properties/2026-09/contacts",
          "{\"name\":\"favourite\",\"type\":\"number\"}");
      account.ask("DELETE", "/crm/properties/2026-09/contacts/lastname", "");
      for (int i = 8; i < 20; i++) {
        String id = Integer.toString(i);
        account.change(() -> account.table("contacts").update(id, account.now()));
      }
      account.pass(Duration.ofMinutes(30));
      account.run(spec, 0);

      Map<String, JsonNode> contacts = rows("contacts");
      assertThat(contacts.get("7").path("updatedAt")).isEqualTo(before.path("updatedAt"));
      assertThat(values(contacts, "favourite", 1, 7)).containsOnlyNulls();
      assertThat(values(contacts, "favourite", 8, 19)).anyMatch(value -> value != null);
      assertThat(values(contacts, "lastname", 1, 7)).anyMatch(value -> value != null);
      assertThat(values(contacts, "lastname", 8, 19)).containsOnlyNulls();

      account.ask(
          "PATCH",
          "/crm/properties/2026-09/contacts/num_associated_deals",
          "{\"type\":\"string\"}");
      account.change(() -> account.table("deals").update("3", account.now()));
      account.pass(Duration.ofMinutes(30));
      Map<String, JsonNode> retyped = account.run(spec, 1);

      assertThat(retyped.get("deals").path("status").asText()).isEqualTo("DONE");
      assertThat(retyped.get("contacts").path("status").asText()).isEqualTo("FAILED");
      assertThat(retyped.get("contacts").path("error").asText())
          .contains("Cannot write the column properties.num_associated_deals of ")
          .contains("the table has the type double, and the data now has string")
          .contains("Run once with --full-refresh");
      account.run(spec, 0, "--full-refresh=contacts");
      account.assertIsTable("contacts");
    }
  }

  /** The values of a property of those contacts whose ids are in a range. */
  private static List<String> values(
      Map<String, JsonNode> contacts, String name, int from, int to) {
    var values = new ArrayList<String>();
    for (int i = from; i <= to; i++) {
      JsonNode value = contacts.get(Integer.toString(i)).at("/properties/" + name);
      assertThat(value.isMissingNode()).isFalse();
      values.add(value.isNull() ? null : value.asText());
    }
    return values;
  }

  private Map<String, JsonNode> rows(String table) throws IOException {
    var rows = new TreeMap<String, JsonNode>();
    for (String text : SparkOracle.rows(warehouse("hubspot", table))) {
      JsonNode row = JSON.readTree(text);
      rows.put(row.path("id").asText(), row);
    }
    return rows;
  }

  /** Of each object when its open version, or else its closed one, begins. */
  private Map<String, String> starts(String schema, String table, boolean open) throws IOException {
    var starts = new TreeMap<String, String>();
    for (String text : SparkOracle.rows(warehouse(schema, table))) {
      JsonNode row = JSON.readTree(text);
      if (row.path("__END_AT").isNull() == open) {
        String other = starts.put(row.path("id").asText(), instant(row.path("__START_AT")));
        assertThat(other).as("another version of " + row.path("id")).isNull();
      }
    }
    return starts;
  }

  private static String instant(JsonNode time) {
    return OffsetDateTime.parse(time.asText()).toInstant().toString();
  }

  private void assertIsSource(long day) {
    try (Simulator hubspot =
        new HubspotSimulator().start(SimulatorParameters.of(RECORDS, 1, day))) {
      hubspot
          .tables()
          .forEach((name, source) -> assertIsTable(name, source, warehouse("hubspot", name)));
    }
  }

  private static void assertIsTable(String name, SimulatedTable source, Path table) {
    List<String> expected = source.rows().stream().map(ObjectNode::toString).toList();
    assertThat(SparkOracle.rows(table))
        .as(name)
        .isEqualTo(SparkOracle.rows(expected, table))
        .hasSameSizeAs(expected);
  }

  private Path warehouse(String schema, String table) {
    return directory.resolve("warehouse/main").resolve(schema).resolve(table);
  }

  /** Tables as they are, and each with its history. */
  private Path spec(List<String> tables) throws IOException {
    String objects =
        Stream.concat(
                tables.stream().map(table -> object(table, "hubspot", "")),
                tables.stream()
                    .map(table -> object(table, "history", "\"scd_type\": \"SCD_TYPE_2\"")))
            .collect(Collectors.joining(","));
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"account\", \"objects\": [%s]}".formatted(objects));
  }

  private static String object(String table, String schema, String configuration) {
    return """
        {"table": {"source_table": "%s", "destination_schema": "%s",
                   "table_configuration": {%s}}}
        """
        .formatted(table, schema, configuration);
  }

  private Map<String, JsonNode> demo(long day) throws IOException {
    Path connection =
        Files.writeString(
            directory.resolve("demo_hubspot.json"),
            "{\"connector\": \"hubspot\", \"options\": {\"base_url\":"
                + " \"demo:hubspot?records=%d&day=%d\"}}".formatted(RECORDS, day));
    return reports(
        Command.run(
            "run",
            "--spec=hubspot",
            "--examples=" + Command.EXAMPLES,
            "--connection=" + connection,
            "--warehouse=" + directory.resolve("warehouse"),
            "--output=json"),
        0);
  }

  /** The reports of tables by name; of two of a name the first, without history. */
  private static Map<String, JsonNode> reports(Result result, int status) throws IOException {
    assertThat(result.status()).as(result.out() + result.err()).isEqualTo(status);
    var reports = new LinkedHashMap<String, JsonNode>();
    JSON.readTree(result.out())
        .path("tables")
        .forEach(table -> reports.putIfAbsent(table.path("name").asText(), table));
    return reports;
  }

  /** An account that goes on from run to run. */
  private final class Account implements AutoCloseable {
    private final Simulator simulator;
    private final Path connection;

    Account(String parameters) throws IOException {
      simulator = Demo.of("demo:hubspot?" + parameters).start();
      connection =
          Files.writeString(
              directory.resolve("account.json"),
              JSON.writeValueAsString(
                  Map.of("connector", "hubspot", "options", simulator.connection())));
    }

    SimulatedTable table(String name) {
      return simulator.tables().get(name);
    }

    Instant now() {
      return simulator.server().clock().instant();
    }

    void pass(Duration time) {
      simulator.server().clock().advance(time);
    }

    void change(Runnable change) {
      simulator.server().change(change);
    }

    /** As an admin would, through the API. */
    void ask(String method, String path, String body) throws IOException {
      var request =
          HttpRequest.newBuilder(URI.create(simulator.server().url() + path))
              .header("Authorization", "Bearer admin")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      try {
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    Map<String, JsonNode> run(Path spec, int status, String... more) throws IOException {
      Stream<String> arguments =
          Stream.of(
              "run",
              "--spec=" + spec,
              "--connection=" + connection,
              "--warehouse=" + directory.resolve("warehouse"),
              "--output=json");
      return reports(
          Command.run(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new)), status);
    }

    /** Of each object of some tables when it was last changed. */
    Map<String, Map<String, String>> times(List<String> tables) {
      var times = new TreeMap<String, Map<String, String>>();
      for (String name : tables) {
        for (ObjectNode row : table(name).rows()) {
          times
              .computeIfAbsent(name, any -> new TreeMap<>())
              .put(row.path("id").asText(), row.path("updatedAt").asText());
        }
      }
      return times;
    }

    void assertIsTable(String name) {
      HubspotJobTest.assertIsTable(name, table(name), warehouse("hubspot", name));
      Path history = warehouse("history", name);
      assertThat(SparkOracle.currentRows(history))
          .isEqualTo(SparkOracle.rows(warehouse("hubspot", name)));
    }

    @Override
    public void close() {
      simulator.close();
    }
  }
}
