package dev.tributary.connectors.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HubspotConnectorTest {
  private static final Map<String, Object> NONE = Map.of();
  private static final Duration DAY = Duration.ofDays(1);

  private Account account;

  @AfterEach
  void close() {
    if (account != null) {
      account.close();
    }
  }

  private List<Request> searches() {
    return requests("/search");
  }

  private List<Request> requests(String end) {
    return account.server().requests().stream()
        .filter(request -> request.path().endsWith(end))
        .toList();
  }

  /** As HubSpot tells the time. */
  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private void passAndRunAnew(Duration time) {
    account.pass(time);
    account.newRun();
  }

  /** As an admin would, through the API. */
  private JsonNode ask(String method, String path, String body) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(account.server().url() + path))
              .header("Authorization", "Bearer admin")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return answer.body().isEmpty()
          ? new ObjectMapper().nullNode()
          : new ObjectMapper().readTree(answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, JsonNode> byId(List<Page> pages) {
    var rows = new HashMap<String, JsonNode>();
    for (SourceRecord record : records(pages)) {
      if (record.kind() == ChangeKind.UPSERT) {
        rows.put(record.toTree().path("id").asText(), record.toTree());
      }
    }
    return rows;
  }

  private static List<SourceRecord> records(List<Page> pages) {
    return pages.stream().flatMap(page -> page.records().stream()).toList();
  }

  private void assertAreRows(String table, List<Page> pages) {
    Map<String, JsonNode> read = byId(pages);
    List<ObjectNode> rows = account.table(table).rows();
    assertThat(read).hasSameSizeAs(rows);
    rows.forEach(row -> assertIsRow(read.get(row.path("id").asText()), row));
  }

  private static void assertIsRow(JsonNode read, JsonNode row) {
    assertThat((Object) read).isEqualTo(row);
  }

  private List<Page> deletes(Offset start) {
    LakeflowConnect connector = account.connector(Map.of());
    var options = Account.options(new HubspotConnectorProvider().tableOptions("deals"), NONE);
    var pages = new ArrayList<Page>();
    Offset at = start;
    do {
      pages.add(connector.readTableDeletes("deals", at, options));
      at = Account.end(pages);
    } while (!pages.get(pages.size() - 1).last());
    return pages;
  }

  // Tables and columns.

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .containsExactly("hubspot");
  }

  @Test
  void aNameThatIsNoTableIsToldWithHowCustomObjectsAreNamed() {
    var provider = new HubspotConnectorProvider();

    assertThatThrownBy(() -> provider.tableOptions("contcts"))
        .hasMessageContaining("Unknown table 'contcts' of connector hubspot. Did you mean")
        .hasMessageContaining("'contacts'? A custom object is named in full, as in p1234567_mach");
    assertThat(provider.tableOptions("p1234567_machine"))
        .isEqualTo(provider.tableOptions("contacts"));
  }

  @Test
  void customObjectsAreFoundAndReadLikeOthers() {
    account = new Account("records=120");
    LakeflowConnect connector = account.connector(NONE);
    var options = Account.options(new HubspotConnectorProvider().tableOptions("deals"), NONE);

    assertThat(connector.listTables()).hasSize(10).endsWith("meetings", "p1234567_machine");
    StructType schema = connector.tableSchema("p1234567_machine", options);
    assertThat(((StructType) schema.field("properties").type()).names())
        .contains("serial_number", "weight");
    // Only what its schema says that it can be associated with.
    assertThat(((StructType) schema.field("associations").type()).names())
        .containsExactly("contacts", "companies");
    assertAreRows(
        "p1234567_machine", account.read(connector, "p1234567_machine", Offset.INITIAL, NONE));
    assertThatThrownBy(() -> connector.tableSchema("p1234567_machin", options))
        .hasMessageContaining("Did you mean 'p1234567_machine'?");
  }

  @Test
  void anAccountThatMayNotHaveCustomObjectsHasTheNineTables() {
    account = new Account("records=3");
    account
        .server()
        .faults()
        .on(request -> request.path().endsWith("/schemas"), 0, Fault.status(403), 1);

    assertThat(account.connector(NONE).listTables()).isEqualTo(ObjectType.standardNames());
  }

  @Test
  void propertiesHaveTheTypesThatTheAccountSays() {
    account = new Account("records=3");
    ask("POST", "/crm/properties/2026-09/deals", "{\"name\":\"odd\",\"type\":\"hologram\"}");
    StructType schema =
        account
            .connector(NONE)
            .tableSchema(
                "deals",
                Account.options(new HubspotConnectorProvider().tableOptions("deals"), NONE));

    assertThat(schema.field("properties").type())
        .hasToString(
            "struct<amount:double,closedate:timestamp,createdate:timestamp,dealname:string,"
                + "dealstage:string,hs_is_closed_won:boolean,hs_lastmodifieddate:timestamp,"
                + "hs_merged_object_ids:string,hs_object_id:double,odd:string,pipeline:string>");
  }

  @Test
  void valuesAreOfTheirTypeWhateverTextHubspotSends() {
    ObjectNode sent =
        new ObjectMapper()
            .createObjectNode()
            .put("number", "12.50")
            .put("exact", "12345678901234567890.123")
            .put("gone", "")
            .put("old", "1572480000000")
            .put("words", "many");

    assertThat(new Property("a", Property.of("a", "number").type()).value(sent.get("number")))
        .hasToString("Optional[12.50]");
    assertThat(Property.of("a", "number").value(sent.get("exact")))
        .hasToString("Optional[12345678901234567890.123]");
    assertThat(Property.of("a", "number").value(sent.get("gone"))).isEmpty();
    assertThat(Property.of("a", "string").value(sent.get("gone"))).hasToString("Optional[\"\"]");
    assertThat(Property.of("a", "date").value(sent.get("old")))
        .hasToString("Optional[\"2019-10-31\"]");
    assertThat(Property.of("a", "datetime").value(sent.get("old")))
        .hasToString("Optional[\"2019-10-31T00:00:00Z\"]");
    // For the framework to tell, with the record.
    assertThat(Property.of("a", "number").value(sent.get("words")))
        .hasToString("Optional[\"many\"]");
    assertThat(Property.of("a", "bool").value(sent.get("words"))).hasToString("Optional[\"many\"]");
    assertThat(Property.of("a", "number").value(sent.path("none"))).isEmpty();
  }

  @Test
  void propertiesThatDoNotFitOneRequestAreReadInSeveralAndJoined() {
    account = new Account("records=120&properties=300");
    List<Page> first = account.read("contacts", Offset.INITIAL, NONE);

    assertAreRows("contacts", first);
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    passAndRunAnew(DAY);
    List<Page> second = account.read("contacts", Account.end(first), NONE);
    assertIsRow(byId(second).get("7"), account.table("contacts").rows().get(6));
    assertThat(account.server().requests())
        .allMatch(request -> request.target().length() < 6_000)
        .filteredOn(request -> request.path().endsWith("/batch/read"))
        .filteredOn(request -> request.path().contains("/objects/"))
        .hasSize(2 * 2 + 2);
    assertThat(searches()).allMatch(request -> request.body().length() < 3_000);
  }

  @Test
  void anObjectThatChangesBetweenItsPartsIsReadAnew() {
    account = new Account("records=20&properties=300");
    var done = new AtomicBoolean();
    account
        .server()
        .afterEachAnswer(
            request -> {
              if (request.path().endsWith("/batch/read") && !done.getAndSet(true)) {
                account.pass(Duration.ofSeconds(5));
                account.table("contacts").update("7", account.now());
              }
            });
    List<Page> first = account.read("contacts", Offset.INITIAL, NONE);
    passAndRunAnew(DAY);
    List<Page> second = account.read("contacts", Account.end(first), NONE);

    assertThat(done).isTrue();
    ObjectNode row = account.table("contacts").rows().get(6);
    assertThat(byId(first).get("7").path("updatedAt")).isEqualTo(row.path("updatedAt"));
    assertThat(byId(first).get("7").path("properties")).isEqualTo(row.path("properties"));
    assertIsRow(byId(second).get("7"), row);
  }

  @Test
  void associationsAreNeverNewerThanTheRow() {
    account = new Account("records=20");
    Offset end = Account.end(account.read("contacts", Offset.INITIAL, NONE));
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    passAndRunAnew(DAY);
    ObjectNode before = account.table("contacts").rows().get(6);
    account
        .server()
        .afterEachAnswer(
            request -> {
              if (request.path().contains("/contacts/batch/read")) {
                // The row has been read.
                account.table("contacts").update("7", account.now());
              }
            });

    assertIsRow(byId(account.read("contacts", end, NONE)).get("7"), before);
  }

  @Test
  void anInstanceKeepsToThePropertiesThatItFoundFirst() {
    account = new Account("records=20");
    LakeflowConnect connector = account.connector(NONE);
    var options = Account.options(new HubspotConnectorProvider().tableOptions("deals"), NONE);
    StructType schema = connector.tableSchema("deals", options);
    ask("POST", "/crm/properties/2026-09/deals", "{\"name\":\"late\",\"type\":\"number\"}");
    ask("DELETE", "/crm/properties/2026-09/deals/amount", "");
    account
        .server()
        .change(
            () -> {
              for (int i = 1; i <= 20; i++) {
                account.table("deals").update("" + i, account.now());
              }
            });

    assertThat(connector.tableSchema("deals", options)).isEqualTo(schema);
    assertThat(byId(account.read(connector, "deals", Offset.INITIAL, NONE)).values())
        .hasSize(20)
        .noneMatch(row -> row.at("/properties").has("late"))
        .noneMatch(row -> row.at("/properties").has("amount"));
    assertThat(byId(account.read("deals", Offset.INITIAL, NONE)).values())
        .anyMatch(row -> row.at("/properties").has("late"));
  }

  // Reading on.

  @Test
  void theFirstReadListsAndLaterOnesSearchOnceARunFromTheLastOneLessTheLookback() {
    account = new Account("records=30");
    List<Page> first = account.read("deals", Offset.INITIAL, NONE);
    assertThat(searches()).isEmpty();
    Instant begin = seconds(account.now());

    passAndRunAnew(DAY);
    List<Page> second = account.read("deals", Account.end(first), NONE);
    passAndRunAnew(DAY);
    account.read("deals", Account.end(second), Map.of("lookback_seconds", 60));

    assertThat(Account.end(first).instant("reached")).isEqualTo(begin);
    assertThat(searches()).hasSize(2);
    assertThat(searches().get(0).body())
        .contains("\"value\":\"" + begin.minusSeconds(3600).toEpochMilli() + "\"");
    assertThat(searches().get(1).body())
        .contains("\"value\":\"" + begin.plus(DAY).minusSeconds(60).toEpochMilli() + "\"");
    // In one run once.
    assertThat(account.read("deals", Account.end(second), NONE)).hasSize(1);
  }

  @Test
  void aListThatWasBrokenOffGoesOnInALaterRunWhichThenReadsWhatChanged() {
    account = new Account("records=250");
    LakeflowConnect connector = account.connector(NONE);
    var options = Account.options(new HubspotConnectorProvider().tableOptions("deals"), NONE);
    Page page = connector.readTable("deals", Offset.INITIAL, options);
    Instant begin = seconds(account.now());
    passAndRunAnew(DAY);
    account.server().change(() -> account.table("deals").update("3", account.now()));
    account.pass(DAY);
    account.newRun();
    List<Page> rest = account.read("deals", page.end(), NONE);

    assertThat(Account.ids(rest)).hasSize(151).endsWith("3");
    assertThat(searches()).hasSize(1);
    assertThat(searches().get(0).body())
        .contains("\"" + begin.minusSeconds(3600).toEpochMilli() + "\"");
    assertThat(Account.end(rest).instant("reached")).isEqualTo(seconds(account.now()));
  }

  @Test
  void whatWasLastChangedBeforeTheStartDateIsLeftOut() {
    account = new Account("records=300&day=2");
    List<Page> pages =
        account.read("deals", Offset.INITIAL, Map.of("start_date", "2025-01-02T00:00:00Z"));

    // Of the second day: 15 updates and 3 new ones.
    assertThat(byId(pages)).hasSizeBetween(10, 18);
    assertThat(byId(pages).values())
        .allMatch(row -> row.path("updatedAt").asText().startsWith("2025-01-02"));
  }

  @Test
  void twelveThousandContactsThatOneEditStampsAlikeAreReadBehindTheirIds() {
    account = new Account("records=12000");
    List<Page> first = account.read("contacts", Offset.INITIAL, NONE);
    assertThat(Account.ids(first)).hasSize(12_000).doesNotHaveDuplicates();
    var searched = new ArrayList<Instant>();
    account
        .server()
        .afterEachAnswer(
            request -> {
              if (request.path().endsWith("/search")) {
                searched.add(account.now());
              }
            });
    Instant edit = account.now();
    account
        .server()
        .change(() -> Account.ids(first).forEach(id -> account.table("contacts").update(id, edit)));
    passAndRunAnew(DAY);
    List<Page> second = account.read("contacts", Account.end(first), NONE);

    assertAreRows("contacts", second);
    assertThat(searched).hasSize(60);
    // None goes on by the offset that ends at ten thousand.
    assertThat(searches()).noneMatch(request -> request.body().contains("\"after\""));
    for (int i = 5; i < searched.size(); i++) {
      assertThat(Duration.between(searched.get(i - 5), searched.get(i)))
          .isGreaterThan(Duration.ofSeconds(1));
    }
    assertThat(account.server().faults().befallen()).isZero();
  }

  @Test
  void whatTheIndexKnowsLateIsReadByALaterRun() {
    account = new Account("records=30&index_lag_seconds=600");
    Offset end = Account.end(account.read("contacts", Offset.INITIAL, NONE));
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    passAndRunAnew(Duration.ofMinutes(1));
    List<Page> soon = account.read("contacts", end, NONE);
    passAndRunAnew(Duration.ofMinutes(20));
    List<Page> later = account.read("contacts", Account.end(soon), NONE);

    Map<String, JsonNode> known = byId(soon);
    // The day's last rows are within the lookback.
    assertThat(known).doesNotContainKey("7");
    assertIsRow(byId(later).get("7"), account.table("contacts").rows().get(6));
  }

  @Test
  void aRowIsReadAsItIsAndNotAsTheIndexKnowsIt() {
    account = new Account("records=30&index_lag_seconds=600");
    Offset end = Account.end(account.read("contacts", Offset.INITIAL, NONE));
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    account.pass(Duration.ofMinutes(15));
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    account.server().change(() -> account.table("contacts").update("8", account.now()));
    account.newRun();
    Map<String, JsonNode> read = byId(account.read("contacts", end, NONE));

    assertIsRow(read.get("7"), account.table("contacts").rows().get(6));
    assertThat(read).doesNotContainKey("8");
  }

  // Associations.

  @Test
  void associationsBeyondThoseThatAListShowsAreRead() {
    account = new Account("records=120&associations=1500");
    List<Page> pages = account.read("companies", Offset.INITIAL, NONE);

    assertThat(byId(pages).get("1").at("/associations/contacts"))
        .hasSize(1500)
        .doesNotHaveDuplicates();
    assertAreRows("companies", pages);
    // 500 each.
    assertThat(requests("/companies/contacts/batch/read"))
        .hasSize(3)
        .allMatch(request -> request.body().contains("{\"id\":\"1\""));
  }

  @Test
  void associationsSurviveAnUpdate() {
    account = new Account("records=120&associations=1500");
    List<Page> first = account.read("companies", Offset.INITIAL, NONE);
    account.server().change(() -> account.table("companies").update("1", account.now()));
    passAndRunAnew(DAY);
    List<Page> second = account.read("companies", Account.end(first), NONE);

    assertThat(byId(second).get("1").at("/associations/contacts")).hasSize(1500);
    assertIsRow(byId(second).get("1"), account.table("companies").rows().get(0));
  }

  // Deletes and merges.

  @Test
  void mergedContactsAreOneWithTheAssociationsOfBothAndTheOthersAreDeleted() {
    account = new Account("records=30");
    List<Page> first = account.read("contacts", Offset.INITIAL, NONE);
    account.pass(Duration.ofMinutes(10));
    JsonNode merged =
        ask(
            "POST",
            "/crm/objects/2026-09/contacts/merge",
            "{\"primaryObjectId\":\"4\",\"objectIdToMerge\":\"5\"}");
    String id = merged.path("id").asText();
    passAndRunAnew(DAY);
    List<SourceRecord> records =
        records(account.read("contacts", Account.end(first), NONE)).stream()
            .filter(record -> record.toTree().path("id").asText().matches("4|5|" + id))
            .toList();

    assertThat(records)
        .extracting(record -> record.kind() + " " + record.toTree().path("id").asText())
        .containsExactly("UPSERT " + id, "DELETE 4", "DELETE 5");
    assertThat(records)
        .extracting(record -> record.toTree().path("updatedAt").asText())
        .hasSize(3)
        .containsOnly(merged.path("updatedAt").asText());
    assertIsRow(
        records.get(0).toTree(),
        account.table("contacts").rows().get(account.table("contacts").rows().size() - 1));
    Map<String, JsonNode> before = byId(first);
    assertThat(records.get(0).toTree().at("/associations/companies"))
        .containsAll(before.get("4").at("/associations/companies"))
        .containsAll(before.get("5").at("/associations/companies"));
  }

  @Test
  void aContactThatTheIndexKnowsFromBeforeItsMergeComesWithTheMerge() {
    account = new Account("records=30&index_lag_seconds=600");
    Offset end = Account.end(account.read("contacts", Offset.INITIAL, NONE));
    account.server().change(() -> account.table("contacts").update("4", account.now()));
    account.pass(Duration.ofMinutes(5));
    ask(
        "POST",
        "/crm/objects/2026-09/contacts/merge",
        "{\"primaryObjectId\":\"4\",\"objectIdToMerge\":\"5\"}");
    passAndRunAnew(Duration.ofMinutes(6));
    List<Page> soon = account.read("contacts", end, NONE);
    passAndRunAnew(Duration.ofMinutes(20));
    List<Page> later = account.read("contacts", Account.end(soon), NONE);

    assertThat(Account.ids(soon)).doesNotContain("4", "5", "31");
    assertThat(records(later))
        .extracting(record -> record.kind() + " " + record.toTree().path("id").asText())
        .contains("UPSERT 31", "DELETE 4", "DELETE 5")
        .doesNotContain("UPSERT 4", "UPSERT 5");
  }

  @Test
  void threeHundredArchivedDealsInNoOrderAreDeletesOnce() {
    account = new Account("records=700");
    Offset begin = Account.end(deletes(Offset.INITIAL));
    Instant day = account.now();
    account
        .server()
        .change(
            () -> {
              for (int i = 0; i < 300; i++) {
                // Neither up nor down.
                account
                    .table("deals")
                    .delete("" + (1 + i * 7 % 700 + i / 100), day.plusSeconds(i * 211 % 80_000));
              }
            });
    passAndRunAnew(DAY);
    List<Page> first = deletes(begin);
    passAndRunAnew(DAY);
    account.server().change(() -> account.table("deals").delete("690", account.now()));
    List<Page> second = deletes(Account.end(first));

    assertThat(Account.ids(first)).hasSize(300).doesNotHaveDuplicates();
    assertThat(records(first)).allMatch(record -> record.kind() == ChangeKind.DELETE);
    assertThat(Account.ids(second)).contains("690");
    assertThat(records(second))
        .allMatch(
            delete ->
                !Instant.parse(delete.toTree().path("updatedAt").asText())
                    .isBefore(day.plus(DAY).minusSeconds(3600)));
  }

  // Limits.

  @Test
  void aSearchThatIsRefusedIsSentAgain() {
    account = new Account("records=30");
    Offset end = Account.end(account.read("contacts", Offset.INITIAL, NONE));
    account.server().change(() -> account.table("contacts").update("7", account.now()));
    passAndRunAnew(DAY);
    account
        .server()
        .faults()
        .on(request -> request.path().endsWith("/search"), 0, Fault.status(429), 2);

    assertThat(byId(account.read("contacts", end, NONE))).containsKey("7");
  }

  @Test
  void aWindowThatIsUsedUpIsWaitedFor() {
    account = new Account("records=700&requests_per_ten_seconds=3");

    assertThat(Account.ids(account.read("tasks", Offset.INITIAL, NONE))).hasSize(700);
    assertThat(account.server().faults().befallen()).isZero();
    assertThat(account.waits()).contains(Duration.ofSeconds(10));
    assertThat(account.server().requests()).hasSize(1 + 7);
  }
}
