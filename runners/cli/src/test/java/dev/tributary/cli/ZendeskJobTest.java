package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.SimulatedTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Zendesk's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class ZendeskJobTest {
  private SourceJob zendesk;

  @BeforeEach
  void useTemporaryFiles(@TempDir Path directory) {
    zendesk = new SourceJob(directory, "zendesk");
  }

  @Test
  void allTablesAreLoadedOnceAndThenWhatChangedDayByDay() throws IOException {
    Map<String, JsonNode> first = zendesk.demo(1);
    Map<String, JsonNode> same = zendesk.demo(1);
    Map<String, JsonNode> second = zendesk.demo(2);
    zendesk.assertIsDemo(2);

    assertThat(first).hasSize(8);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(SourceJob.RECORDS);
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
    try (var account = new Account("records=" + SourceJob.RECORDS)) {
      List<String> tables = List.of("tickets", "organizations", "groups");
      Path spec =
          zendesk.spec(
              Stream.concat(
                  tables.stream().map(table -> SourceJob.object(table, "zendesk", "")),
                  Stream.of(
                      SourceJob.object(
                          "tickets",
                          "history",
                          "\"scd_type\": \"SCD_TYPE_2\", \"max_records_per_batch\": \"7\""))));
      account.source.run(spec, 0);
      for (int day = 2; day <= 3; day++) {
        account.change(tables, 3 * day);
        account.changeDuring(tables);
        account.source.run(spec, 0);
        account.calm();
      }
      account.source.run(spec, 0);

      for (String name : tables) {
        account.source.assertIsTable("zendesk", name);
      }
      Path versions = zendesk.table("history", "tickets");
      assertThat(SparkOracle.currentRows(versions))
          .hasSize(account.source.table("tickets").rows().size());
      assertThat(versions(versions)).isEqualTo(account.versions());
    }
  }

  @Test
  void aServerThatGoesAwayAtPageFiftyLeavesTheRestToTheNextRun() throws IOException {
    try (var account = new Account("records=1000")) {
      Path spec =
          zendesk.spec(
              Stream.of(
                  SourceJob.object("tickets", "zendesk", "\"max_records_per_batch\": \"10\"")));
      // Longer than a request waits.
      account
          .source
          .server()
          .faults()
          .on(ZendeskJobTest::isExport, 49, Fault.retryAfter(503, "3600"), 1_000);
      JsonNode broken = account.source.run(spec, 1).get("zendesk.tickets");
      List<Request> before = exports(account);
      account.source.server().faults().clear();
      account.source.server().requests().clear();
      JsonNode rest = account.source.run(spec, 0).get("zendesk.tickets");

      assertThat(before).hasSize(50);
      assertThat(broken.path("status").asText()).isEqualTo("PARTIAL");
      assertThat(broken.path("inserted").asInt()).isEqualTo(490);
      // Pages 50 to 100, and one behind the end: what is read is the broken run's until there.
      assertThat(exports(account)).hasSize(52).doesNotHaveDuplicates();
      assertThat(exports(account).get(0).target()).isEqualTo(before.get(49).target());
      assertThat(rest.path("inserted").asInt()).isEqualTo(510);
      account.source.assertIsTable("zendesk", "tickets");
    }
  }

  private static List<Request> exports(Account account) {
    return account.source.server().requests().stream().filter(ZendeskJobTest::isExport).toList();
  }

  private static boolean isExport(Request request) {
    return request.path().contains("/incremental/");
  }

  /** Of each ticket the begin and the end of its versions. */
  private static Map<Long, List<String>> versions(Path table) {
    var versions = new TreeMap<Long, List<String>>();
    for (String text : SparkOracle.rows(table)) {
      JsonNode row = SourceJob.parse(text);
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

  /** An account that goes on from run to run, and remembers what became of its tickets. */
  private final class Account implements AutoCloseable {
    private final SourceAccount source;

    /** Of each ticket its versions by their time; null where it was deleted. */
    private final Map<Long, TreeMap<Long, ObjectNode>> history = new TreeMap<>();

    Account(String parameters) throws IOException {
      source = zendesk.account(parameters);
      remember();
    }

    /** Changes rows, so long ago that exports show it. */
    void change(List<String> tables, int from) {
      source.server().change(() -> changeNow(tables, from));
      source.pass(Duration.ofMinutes(2));
    }

    /** Changes rows that have been read, while others are. */
    void changeDuring(List<String> tables) {
      var answers = new AtomicInteger();
      source
          .server()
          .afterEachAnswer(
              request -> {
                int answer = answers.getAndIncrement();
                if (answer == 5 || answer == 9) {
                  changeNow(tables, 10 + answer);
                  source.pass(Duration.ofMinutes(2));
                }
              });
    }

    void calm() {
      source.server().afterEachAnswer(request -> {});
      source.pass(Duration.ofMinutes(2));
    }

    private void changeNow(List<String> tables, int from) {
      for (String name : tables) {
        SimulatedTable table = source.table(name);
        List<ObjectNode> rows = table.rows();
        table.insert(source.now());
        table.update(id(rows, from), source.now());
        table.delete(id(rows, from + 1), source.now());
      }
      remember();
    }

    private static String id(List<ObjectNode> rows, int index) {
      return rows.get(index % rows.size()).path("id").asText();
    }

    private void remember() {
      var living = new TreeSet<Long>();
      for (ObjectNode row : source.table("tickets").rows()) {
        living.add(row.path("id").longValue());
        history
            .computeIfAbsent(row.path("id").longValue(), id -> new TreeMap<>())
            .put(row.path("generated_timestamp").longValue(), row);
      }
      long now = source.now().getEpochSecond();
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
      source.close();
    }
  }
}
