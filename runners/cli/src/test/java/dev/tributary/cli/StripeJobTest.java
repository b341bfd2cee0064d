package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.stripe.StripeSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class StripeJobTest {
  private static final int RECORDS = 40;
  private static final String UPDATED = "tributary_updated_at";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void allTablesAreLoadedOnceAndThenWhatChangedDayByDay() throws IOException {
    Map<String, JsonNode> first = demo(1);
    Map<String, JsonNode> same = demo(1);
    assertIsSource(1);
    demo(2);
    assertIsSource(2);
    demo(3);
    assertIsSource(3);

    assertThat(first).hasSize(16);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(RECORDS);
          assertThat(report.path("unknown_fields")).as(table).isEmpty();
          assertThat(report.path("warnings")).as(table).isEmpty();
        });
    same.forEach(
        (table, report) ->
            assertThat(report.path("status").asText()).as(table).isEqualTo("UNCHANGED"));
  }

  @Test
  void whatHappensInOneSecondIsThereAfterOneQuietRunThoughEventsComeLateAndInNoOrder()
      throws Exception {
    List<String> tables =
        List.of("customers", "invoices", "subscriptions", "charges", "refunds", "payment_methods");
    try (var account = new Account("records=" + RECORDS + "&event_delay_seconds=30")) {
      Path spec =
          spec(
              tables.stream()
                  .flatMap(
                      table ->
                          Stream.of(
                              object(table, "stripe", ""),
                              object(table, "history", "\"scd_type\": \"SCD_TYPE_2\""))));
      account.run(spec, 0);
      account.pass(Duration.ofHours(1));
      Instant second = account.now();
      account.simulator.server().clock().stand(second);

      account.send("POST", "/v1/invoices/in_00000000000007/pay", "");
      account.send("DELETE", "/v1/subscriptions/sub_00000000000008", "");
      account.send("POST", "/v1/customers/cus_00000000000009", "name=Zo%C3%AB+%22Z%22");
      account.send("DELETE", "/v1/customers/cus_00000000000003", "");
      account.send("POST", "/v1/refunds", "charge=ch_00000000000011");
      account.pass(Duration.ofMinutes(2));
      account.run(spec, 0);

      for (String name : tables) {
        account.assertIsTable(name, warehouse("stripe", name));
        assertThat(plain(SparkOracle.currentRows(warehouse("history", name))))
            .as(name)
            .isEqualTo(account.expected(name, warehouse("stripe", name)));
      }
      String changed = second.toString().replace("Z", ".000Z");
      assertThat(versions("customers", "cus_00000000000009"))
          .hasSize(2)
          .last()
          .satisfies(
              version -> {
                assertThat(version.path("name").asText()).isEqualTo("Zoë \"Z\"");
                assertThat(version.path("__START_AT").asText()).isEqualTo(changed);
                assertThat(version.path("__END_AT").isNull()).isTrue();
              });
      assertThat(versions("customers", "cus_00000000000003"))
          .singleElement()
          .satisfies(version -> assertThat(version.path("__END_AT").asText()).isEqualTo(changed));
      assertThat(versions("subscriptions", "sub_00000000000008"))
          .extracting(version -> version.path("status").asText())
          .containsExactly("active", "canceled");
      assertThat(versions("invoices", "in_00000000000007"))
          .extracting(version -> version.path("status").asText())
          .containsExactly("open", "paid");
      assertThat(versions("charges", "ch_00000000000011")).hasSize(2);
      // It was detached when its customer was deleted.
      assertThat(plain(SparkOracle.rows(warehouse("stripe", "payment_methods"))))
          .noneMatch(row -> row.contains("cus_00000000000003"));

      // Seen by nobody else: the second run of a quiet account changes nothing.
      account.pass(Duration.ofMinutes(2));
      account
          .run(spec, 0)
          .values()
          .forEach(report -> assertThat(report.path("status").asText()).isEqualTo("UNCHANGED"));
    }
  }

  @Test
  void aTableThatWasLeftAloneForFortyDaysIsListedAgainAndSaysSo() throws IOException {
    try (var account = new Account("records=" + RECORDS)) {
      Path spec =
          spec(
              Stream.of(
                  object("customers", "stripe", ""),
                  object("customers", "history", "\"scd_type\": \"SCD_TYPE_2\"")));
      account.run(spec, 0);
      account.change("customers", 5, 6);
      account.pass(Duration.ofDays(40));
      account.change("customers", 7, 8);
      account.pass(Duration.ofMinutes(2));
      Map<String, JsonNode> reports = account.run(spec, 0);

      account.assertIsTable("customers", warehouse("stripe", "customers"));
      assertThat(reports.get("stripe").path("warnings").toString())
          .contains("Stripe keeps events for 30 days")
          .contains("the table is loaded anew");
      // With history the rows stay that were deleted when nobody looked, and the report says so.
      assertThat(reports.get("history").path("warnings").toString())
          .contains("those that were deleted at the source meanwhile stay");
      List<String> current = plain(SparkOracle.currentRows(warehouse("history", "customers")));
      assertThat(current)
          .containsAll(account.expected("customers", warehouse("stripe", "customers")))
          .hasSize(RECORDS + 2);
      account.pass(Duration.ofMinutes(2));
      account.change("customers", 9, 10);
      account.pass(Duration.ofMinutes(2));
      reports = account.run(spec, 0);

      assertThat(reports.get("stripe").path("warnings")).isEmpty();
      account.assertIsTable("customers", warehouse("stripe", "customers"));
    }
  }

  @Test
  void aServerThatGoesAwayLeavesTheRestToTheNextRun() throws IOException {
    try (var account = new Account("records=300")) {
      Path spec = spec(Stream.of(object("plans", "stripe", "\"max_records_per_batch\": \"10\"")));
      // Longer than a request waits.
      account
          .simulator
          .server()
          .faults()
          .on(request -> true, 9, Fault.retryAfter(503, "3600"), 1_000);
      JsonNode broken = account.run(spec, 1).get("stripe");
      account.simulator.server().faults().clear();
      account.simulator.server().requests().clear();
      account.run(spec, 0);

      assertThat(broken.path("status").asText()).isEqualTo("PARTIAL");
      assertThat(broken.path("inserted").asInt()).isEqualTo(90);
      List<Request> lists =
          account.simulator.server().requests().stream()
              .filter(request -> request.path().equals("/v1/plans"))
              .toList();
      assertThat(lists).hasSize(21).doesNotHaveDuplicates();
      account.assertIsTable("plans", warehouse("stripe", "plans"));
    }
  }

  private void assertIsSource(long day) {
    try (Simulator stripe = new StripeSimulator().start(SimulatorParameters.of(RECORDS, 1, day))) {
      assertThat(new TreeSet<>(stripe.tables().keySet())).hasSize(16);
      stripe
          .tables()
          .forEach((name, source) -> assertIsTable(name, source, warehouse("stripe", name)));
    }
  }

  private static void assertIsTable(String name, SimulatedTable source, Path table) {
    assertThat(plain(SparkOracle.rows(table)))
        .as(name)
        .isEqualTo(expected(source, table))
        .hasSameSizeAs(source.rows());
  }

  private static List<String> expected(SimulatedTable source, Path table) {
    List<String> rows = source.rows().stream().map(ObjectNode::toString).toList();
    return plain(SparkOracle.rows(rows, table));
  }

  /** Without the column that no source has. */
  private static List<String> plain(List<String> rows) {
    return rows.stream().map(row -> parse(row).without(UPDATED).toString()).sorted().toList();
  }

  /** The versions of a row, the oldest first. */
  private List<JsonNode> versions(String table, String id) {
    return SparkOracle.rows(warehouse("history", table)).stream()
        .<JsonNode>map(StripeJobTest::parse)
        .filter(row -> row.path("id").asText().equals(id))
        .sorted(Comparator.comparing(row -> row.path("__START_AT").asText()))
        .toList();
  }

  private static ObjectNode parse(String row) {
    try {
      return (ObjectNode) JSON.readTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path warehouse(String schema, String table) {
    return directory.resolve("warehouse/main").resolve(schema).resolve(table);
  }

  private static String object(String table, String schema, String configuration) {
    return """
        {"table": {"source_table": "%s", "destination_schema": "%s",
                   "table_configuration": {%s}}}
        """
        .formatted(table, schema, configuration);
  }

  private Path spec(Stream<String> objects) throws IOException {
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"account\", \"objects\": [%s]}"
            .formatted(objects.collect(Collectors.joining(","))));
  }

  private Map<String, JsonNode> demo(long day) throws IOException {
    Path connection =
        Files.writeString(
            directory.resolve("demo_stripe.json"),
            "{\"connector\": \"stripe\", \"options\": {\"base_url\":"
                + " \"demo:stripe?records=%d&day=%d\"}}".formatted(RECORDS, day));
    return reports(
        Command.run(
            "run",
            "--spec=stripe",
            "--examples=" + Command.EXAMPLES,
            "--connection=" + connection,
            "--warehouse=" + directory.resolve("warehouse"),
            "--output=json"),
        0,
        "name");
  }

  /** The reports by a member, or by the schema that a table goes to. */
  private static Map<String, JsonNode> reports(Result result, int status, String by)
      throws IOException {
    assertThat(result.status()).as(result.err() + result.out()).isEqualTo(status);
    var reports = new LinkedHashMap<String, JsonNode>();
    JSON.readTree(result.out())
        .path("tables")
        .forEach(
            table -> {
              String key = table.path(by).asText();
              reports.put(by.equals("name") ? key : key.split("\\.", -1)[1], table);
            });
    return reports;
  }

  /** An account that goes on from run to run. */
  private final class Account implements AutoCloseable {
    private final Simulator simulator;
    private final Path connection;

    Account(String parameters) throws IOException {
      simulator = Demo.of("demo:stripe?" + parameters).start();
      connection =
          Files.writeString(
              directory.resolve("account.json"),
              JSON.writeValueAsString(
                  Map.of("connector", "stripe", "options", simulator.connection())));
    }

    Instant now() {
      return simulator.server().clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    void pass(Duration time) {
      simulator.server().clock().advance(time);
    }

    List<String> expected(String name, Path table) {
      return StripeJobTest.expected(simulator.tables().get(name), table);
    }

    void assertIsTable(String name, Path table) {
      StripeJobTest.assertIsTable(name, simulator.tables().get(name), table);
    }

    /** A row more, one that is another, and one less. */
    void change(String name, long updated, long deleted) {
      SimulatedTable table = simulator.tables().get(name);
      simulator
          .server()
          .change(
              () -> {
                table.insert(now());
                table.update("" + updated, now());
                table.delete("" + deleted, now());
              });
    }

    void send(String method, String path, String form) throws IOException, InterruptedException {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(simulator.server().url() + path))
                      .header("Authorization", "Bearer " + simulator.connection().get("api_key"))
                      .method(method, BodyPublishers.ofString(form))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    Map<String, JsonNode> run(Path spec, int status) throws IOException {
      return reports(
          Command.run(
              "run",
              "--spec=" + spec,
              "--connection=" + connection,
              "--warehouse=" + directory.resolve("warehouse"),
              "--output=json"),
          status,
          "destination");
    }

    @Override
    public void close() {
      simulator.close();
    }
  }
}
