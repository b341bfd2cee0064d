package dev.tributary.connectors.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.StripeObject;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.InvoiceLineItemListParams;
import com.stripe.param.PriceListParams;
import com.stripe.param.SubscriptionListParams;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator as Stripe's own library sees it, which knows nothing of it. */
class SimulatorFidelityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Account account;
  private static StripeClient client;

  @BeforeAll
  static void start() {
    account = new Account("records=130&day=2");
    client =
        StripeClient.builder()
            .setApiKey("sk_test_demo4242")
            .setApiBase(account.server().url().toString())
            .build();
  }

  @AfterAll
  static void stop() {
    account.close();
  }

  static List<String> tables() {
    return StripeTables.names();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void theLibraryReadsAllObjectsAndLosesNothing(String table)
      throws StripeException, IOException, InterruptedException {
    var ids = new HashSet<String>();
    var lost = new TreeSet<String>();
    for (StripeObject object : list(table)) {
      String id = ((HasId) object).getId();
      assertThat(ids.add(id)).as("%s is listed once", id).isTrue();
      if (ids.size() % 10 == 1 || table.equals("payment_methods")) {
        compare(raw(path(table) + "/" + id), JSON.readTree(object.toJson()), "", lost);
      }
    }

    assertThat(ids).isEqualTo(ids(table));
    assertThat(lost).as("what is not in the library's objects").isEmpty();
  }

  @Test
  void whatIsGoneIsToldAsStripeTellsIt() throws StripeException {
    Customer customer = client.v1().customers().delete("cus_00000000000020");
    assertThat(customer.getDeleted()).isTrue();
    assertThat(client.v1().customers().retrieve("cus_00000000000020").getDeleted()).isTrue();
    assertThat(ids("customers")).doesNotContain("cus_00000000000020");

    client.v1().coupons().delete("co_00000000000020");
    InvalidRequestException missing =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            InvalidRequestException.class,
            () -> client.v1().coupons().retrieve("co_00000000000020"));
    assertThat(missing.getCode()).isEqualTo("resource_missing");
    assertThat(missing.getStatusCode()).isEqualTo(404);
  }

  @Test
  void aCancelledSubscriptionIsListedIfAskedFor() throws StripeException {
    Subscription cancelled = client.v1().subscriptions().cancel("sub_00000000000007");
    assertThat(cancelled.getStatus()).isEqualTo("canceled");
    var usual = new ArrayList<String>();
    client
        .v1()
        .subscriptions()
        .list(SubscriptionListParams.builder().setLimit(100L).build())
        .autoPagingIterable()
        .forEach(subscription -> usual.add(subscription.getId()));

    assertThat(usual).hasSize(ids("subscriptions").size() - 1).doesNotContain(cancelled.getId());
  }

  @Test
  void anInvoiceShowsItsFirstLinesAndListsAll() throws StripeException {
    Invoice invoice = client.v1().invoices().retrieve("in_00000000000050");
    assertThat(invoice.getLines().getData()).hasSize(10);
    assertThat(invoice.getLines().getHasMore()).isTrue();
    var lines = new ArrayList<String>();
    client
        .v1()
        .invoices()
        .lineItems()
        .list(invoice.getId(), InvoiceLineItemListParams.builder().setLimit(5L).build())
        .autoPagingIterable()
        .forEach(line -> lines.add(line.getId()));

    assertThat(lines).hasSize(13).doesNotHaveDuplicates();
  }

  private static Iterable<? extends StripeObject> list(String table) throws StripeException {
    var v1 = client.v1();
    return switch (table) {
      case "customers" -> v1.customers().list().autoPagingIterable();
      case "charges" -> v1.charges().list().autoPagingIterable();
      case "payment_intents" -> v1.paymentIntents().list().autoPagingIterable();
      case "subscriptions" ->
          v1.subscriptions()
              .list(
                  SubscriptionListParams.builder()
                      .setStatus(SubscriptionListParams.Status.ALL)
                      .build())
              .autoPagingIterable();
      case "invoices" -> v1.invoices().list().autoPagingIterable();
      case "products" -> v1.products().list().autoPagingIterable();
      case "prices" -> {
        var prices = new ArrayList<Price>();
        for (boolean active : new boolean[] {true, false}) {
          v1.prices()
              .list(PriceListParams.builder().setActive(active).build())
              .autoPagingIterable()
              .forEach(prices::add);
        }
        yield prices;
      }
      case "refunds" -> v1.refunds().list().autoPagingIterable();
      case "disputes" -> v1.disputes().list().autoPagingIterable();
      case "payment_methods" -> {
        var methods = new ArrayList<com.stripe.model.PaymentMethod>();
        for (Customer customer : v1.customers().list().autoPagingIterable()) {
          v1.customers()
              .paymentMethods()
              .list(
                  customer.getId(),
                  CustomerPaymentMethodListParams.builder().setLimit(100L).build())
              .autoPagingIterable()
              .forEach(methods::add);
        }
        yield methods;
      }
      case "balance_transactions" -> v1.balanceTransactions().list().autoPagingIterable();
      case "payouts" -> v1.payouts().list().autoPagingIterable();
      case "invoice_items" -> v1.invoiceItems().list().autoPagingIterable();
      case "plans" -> v1.plans().list().autoPagingIterable();
      case "events" -> v1.events().list().autoPagingIterable();
      case "coupons" -> v1.coupons().list().autoPagingIterable();
      default -> throw new IllegalArgumentException(table);
    };
  }

  private static String path(String table) {
    return "/v1/" + (table.equals("invoice_items") ? "invoiceitems" : table);
  }

  private static Set<String> ids(String table) {
    var ids = new HashSet<String>();
    account.table(table).rows().forEach(row -> ids.add(row.path("id").asText()));
    return ids;
  }

  private static JsonNode raw(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(account.server().url() + path))
            .header("Authorization", "Bearer sk_test_demo4242")
            .build();
    return JSON.readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  /** What the first has and the second has not; null is as good as nothing. */
  private static void compare(JsonNode raw, JsonNode parsed, String place, Set<String> lost) {
    if (raw instanceof ObjectNode object) {
      object
          .fields()
          .forEachRemaining(
              e -> compare(e.getValue(), parsed.path(e.getKey()), place + "/" + e.getKey(), lost));
    } else if (raw.isArray()) {
      for (int i = 0; i < raw.size(); i++) {
        compare(raw.get(i), parsed.path(i), place + "/" + i, lost);
      }
    } else if (!raw.isNull() && !isSame(raw, parsed)) {
      lost.add(place + ": " + raw + " became " + parsed);
    }
  }

  private static boolean isSame(JsonNode raw, JsonNode parsed) {
    if (parsed.isNumber()) {
      return new BigDecimal(raw.asText()).compareTo(new BigDecimal(parsed.asText())) == 0;
    }
    return raw.asText().equals(parsed.asText());
  }
}
