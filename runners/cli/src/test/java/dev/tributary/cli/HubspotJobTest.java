package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** HubSpot's simulator, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class HubspotJobTest {
  private SourceJob hubspot;

  @BeforeEach
  void useTemporaryFiles(@TempDir Path directory) {
    hubspot = new SourceJob(directory, "hubspot");
  }

  @Test
  void allTablesAreLoadedOnceAndThenWhatChangedDayByDay() throws IOException {
    Map<String, JsonNode> first = hubspot.demo(1);
    Map<String, JsonNode> same = hubspot.demo(1);
    Map<String, JsonNode> second = hubspot.demo(2);
    hubspot.assertIsDemo(2);

    assertThat(first).hasSize(10);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(SourceJob.RECORDS);
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
        hubspot.account("records=400&properties=300&associations=1500&index_lag_seconds=600")) {
      List<String> tables = List.of("contacts", "companies", "deals");
      Path spec = hubspot.spec(hubspot.withHistory(tables));
      account.run(spec, 0);
      Map<String, Map<String, String>> before = times(account, tables);
      account.pass(Duration.ofMinutes(30));
      ask(
          account,
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

      assertThat(unaware.get("hubspot.contacts").path("status").asText()).isEqualTo("UNCHANGED");
      for (String table : tables) {
        assertAreTables(account, table);
        assertThat(starts("history", table, true))
            .isEqualTo(times(account, List.of(table)).get(table));
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
    try (var account = hubspot.account("records=12000&index_lag_seconds=600")) {
      Path spec = hubspot.spec(hubspot.withHistory(List.of("contacts")));
      account.run(spec, 0);
      Map<String, String> before = times(account, List.of("contacts")).get("contacts");
      account.pass(Duration.ofMinutes(30));
      Instant edit = account.now();
      account.change(
          () -> before.keySet().forEach(id -> account.table("contacts").update(id, edit)));
      account.pass(Duration.ofMinutes(5));
      account.run(spec, 0);
      account.pass(Duration.ofMinutes(20));
      account.server().requests().clear();
      account.run(spec, 0);

      assertAreTables(account, "contacts");
      assertThat(starts("history", "contacts", false)).isEqualTo(before);
      assertThat(starts("history", "contacts", true))
          .hasSize(12_000)
          .allSatisfy(
              (id, start) ->
                  assertThat(Instant.parse(start)).isEqualTo(edit.truncatedTo(ChronoUnit.SECONDS)));
      // 60 of 200 rows for each of the two tables, none beyond what a query gives.
      assertThat(
              account.server().requests().stream()
                  .filter(request -> request.path().endsWith("/search")))
          .hasSize(120)
          .noneMatch(request -> request.body().contains("\"after\""));
    }
  }

  @Test
  void propertiesThatAreAddedRemovedAndRetypedAreColumnsAsTheRulesSay() throws IOException {
    try (var account = hubspot.account("records=20")) {
      Path spec = hubspot.spec(hubspot.withHistory(List.of("contacts", "deals")));
      account.run(spec, 0);
      JsonNode before = rows("contacts").get("7");
      account.pass(Duration.ofMinutes(30));
      ask(
          account,
          "POST",
          "/crm/properties/2026-09/contacts",
          "{\"name\":\"favourite\",\"type\":\"number\"}");
      ask(account, "DELETE", "/crm/properties/2026-09/contacts/lastname", "");
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

      ask(
          account,
          "PATCH",
          "/crm/properties/2026-09/contacts/num_associated_deals",
          "{\"type\":\"string\"}");
      account.change(() -> account.table("deals").update("3", account.now()));
      account.pass(Duration.ofMinutes(30));
      Map<String, JsonNode> retyped = account.run(spec, 1);

      assertThat(retyped.get("hubspot.deals").path("status").asText()).isEqualTo("DONE");
      assertThat(retyped.get("hubspot.contacts").path("status").asText()).isEqualTo("FAILED");
      assertThat(retyped.get("hubspot.contacts").path("error").asText())
          .contains("Cannot write the column properties.num_associated_deals of ")
          .contains("the table has the type double, and the data now has string")
          .contains("Run once with --full-refresh");
      account.run(spec, 0, "--full-refresh=contacts");
      assertAreTables(account, "contacts");
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

  private Map<String, JsonNode> rows(String table) {
    var rows = new TreeMap<String, JsonNode>();
    for (String text : SparkOracle.rows(hubspot.table("hubspot", table))) {
      JsonNode row = SourceJob.parse(text);
      rows.put(row.path("id").asText(), row);
    }
    return rows;
  }

  /** Of each object when its open version, or else its closed one, begins. */
  private Map<String, String> starts(String schema, String table, boolean open) {
    var starts = new TreeMap<String, String>();
    for (String text : SparkOracle.rows(hubspot.table(schema, table))) {
      JsonNode row = SourceJob.parse(text);
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

  /** That a table is what the account has, and what is valid now in the one with its history. */
  private void assertAreTables(SourceAccount account, String name) {
    account.assertIsTable("hubspot", name);
    assertThat(SparkOracle.currentRows(hubspot.table("history", name)))
        .isEqualTo(SparkOracle.rows(hubspot.table("hubspot", name)));
  }

  /** As an admin would, through the API. */
  private static void ask(SourceAccount account, String method, String path, String body)
      throws IOException {
    account.ask(method, path, "admin", body);
  }

  /** Of each object of some tables when it was last changed. */
  private static Map<String, Map<String, String>> times(
      SourceAccount account, List<String> tables) {
    var times = new TreeMap<String, Map<String, String>>();
    for (String name : tables) {
      for (ObjectNode row : account.table(name).rows()) {
        times
            .computeIfAbsent(name, any -> new TreeMap<>())
            .put(row.path("id").asText(), row.path("updatedAt").asText());
      }
    }
    return times;
  }
}
