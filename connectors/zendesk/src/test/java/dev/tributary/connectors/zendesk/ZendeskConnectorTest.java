package dev.tributary.connectors.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZendeskConnectorTest {
  private static final Map<String, Object> NONE = Map.of();

  private Account account;

  @AfterEach
  void close() {
    if (account != null) {
      account.close();
    }
  }

  private List<Request> exports() {
    return account.server().requests().stream()
        .filter(request -> request.path().contains("/incremental/"))
        .toList();
  }

  // Connections.

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .containsExactly("zendesk");
  }

  @Test
  void theAccountIsTheHostWhicheverWayItIsNamed() {
    var provider = new ZendeskConnectorProvider();
    assertThat(provider.account(connection("subdomain", "Acme"))).isEqualTo("acme.zendesk.com");
    assertThat(provider.account(connection("base_url", "https://acme.zendesk.com:443")))
        .isEqualTo("acme.zendesk.com");
    assertThat(provider.account(connection("base_url", "http://127.0.0.1:81")))
        .isEqualTo("127.0.0.1:81");
    assertThatThrownBy(() -> provider.account(connection("subdomain", "acme.zendesk.com")))
        .hasMessageContaining("'subdomain' must be the account's name alone");
    assertThatThrownBy(() -> provider.account(connection()))
        .hasMessageContaining("'subdomain' is required, or 'base_url'");
  }

  @Test
  void oneKindOfCredentialsIsGiven() {
    account = new Account("records=3");
    assertRefused(Map.of("client_secret", "", "client_id", ""), "give one of the three");
    assertRefused(Map.of("client_secret", ""), "Option 'client_id' needs 'client_secret'");
    assertRefused(Map.of("access_token", "x"), "give one of the three");
    assertRefused(Map.of("client_id", ""), "Option 'client_secret' needs 'client_id'");
    assertRefused(Map.of("api_token", "x"), "Option 'api_token' needs 'email'");
    assertRefused(Map.of("exports_per_minute", 0), "'exports_per_minute' must be 1 or more");
  }

  private void assertRefused(Map<String, Object> connection, String message) {
    assertThatThrownBy(() -> account.connector(connection))
        .hasMessageContaining(message)
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.CONFIGURATION);
  }

  @Test
  void aClientAsksForATokenWithScopeRead() {
    account = new Account("records=3");
    account.read("groups", Offset.INITIAL, NONE);

    Request asked = account.server().requests().get(0);
    assertThat(asked.toString()).isEqualTo("POST /oauth/tokens");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.body()).contains("\"scope\":\"read\"");
    assertThat(account.server().requests().get(1).header("Authorization"))
        .isEqualTo("Bearer token-1");
  }

  @Test
  void anAccessTokenAndAnApiTokenAreTaken() {
    account = new Account("records=3");
    read(Map.of("client_id", "", "client_secret", "", "access_token", "demo"));
    read(
        Map.of(
            "client_id",
            "",
            "client_secret",
            "",
            "email",
            "zoë@acme.example",
            "api_token",
            "t0ken"));

    assertThat(account.server().requests())
        .extracting(request -> request.header("Authorization"))
        .containsExactly(
            "Bearer demo",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString(
                        "zoë@acme.example/token:t0ken".getBytes(StandardCharsets.UTF_8)));
  }

  private void read(Map<String, Object> connection) {
    assertThat(account.read(account.connector(connection), "groups", Offset.INITIAL, NONE))
        .hasSize(1);
  }

  @Test
  void aTokenThatEndsDuringTheReadIsRenewed() {
    account = new Account("records=230&token_seconds=900");
    LakeflowConnect connector = account.connector(NONE);
    account.server().afterEachAnswer(request -> account.pass(Duration.ofMinutes(4)));
    List<Page> pages =
        account.read(connector, "tickets", Offset.INITIAL, Map.of("max_records_per_batch", 20));

    assertThat(Account.ids(pages)).hasSize(230).doesNotHaveDuplicates();
    assertThat(account.server().requests())
        .filteredOn(request -> request.path().equals("/oauth/tokens"))
        .hasSizeGreaterThan(2);
    assertThat(account.server().requests())
        .filteredOn(request -> request.path().equals("/oauth/tokens"))
        .hasSizeLessThan(8);
  }

  // Limits.

  @Test
  void retryAfterOfNinetySecondsIsWaitedFor() {
    account = new Account("records=30");
    account.server().faults().on(request -> isExport(request), 0, Fault.retryAfter(429, "90"), 1);

    assertThat(Account.ids(account.read("tickets", Offset.INITIAL, NONE))).hasSize(30);
    assertThat(account.waits()).containsExactly(Duration.ofSeconds(90));
  }

  @Test
  void allExportsTogetherKeepToTenAMinuteAndNoneIsRefused() {
    account = new Account("records=100&exports_per_minute=10");
    for (String table : List.of("tickets", "users", "organizations", "ticket_comments")) {
      assertThat(
              Account.ids(account.read(table, Offset.INITIAL, Map.of("max_records_per_batch", 10))))
          .hasSize(100);
    }

    assertThat(account.server().faults().befallen()).isZero();
    assertThat(exports()).hasSizeGreaterThanOrEqualTo(40);
    assertThat(account.waits().stream().mapToLong(Duration::toSeconds).sum())
        .isGreaterThanOrEqualTo((exports().size() / 10 - 1) * 60L);
    // A minute, and a second for requests that arrive late.
    assertThat(account.waits()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(61)) <= 0);
  }

  @Test
  void listsDoNotWaitForExports() {
    account = new Account("records=100&exports_per_minute=1");
    account.read("tickets", Offset.INITIAL, NONE);
    account.read("groups", Offset.INITIAL, NONE);

    assertThat(account.waits()).isEmpty();
  }

  @Test
  void aMinuteOfTheAccountThatIsUsedUpIsWaitedFor() {
    account = new Account("records=250&requests_per_minute=2");

    assertThat(Account.ids(account.read("brands", Offset.INITIAL, NONE))).hasSize(250);
    assertThat(account.waits()).containsExactly(Duration.ofMinutes(1));
    assertThat(account.server().requests()).hasSize(1 + 3);
  }

  private static boolean isExport(Request request) {
    return request.path().contains("/incremental/");
  }

  @Test
  void anExportThatTellsThatItsLimitIsUsedUpIsWaitedFor() {
    account = new Account("records=30&exports_per_minute=3");
    // More than there are: only the headers slow the reader.
    LakeflowConnect connector = account.connector(Map.of("exports_per_minute", 30));
    List<Page> pages =
        account.read(connector, "users", Offset.INITIAL, Map.of("max_records_per_batch", 5));

    assertThat(Account.ids(pages)).hasSize(30);
    assertThat(account.waits()).containsExactly(Duration.ofMinutes(1));
    assertThat(exports()).hasSize(6);
  }

  // Exports by cursor.

  @Test
  void ticketsAreOrderedByWhatTheSystemChangesToo() {
    account = new Account("records=3");
    Options options = Account.options(new ZendeskConnectorProvider().tableOptions("tickets"), NONE);

    assertThat(account.connector(NONE).tableMetadata("tickets", options).cursorField())
        .isEqualTo("generated_timestamp");
  }

  @Test
  void deletedTicketsAndUsersAndOrganizationsAreDeletes() {
    account = new Account("records=3");
    for (String table : List.of("tickets", "users", "organizations")) {
      Offset before = Account.end(account.read(table, Offset.INITIAL, NONE));
      account.table(table).delete("2", account.now());
      account.pass(Duration.ofMinutes(2));
      List<Page> pages = account.read(table, before, NONE);

      assertThat(Account.ids(pages)).as(table).containsExactly(2L);
      assertThat(pages.get(0).records().get(0).kind()).isEqualTo(ChangeKind.DELETE);
    }
  }

  @Test
  void aReadEndsWhereTheServerSaysSoAndTheNextGoesOnThere() {
    account = new Account("records=30");
    List<Page> first = account.read("tickets", Offset.INITIAL, NONE);
    List<Page> again = account.read("tickets", Account.end(first), NONE);
    account.table("tickets").update("7", account.now());
    account.pass(Duration.ofSeconds(59));
    List<Page> young = account.read("tickets", Account.end(first), NONE);
    account.pass(Duration.ofSeconds(1));
    List<Page> changed = account.read("tickets", Account.end(first), NONE);

    assertThat(first).hasSize(1);
    assertThat(first.get(0).last()).isTrue();
    assertThat(Account.end(again)).isEqualTo(Account.end(first));
    assertThat(Account.ids(young)).isEmpty();
    assertThat(Account.ids(changed)).containsExactly(7L);
  }

  @Test
  void aCursorThatIsRefusedIsReplacedByTheTimeOfTheNewestRow() {
    account = new Account("records=70");
    List<Page> pages = account.read("users", Offset.INITIAL, Map.of("max_records_per_batch", 40));
    ObjectNode end = (ObjectNode) pages.get(0).end().value();
    end.put("cursor", "expired!");
    List<Page> rest = account.read("users", Offset.of(end), NONE);

    assertThat(Account.ids(rest)).hasSize(70 - 30).contains(41L, 70L).doesNotHaveDuplicates();
    assertThat(exports().get(exports().size() - 1).target()).contains("start_time=");
  }

  @Test
  void aStartDateThatIsRefusedIsTold() {
    account = new Account("records=3");
    for (String table : List.of("tickets", "organizations")) {
      Map<String, Object> options = Map.of("start_date", account.now().toString());
      assertThatThrownBy(() -> account.read(table, Offset.INITIAL, options))
          .hasMessageContaining("Check start_date, which must be at least a minute ago")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.CONFIGURATION);
    }
  }

  @Test
  void ticketsOfAiAgentsAreReadIfAsked() {
    account = new Account("records=3");
    for (String table : List.of("tickets", "ticket_comments")) {
      account.read(table, Offset.INITIAL, NONE);
      account.read(table, Offset.INITIAL, Map.of("support_type_scope", "all"));
      assertThat(account.read(table, Offset.INITIAL, Map.of("support_type_scope", "ai_agent")))
          .allMatch(page -> page.records().isEmpty());
    }
    account.read("users", Offset.INITIAL, NONE);

    assertThat(exports())
        .extracting(request -> request.parameter("support_type_scope"))
        .containsExactly("agent", "all", "ai_agent", "agent", "all", "ai_agent", null);
  }

  @Test
  void rowsBeforeTheStartDateAreNotRead() {
    account = new Account("records=40");
    Map<String, Object> options = Map.of("start_date", "2025-01-01T06:00:00Z");
    for (String table : List.of("tickets", "users", "organizations", "ticket_comments")) {
      assertThat(Account.ids(account.read(table, Offset.INITIAL, options))).as(table).hasSize(10);
    }
  }

  @Test
  void aRunLooksBackOnceIfAsked() {
    account = new Account("records=40");
    Map<String, Object> options = Map.of("lookback_seconds", 60, "max_records_per_batch", 4);
    for (String table : List.of("tickets", "organizations")) {
      account.newRun();
      Offset first = Account.end(account.read(table, Offset.INITIAL, options));
      assertThat(Account.ids(account.read(table, first, options))).as(table).isEmpty();
      account.pass(Duration.ofHours(1));
      account.newRun();
      List<Page> second = account.read(table, first, options);

      assertThat(Account.ids(second)).as(table).hasSize(10).doesNotHaveDuplicates();
      assertThat(Account.ids(account.read(table, Account.end(second), options))).isEmpty();
    }
  }

  @Test
  void anExportThatDoesNotMoveOnIsTold() {
    account = new Account("records=30");
    Map<String, Object> options = Map.of("max_records_per_batch", 10);
    Offset first = account.read("tickets", Offset.INITIAL, options).get(0).end();
    Request[] asked = new Request[1];
    Fault stuck =
        (request, api) -> {
          asked[0] = request;
          return Optional.of(
              Response.text(
                  200,
                  "application/json",
                  "{\"tickets\":[],\"after_cursor\":\""
                      + request.parameter("cursor")
                      + "\",\"end_of_stream\":false}"));
        };
    account.server().faults().on(ZendeskConnectorTest::isExport, 0, stuck, 1);

    assertThatThrownBy(() -> account.read("tickets", first, options))
        .hasMessageContaining("its cursor does not lead on, and yet it is not the end");
    assertThat(asked[0].parameter("cursor")).isNotNull();
  }

  // Exports by time.

  @Test
  void rowsOfTheSecondInWhichAPageEndedAreReadOnce() {
    account = new Account("records=10");
    for (int i = 0; i < 300; i++) {
      account.table("organizations").insert(account.now());
    }
    account.pass(Duration.ofMinutes(2));
    List<Page> pages =
        account.read("organizations", Offset.INITIAL, Map.of("max_records_per_batch", 100));
    Offset end = Account.end(pages);
    account.table("organizations").insert(account.now());
    account.pass(Duration.ofMinutes(2));

    assertThat(Account.ids(pages)).hasSize(310).doesNotHaveDuplicates();
    assertThat(pages).allMatch(page -> page.records().size() <= 100);
    assertThat(Account.ids(account.read("organizations", end, NONE))).containsExactly(311L);
  }

  @Test
  void aSecondWithMoreRowsThanAnAnswerHoldsIsToldAndNotSkipped() {
    account = new Account("records=3");
    Offset start = Account.end(account.read("organizations", Offset.INITIAL, NONE));
    Fault stuck =
        (request, api) ->
            Optional.of(
                Response.text(
                    200,
                    "application/json",
                    "{\"organizations\":[],\"count\":0,\"end_of_stream\":false,\"end_time\":"
                        + request.parameter("start_time")
                        + "}"));
    account.server().faults().on(ZendeskConnectorTest::isExport, 0, stuck, 1);

    assertThatThrownBy(() -> account.read("organizations", start, NONE))
        .hasMessageContaining("more than 1000 rows share the time 2025-01-01T00:00:00Z");
  }

  // Comments.

  @Test
  void commentsComeWithTheirTextAndTheirTicket() {
    account = new Account("records=30");
    List<JsonNode> rows = Account.rows(account.read("ticket_comments", Offset.INITIAL, NONE));

    assertThat(exports().get(0).parameter("include")).isEqualTo("comment_events");
    assertThat(rows).hasSize(30);
    assertThat(rows)
        .allSatisfy(
            row -> {
              for (String name : List.of("ticket_id", "author_id", "body", "created_at")) {
                assertThat(row.hasNonNull(name)).as(name).isTrue();
              }
              assertThat(row.has("event_type")).isFalse();
            });
  }

  @Test
  void aCommentThatLacksSomethingHasThatOfItsEvent() {
    account = new Account("records=1");
    String event =
        """
        {"ticket_events": [{"id": 5, "ticket_id": 9, "timestamp": 1735689600, "updater_id": 77,
          "child_events": [
            {"id": 1, "event_type": "Comment", "author_id": null, "body": null},
            {"id": 2, "event_type": "VoiceComment", "author_id": 3, "body": "é", "created_at": "2025-01-01T00:00:01Z"},
            {"id": 3, "event_type": "Change", "status": "open"},
            {"event_type": "Comment", "comment_present": true},
            {"comment_present": true, "comment_public": false}]},
          {"id": 6, "ticket_id": 9, "timestamp": 1735689601}],
         "count": 2, "end_of_stream": true, "end_time": 1735689601}
        """;
    account
        .server()
        .faults()
        .on(
            ZendeskConnectorTest::isExport,
            0,
            (request, api) -> Optional.of(Response.text(200, "application/json", event)),
            1);
    List<JsonNode> rows = Account.rows(account.read("ticket_comments", Offset.INITIAL, NONE));

    assertThat(rows.stream().map(JsonNode::toString).toList())
        .containsExactly(
            "{\"id\":1,\"author_id\":77,\"body\":\"\",\"ticket_id\":9,"
                + "\"created_at\":\"2025-01-01T00:00:00Z\"}",
            "{\"id\":2,\"author_id\":3,\"body\":\"é\",\"created_at\":\"2025-01-01T00:00:01Z\","
                + "\"ticket_id\":9}");
  }

  // Lists.

  @Test
  void whatIsMarkedAsDeletedIsNotListed() {
    account = new Account("records=5");
    account.table("brands").delete("3", account.now());

    assertThat(Account.ids(account.read("brands", Offset.INITIAL, NONE)))
        .containsExactlyInAnyOrder(1L, 2L, 4L, 5L);
  }

  @Test
  void anAccountWithoutRowsIsReadToo() {
    account = new Account("records=0");
    for (String table : ZendeskTables.names()) {
      List<Page> pages = account.read(table, Offset.INITIAL, NONE);
      assertThat(Account.ids(pages)).as(table).isEmpty();
      assertThat(Account.ids(account.read(table, Account.end(pages), NONE))).isEmpty();
    }
  }

  @Test
  void aMissingPermissionIsTold() {
    account = new Account("records=3");
    account.server().faults().on(ZendeskConnectorTest::isExport, 0, Fault.status(403), 1);

    assertThatThrownBy(() -> account.read("tickets", Offset.INITIAL, NONE))
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.PERMISSION);
  }

  private static Options connection(Object... namesAndValues) {
    var values = new HashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Account.options(new ZendeskConnectorProvider().connectionOptions(), values);
  }
}
