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
import dev.tributary.simulators.zendesk.ZendeskSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Zendesk's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class ZendeskJobTest {
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
    demo(3);
    assertIsSource(3);

    assertThat(first).hasSize(8);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(RECORDS);
          assertThat(report.path("unknown_fields")).as(table).isEmpty();
          assertThat(report.path("warnings")).as(table).isEmpty();
        });
    same.forEach(
        (table, report) -> {
          assertThat(report.path("status").asText()).as(table).isEqualTo("UNCHANGED");
          assertThat(report.path("offset_after"))
              .as(table)
              .isEqualTo(first.get(table).path("offset_after"));
        });
    second.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(1);
          assertThat(report.path("deleted").asInt())
              .as(table)
              .isEqualTo(table.equals("ticket_comments") ? 0 : 1);
        });
  }

  @Test
  void whatChangesWhileItIsReadIsInTheTablesAfterAQuietRun() throws IOException {
    try (var account = new Account("")) {
      List<String> tables = List.of("tickets", "organizations", "groups");
      Path spec =
          spec(
              Stream.concat(
                  tables.stream().map(table -> object(table, "zendesk", "")),
                  Stream.of(
                      object(
                          "tickets",
                          "history",
                          "\"scd_type\": \"SCD_TYPE_2\", \"max_records_per_batch\": \"7\""))));
      account.run(spec, 0);
      for (int day = 2; day <= 3; day++) {
        account.change(tables, 3 * day);
        account.changeDuring(tables);
        account.run(spec, 0);
        account.calm();
      }
      account.run(spec, 0);

      for (String name : tables) {
        account.assertIsTable(name, warehouse("zendesk", name));
      }
      Path versions = warehouse("history", "tickets");
      assertThat(SparkOracle.currentRows(versions)).hasSize(account.table("tickets").rows().size());
      assertThat(versions(versions)).isEqualTo(account.versions());
    }
  }

  @Test
  void aServerThatGoesAwayAtPageFiftyLeavesTheRestToTheNextRun() throws IOException {
    try (var account = new Account("records=1000")) {
      Path spec =
          spec(Stream.of(object("tickets", "zendesk", "\"max_records_per_batch\": \"10\"")));
      // Longer than a request waits.
      account
          .simulator
          .server()
          .faults()
          .on(ZendeskJobTest::isExport, 49, Fault.retryAfter(503, "3600"), 1_000);
      JsonNode broken = account.run(spec, 1).get("tickets");
      List<Request> before = exports(account);
      account.simulator.server().faults().clear();
      account.simulator.server().requests().clear();
      JsonNode rest = account.run(spec, 0).get("tickets");

      assertThat(before).hasSize(50);
      assertThat(broken.path("status").asText()).isEqualTo("PARTIAL");
      assertThat(broken.path("inserted").asInt()).isEqualTo(490);
      // Pages 50 to 100, and one behind the end: what is read is the broken run's until there.
      assertThat(exports(account)).hasSize(52).doesNotHaveDuplicates();
      assertThat(exports(account).get(0).target()).isEqualTo(before.get(49).target());
      assertThat(rest.path("inserted").asInt()).isEqualTo(510);
      account.assertIsTable("tickets", warehouse("zendesk", "tickets"));
    }
  }

  private static List<Request> exports(Account account) {
    return account.simulator.server().requests().stream().filter(ZendeskJobTest::isExport).toList();
  }

  private static boolean isExport(Request request) {
    return request.path().contains("/incremental/");
  }

  private void assertIsSource(long day) {
    try (Simulator zendesk =
        new ZendeskSimulator().start(SimulatorParameters.of(RECORDS, 1, day))) {
      assertThat(new TreeSet<>(zendesk.tables().keySet())).hasSize(8);
      zendesk
          .tables()
          .forEach((name, source) -> assertIsTable(name, source, warehouse("zendesk", name)));
    }
  }

  private static void assertIsTable(String name, SimulatedTable source, Path table) {
    List<String> expected = source.rows().stream().map(ObjectNode::toString).toList();
    assertThat(SparkOracle.rows(table))
        .as(name)
        .isEqualTo(SparkOracle.rows(expected, table))
        .hasSameSizeAs(expected);
  }

  /** Of each ticket the begin and the end of its versions. */
  private static Map<Long, List<String>> versions(Path table) throws IOException {
    var versions = new TreeMap<Long, List<String>>();
    for (String text : SparkOracle.rows(table)) {
      JsonNode row = JSON.readTree(text);
      String version =
          row.path("__START_AT").asText()
              + " to "
              + row.path("__END_AT").asText()
              + ": "
              + row.path("subject").asText();
      versions.computeIfAbsent(row.path("id").asLong(), id -> new ArrayList<>()).add(version);
    }
    versions.values().forEach(list -> list.sort(null));
    return versions;
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
            directory.resolve("demo_zendesk.json"),
            "{\"connector\": \"zendesk\", \"options\": {\"base_url\":"
                + " \"demo:zendesk?records=%d&day=%d\"}}".formatted(RECORDS, day));
    return reports(
        Command.run(
            "run",
            "--spec=zendesk",
            "--examples=" + Command.EXAMPLES,
            "--connection=" + connection,
            "--warehouse=" + directory.resolve("warehouse"),
            "--output=json"),
        0);
  }

  private static Map<String, JsonNode> reports(Result result, int status) throws IOException {
    assertThat(result.status()).as(result.err()).isEqualTo(status);
    var reports = new LinkedHashMap<String, JsonNode>();
    JSON.readTree(result.out())
        .path("tables")
        .forEach(table -> reports.put(table.path("name").asText(), table));
    return reports;
  }

  /** An account that goes on from run to run, and remembers what became of its tickets. */
  private final class Account implements AutoCloseable {
    private final Simulator simulator;
    private final Path connection;

    /** Of each ticket its versions by their time; null where it was deleted. */
    private final Map<Long, TreeMap<Long, ObjectNode>> history = new TreeMap<>();

    Account(String parameters) throws IOException {
      simulator =
          Demo.of("demo:zendesk?" + (parameters.isEmpty() ? "records=" + RECORDS : parameters))
              .start();
      connection =
          Files.writeString(
              directory.resolve("account.json"),
              JSON.writeValueAsString(
                  Map.of("connector", "zendesk", "options", simulator.connection())));
      remember();
    }

    SimulatedTable table(String name) {
      return simulator.tables().get(name);
    }

    void assertIsTable(String name, Path path) {
      ZendeskJobTest.assertIsTable(name, table(name), path);
    }

    Map<String, JsonNode> run(Path spec, int status) throws IOException {
      return reports(
          Command.run(
              "run",
              "--spec=" + spec,
              "--connection=" + connection,
              "--warehouse=" + directory.resolve("warehouse"),
              "--output=json"),
          status);
    }

    /** Changes rows, so long ago that exports show it. */
    void change(List<String> tables, int from) {
      simulator.server().change(() -> changeNow(tables, from));
      simulator.server().clock().advance(Duration.ofMinutes(2));
    }

    /** Changes rows that have been read, while others are. */
    void changeDuring(List<String> tables) {
      var answers = new AtomicInteger();
      simulator
          .server()
          .afterEachAnswer(
              request -> {
                int answer = answers.getAndIncrement();
                if (answer == 5 || answer == 9) {
                  changeNow(tables, 10 + answer);
                  simulator.server().clock().advance(Duration.ofMinutes(2));
                }
              });
    }

    void calm() {
      simulator.server().afterEachAnswer(request -> {});
      simulator.server().clock().advance(Duration.ofMinutes(2));
    }

    private void changeNow(List<String> tables, int from) {
      for (String name : tables) {
        SimulatedTable table = table(name);
        List<ObjectNode> rows = table.rows();
        table.insert(simulator.server().clock().instant());
        table.update(id(rows, from), simulator.server().clock().instant());
        table.delete(id(rows, from + 1), simulator.server().clock().instant());
      }
      remember();
    }

    private static String id(List<ObjectNode> rows, int index) {
      return rows.get(index % rows.size()).path("id").asText();
    }

    private void remember() {
      var living = new TreeSet<Long>();
      for (ObjectNode row : table("tickets").rows()) {
        living.add(row.path("id").longValue());
        history
            .computeIfAbsent(row.path("id").longValue(), id -> new TreeMap<>())
            .put(row.path("generated_timestamp").longValue(), row);
      }
      long now = simulator.server().clock().instant().getEpochSecond();
      history.forEach(
          (id, versions) -> {
            if (!living.contains(id) && versions.lastEntry().getValue() != null) {
              versions.put(now, null);
            }
          });
    }

    /** As a table with history should have them. */
    Map<Long, List<String>> versions() {
      var all = new TreeMap<Long, List<String>>();
      history.forEach(
          (id, versions) -> {
            var texts = new ArrayList<String>();
            versions.forEach(
                (time, row) -> {
                  if (row != null) {
                    String end = String.valueOf(versions.higherKey(time));
                    texts.add(time + " to " + end + ": " + row.path("subject").asText());
                  }
                });
            texts.sort(null);
            all.put(id, texts);
          });
      return all;
    }

    @Override
    public void close() {
      simulator.close();
    }
  }
}
