package dev.tributary.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeConnectorTest {
  private static final Map<String, Object> NONE = Map.of();

  private Account account;

  @AfterEach
  void close() {
    if (account != null) {
      account.close();
    }
  }

  // Connections.

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .containsExactly("stripe");
  }

  @Test
  void theAccountIsTheModeOfTheKeyAndTheConnectedAccount() {
    var provider = new StripeConnectorProvider();
    assertThat(provider.account(connection("api_key", "rk_live_1")))
        .isEqualTo("api.stripe.com/live");
    assertThat(provider.account(connection("api_key", "sk_test_1", "stripe_account", "acct_7")))
        .isEqualTo("api.stripe.com/test/acct_7");
  }

  @Test
  void everyRequestNamesItsVersionAndTheConnectedAccount() {
    account = new Account("records=3");
    LakeflowConnect connector = account.connector(Map.of("stripe_account", "acct_7"));
    account.read(connector, "coupons", Offset.INITIAL, NONE);

    assertThat(account.server().requests())
        .isNotEmpty()
        .allSatisfy(
            request -> {
              assertThat(request.header("Stripe-Version")).isEqualTo(StripeApi.VERSION);
              assertThat(request.header("Stripe-Account")).isEqualTo("acct_7");
            });
  }

  @Test
  void aWrongKeyIsToldWithoutAnyPartOfIt() {
    account = new Account("records=3");
    LakeflowConnect connector = account.connector(Map.of("api_key", "sk_live_wr0ngwr0ng99"));

    assertThatThrownBy(() -> account.read(connector, "coupons", Offset.INITIAL, NONE))
        .hasMessageContaining("status 401")
        .hasMessageNotContaining("sk_live")
        .hasMessageNotContaining("ng99")
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.AUTHENTICATION);
  }

  @Test
  void aMissingPermissionIsTold() {
    account = new Account("records=3");
    account.server().faults().on(request -> true, 0, Fault.status(403), 1);

    assertThatThrownBy(() -> account.read("charges", Offset.INITIAL, NONE))
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.PERMISSION);
  }

  @Test
  void aParameterThatIsNotTakenIsNoEnd() {
    account = new Account("records=3");
    account.server().faults().on(request -> true, 0, Fault.status(400), 1);
    assertThatThrownBy(() -> account.read("charges", Offset.INITIAL, NONE))
        .hasMessageContaining("Check the options of the table");
    account.server().faults().on(request -> true, 0, Fault.status(404), 1);
    assertThatThrownBy(() -> account.read("payment_methods", Offset.INITIAL, NONE))
        .hasMessageContaining("Check base_url and stripe_account");
  }

  @Test
  void requestsKeepAPace() {
    account = new Account("records=30");
    LakeflowConnect connector = account.connector(Map.of("requests_per_second", 2));
    account.read(connector, "charges", Offset.INITIAL, Map.of("max_records_per_batch", 3));

    Duration waited = account.waits().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(waited).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
  }

  // The first read.

  @Test
  void rowsThatAreListedAreOfTheTimeAtWhichTheListBegan() {
    account = new Account("records=30");
    Instant begin = second();
    account.server().afterEachAnswer(request -> account.pass(Duration.ofMinutes(7)));
    List<Page> pages = account.read("charges", Offset.INITIAL, Map.of("max_records_per_batch", 10));

    assertThat(pages).hasSize(3);
    assertThat(Account.rows(pages))
        .hasSize(30)
        .allSatisfy(row -> assertThat(row.path(Rows.UPDATED).asText()).isEqualTo(begin.toString()));
    assertThat(Account.end(pages).text("read")).isEqualTo(begin.toString());
  }

  @Test
  void whatIsCreatedWhileTheListIsReadComesByItsEvent() {
    account = new Account("records=30");
    account.server().afterEachAnswer(this::createCharge);
    List<Page> pages = account.read("charges", Offset.INITIAL, Map.of("max_records_per_batch", 10));
    account.server().afterEachAnswer(request -> {});
    account.pass(Duration.ofMinutes(2));
    account.newRun();
    List<Page> next = account.read("charges", Account.end(pages), NONE);

    assertThat(Account.ids(pages)).hasSize(30);
    assertThat(Account.ids(next)).hasSize(3).doesNotContainAnyElementsOf(Account.ids(pages));
  }

  private void createCharge(Request request) {
    account.pass(Duration.ofSeconds(5));
    account.table("charges").insert(account.now());
  }

  @Test
  void aListGoesOnWhereTheObjectIsGoneThatItLeadsOnFrom() {
    account = new Account("records=30");
    Map<String, Object> options = Map.of("max_records_per_batch", 10);
    Offset first = account.read("coupons", Offset.INITIAL, options).get(0).end();
    account.table("coupons").delete(first.text("after"), account.now());
    List<Page> rest = account.read("coupons", first, options);

    assertThat(Account.ids(rest)).contains("co_00000000000020", "co_00000000000001");
    account.pass(Duration.ofMinutes(2));
    account.newRun();
    List<Page> next = account.read("coupons", Account.end(rest), NONE);
    assertThat(next.get(0).records())
        .singleElement()
        .extracting(SourceRecord::kind)
        .isEqualTo(ChangeKind.DELETE);
  }

  @Test
  void pricesAreListedWhetherActiveOrNot() {
    account = new Account("records=40");
    List<JsonNode> rows = Account.rows(account.read("prices", Offset.INITIAL, NONE));

    assertThat(rows).hasSize(40);
    assertThat(rows).extracting(row -> row.path("active").asBoolean()).contains(true, false);
  }

  @Test
  void aCustomerThatIsGoneMeanwhileHasNoPaymentMethods() {
    account = new Account("records=12");
    account.server().afterEachAnswer(request -> deleteOnce(request, "cus_00000000000002"));
    List<Page> pages = account.read("payment_methods", Offset.INITIAL, NONE);

    assertThat(Account.rows(pages))
        .hasSize(9)
        .noneMatch(row -> row.path("customer").asText().equals("cus_00000000000002"));
  }

  @Test
  void aCustomerThatIsGoneBetweenTwoPagesTakesNoOtherWithIt() {
    account = new Account("records=12");
    Map<String, Object> options = Map.of("max_records_per_batch", 2);
    var rows = new ArrayList<JsonNode>();
    Offset at = Offset.INITIAL;
    boolean isLast = false;
    while (!isLast) {
      // Each page by another reader, as after a crash.
      Page page = account.read("payment_methods", at, options).get(0);
      rows.addAll(Account.rows(List.of(page)));
      at = page.end();
      isLast = page.last();
      if (String.valueOf(at.text("within")).startsWith("cus_00000000000003")) {
        account.table("customers").delete("3", account.now());
      }
    }

    assertThat(rows)
        .extracting(row -> row.path("customer").asText())
        .contains("cus_00000000000001", "cus_00000000000002", "cus_00000000000004");
  }

  private void deleteOnce(Request request, String customer) {
    if (request.path().equals("/v1/customers")) {
      account.table("customers").delete(customer, account.now());
    }
  }

  @Test
  void rowsBeforeTheStartDateAreNotListed() {
    account = new Account("records=40");
    Map<String, Object> options = Map.of("start_date", "2025-01-01T06:00:00Z");
    for (String table : StripeTables.names()) {
      assertThat(Account.ids(account.read(table, Offset.INITIAL, options))).as(table).hasSize(10);
    }
  }

  @Test
  void anAccountWithoutRowsIsReadToo() {
    account = new Account("records=0");
    for (String table : StripeTables.names()) {
      List<Page> pages = account.read(table, Offset.INITIAL, NONE);
      assertThat(Account.ids(pages)).as(table).isEmpty();
      assertThat(Account.ids(account.read(table, Account.end(pages), NONE))).isEmpty();
    }
  }

  @Test
  void anInvoiceHasAllOfItsLinesAndASecretIsTakenOut() {
    account = new Account("records=50");
    List<JsonNode> invoices = Account.rows(account.read("invoices", Offset.INITIAL, NONE));
    JsonNode invoice = invoices.get(0);
    assertThat(invoice.path("id").asText()).isEqualTo("in_00000000000050");
    assertThat(invoice.at("/lines/data")).hasSize(13);
    assertThat(invoice.at("/lines/has_more").asBoolean()).isFalse();
    assertThat(invoices.toString()).doesNotContain("client_secret");

    account.pass(Duration.ofMinutes(1));
    Offset end = Account.end(account.read("events", Offset.INITIAL, NONE));
    account.table("payment_intents").update("7", account.now());
    account.pass(Duration.ofMinutes(2));
    account.newRun();
    assertThat(Account.rows(account.read("events", end, NONE)).toString())
        .contains("pi_00000000000007")
        .doesNotContain("client_secret");
  }

  // Later reads.

  /** Behind a first read, in a run two minutes later. */
  private Offset read(String table) {
    Offset end = Account.end(account.read(table, Offset.INITIAL, NONE));
    account.pass(Duration.ofMinutes(10));
    account.newRun();
    return end;
  }

  private List<Page> readLater(String table, Offset start) {
    account.pass(Duration.ofMinutes(2));
    account.newRun();
    account.server().requests().clear();
    return account.read(table, start, NONE);
  }

  /** As Stripe counts time. */
  private Instant second() {
    return account.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private List<String> requests() {
    return account.server().requests().stream().map(Request::path).toList();
  }

  @Test
  void anObjectIsFetchedOnceHoweverManyEventsNameItAndIsOfTheTimeOfTheNewest() {
    account = new Account("records=30");
    Offset before = read("customers");
    for (int i = 0; i < 5; i++) {
      account.table("customers").update("7", account.now());
      account.pass(Duration.ofSeconds(10));
    }
    Instant newest = second().minusSeconds(10);
    List<Page> pages = readLater("customers", before);

    assertThat(Account.rows(pages)).hasSize(1);
    assertThat(Account.rows(pages).get(0).path(Rows.UPDATED).asText()).isEqualTo(newest.toString());
    assertThat(requests()).containsExactly("/v1/events", "/v1/customers/cus_00000000000007");
    // What events hold is stale: half of the simulator's tell what was before.
    JsonNode living =
        account.table("customers").rows().stream()
            .filter(row -> row.path("id").asText().endsWith("07"))
            .findFirst()
            .orElseThrow();
    assertThat(Account.rows(pages).get(0).path("name").asText())
        .isEqualTo(living.path("name").asText());
  }

  @Test
  void newObjectsAreListedTogether() {
    account = new Account("records=30");
    Offset before = read("charges");
    for (int i = 0; i < 20; i++) {
      account.pass(Duration.ofSeconds(1));
      account.table("charges").insert(account.now());
    }
    List<Page> pages = readLater("charges", before);

    assertThat(Account.ids(pages)).hasSize(20).doesNotHaveDuplicates();
    assertThat(requests()).containsExactly("/v1/events", "/v1/charges");
  }

  @Test
  void eventsThatWereReadAreNotReadAgainAndLateOnesAre() {
    account = new Account("records=30&event_delay_seconds=200");
    Offset before = read("plans");
    var changed = new ArrayList<String>();
    for (int i = 5; i < 25; i++) {
      account.table("plans").update("" + i, account.now());
      changed.add("plan_%014d".formatted(i));
    }
    Offset at = before;
    var read = new ArrayList<String>();
    for (int run = 0; run < 5; run++) {
      List<Page> pages = readLater("plans", at);
      read.addAll(Account.ids(pages));
      at = Account.end(pages);
    }

    assertThat(read).containsExactlyInAnyOrderElementsOf(changed);
  }

  @Test
  void aDeletedCustomerIsADeleteWhetherAStubIsLeftOrNothing() {
    account = new Account("records=30");
    for (String table : List.of("customers", "coupons", "invoices", "products")) {
      Offset before = read(table);
      account.table(table).delete("9", account.now());
      Instant time = second();
      List<SourceRecord> records = readLater(table, before).get(0).records();

      assertThat(records).as(table).hasSize(1);
      assertThat(records.get(0).kind()).isEqualTo(ChangeKind.DELETE);
      assertThat(records.get(0).toTree().path(Rows.UPDATED).asText()).isEqualTo(time.toString());
    }
  }

  @Test
  void aCancelledSubscriptionStaysAndIsListed() throws IOException, InterruptedException {
    account = new Account("records=30");
    Offset before = read("subscriptions");
    send("DELETE", "/v1/subscriptions/sub_00000000000007");
    List<Page> pages = readLater("subscriptions", before);

    assertThat(pages.get(0).records())
        .extracting(SourceRecord::kind)
        .containsOnly(ChangeKind.UPSERT);
    assertThat(Account.rows(pages).get(0).path("status").asText()).isEqualTo("canceled");
    assertThat(Account.ids(account.read("subscriptions", Offset.INITIAL, NONE)))
        .contains("sub_00000000000007");
  }

  @Test
  void aDetachedPaymentMethodIsADeleteThoughItCanBeRead() {
    account = new Account("records=30");
    Offset before = read("payment_methods");
    account.table("payment_methods").delete("9", account.now());
    List<Page> pages = readLater("payment_methods", before);

    assertThat(pages.get(0).records())
        .extracting(SourceRecord::kind)
        .containsOnly(ChangeKind.DELETE);
    assertThat(requests()).contains("/v1/payment_methods/pm_00000000000009");
  }

  @Test
  void anItemOfAnInvoiceIsFoundByTheInvoice() {
    account = new Account("records=30");
    Offset before = read("invoice_items");
    account.table("invoice_items").update("9", account.now());

    assertThat(Account.ids(readLater("invoice_items", before)))
        .containsExactly("ii_00000000000009");
  }

  @Test
  void anEventWithoutAnIdOrOfAnotherKindNamesNothing() {
    account = new Account("records=30");
    for (String event :
        List.of(
            "{'object': {'object': 'invoice', 'lines': {'data': []}}}",
            "{'object': {'object': 'discount', 'customer': null}}",
            "{'object': {'object': 'something_new', 'id': 'x'}}",
            "{}")) {
      Offset before = read("invoices");
      String body =
          "{'object': 'list', 'has_more': false, 'data': [{'id': 'evt_x', 'created': %d, 'data': %s}]}"
              .formatted(account.now().minusSeconds(120).getEpochSecond(), event)
              .replace('\'', '"');
      account
          .server()
          .faults()
          .on(
              request -> request.path().equals("/v1/events"),
              0,
              (request, api) -> Optional.of(Response.text(200, "application/json", body)),
              1);
      assertThat(Account.ids(account.read("invoices", before, NONE))).as(event).isEmpty();
    }
  }

  @Test
  void aChargeIsReadAgainWhenItsDisputeChanges() {
    account = new Account("records=30");
    Offset before = read("charges");
    String dispute = account.table("disputes").rows().get(20).path("id").asText();
    account.table("disputes").update(dispute, account.now());
    List<Page> pages = readLater("charges", before);

    // The simulator's disputes are of charges that it may not have.
    assertThat(requests()).hasSize(2).last().asString().startsWith("/v1/charges/ch_");
    assertThat(pages.get(0).records()).hasSize(1);
  }

  @Test
  void aTableThatWasLeftAloneForAMonthIsListedAgainAndOneForLessIsNot() {
    account = new Account("records=30");
    Offset before = read("products");
    LakeflowConnect connector = account.connector(NONE);
    assertThat(connector.whyListedAnew("products", before, options("products"))).isEmpty();
    account.pass(Duration.ofDays(28));
    account.newRun();
    connector = account.connector(NONE);
    assertThat(connector.whyListedAnew("products", before, options("products"))).isEmpty();
    assertThat(Account.ids(account.read(connector, "products", before, NONE))).isEmpty();

    account.pass(Duration.ofDays(12));
    account.newRun();
    connector = account.connector(NONE);
    assertThat(connector.whyListedAnew("products", before, options("products")))
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("Stripe keeps events for 30 days"));
    List<Page> again = account.read(connector, "products", before, NONE);
    assertThat(Account.ids(again)).hasSize(30);
    assertThat(Account.ids(account.read("products", Account.end(again), NONE))).isEmpty();
  }

  @Test
  void aBalanceTransactionChangesWhenItBecomesAvailable() {
    account = new Account("records=3");
    String id = account.table("balance_transactions").insert(account.now());
    Instant created = second();
    account.pass(Duration.ofMinutes(2));
    account.newRun();
    List<Page> first = account.read("balance_transactions", Offset.INITIAL, NONE);
    account.pass(Duration.ofDays(3));
    List<Page> later = readLater("balance_transactions", Account.end(first));

    assertThat(of(first, id).path("status").asText()).isEqualTo("pending");
    assertThat(of(first, id).path(Rows.UPDATED).asText()).isEqualTo(created.toString());
    assertThat(of(later, id).path("status").asText()).isEqualTo("available");
    assertThat(of(later, id).path(Rows.UPDATED).asText())
        .isEqualTo(created.plus(Duration.ofDays(2)).toString());
  }

  private static JsonNode of(List<Page> pages, String id) {
    return Account.rows(pages).stream()
        .filter(row -> row.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(account.server().url() + path))
            .header("Authorization", "Bearer sk_test_demo4242")
            .method(method, BodyPublishers.noBody())
            .build();
    int status = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    assertThat(status).isEqualTo(200);
  }

  private static Options options(String table) {
    return Account.options(new StripeConnectorProvider().tableOptions(table), NONE);
  }

  private static Options connection(Object... namesAndValues) {
    var values = new HashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return Account.options(new StripeConnectorProvider().connectionOptions(), values);
  }
}
