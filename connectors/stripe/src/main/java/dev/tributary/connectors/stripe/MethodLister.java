package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the payment methods of one customer after the other: there is no list of all.
 *
 * @see <a href="https://docs.stripe.com/api/payment_methods/customer_list">List a customer's
 *     payment methods</a>
 */
record MethodLister() implements Lister {
  private static final String CUSTOMERS = "/v1/customers";

  /** A page of customers, which several pages of payment methods are read from. */
  private record Customers(
      List<ObjectNode> objects, boolean hasMore, Instant serverTime, RestResponse answer) {}

  /** Which page of customers. */
  private record CustomersKey(String after, Instant began) {}

  /** Within {@code at}, after stands for a customer, and within for "customer/payment method". */
  @Override
  public Listed read(StripeApi api, ListPosition start, Options options, Instant runStart) {
    Customers page =
        api.kept(
            new CustomersKey(start.after(), start.began()), () -> customers(api, start, runStart));
    ListPosition at = start.begun(page.serverTime());
    // For the next page, which names when the list began.
    api.kept(new CustomersKey(at.after(), at.began()), () -> page);
    var found = new ArrayList<ObjectNode>();
    int rows = TableOptions.rows(options);
    String[] within = at.within() == null ? new String[0] : at.within().split("/", -1);
    // If that customer is gone, all of the page are read again: no row is lost, nor doubled.
    boolean isPassed =
        within.length == 0
            || page.objects().stream().noneMatch(object -> Rows.id(object).equals(within[0]));
    for (int i = 0; i < page.objects().size(); i++) {
      String customer = Rows.id(page.objects().get(i));
      isPassed = isPassed || customer.equals(within[0]);
      if (!isPassed) {
        continue;
      }
      if (found.size() == rows) {
        return new Listed(found, at, at.within(customer), page.answer());
      }
      String after = within.length > 1 && customer.equals(within[0]) ? within[1] : null;
      String last = methods(api, customer, after, rows, at, options, found);
      if (last != null) {
        return new Listed(found, at, at.within(customer + "/" + last), page.answer());
      }
    }
    return new Listed(found, at, behind(page, at), page.answer());
  }

  @Override
  public void prefetch(StripeApi api, ListPosition next, Options options) {
    // A page is many requests.
  }

  private static Customers customers(StripeApi api, ListPosition at, Instant runStart) {
    Map<String, String> query = Query.of("limit", Integer.toString(StripeApi.MOST_ROWS));
    if (at.began() != null) {
      query.put("created[lte]", ObjectLister.seconds(at.began()));
    }
    RestResponse answer = api.listBehind(CUSTOMERS, query, at.after(), at.created());
    JsonNode body = answer.json();
    return new Customers(
        answer.objects(body, "data"),
        answer.bool(body, "/has_more"),
        ServerTime.of(answer, runStart),
        answer);
  }

  /** Where the next page of customers is; null if there is none. */
  private static ListPosition behind(Customers page, ListPosition at) {
    if (!page.hasMore() || page.objects().isEmpty()) {
      return null;
    }
    ObjectNode last = page.objects().get(page.objects().size() - 1);
    return at.behind(Rows.id(last), Rows.created(last)).within(null);
  }

  /**
   * Adds the payment methods of a customer.
   *
   * @param found to which they are added until there are so many rows
   * @return behind which of them there are more, or null
   */
  private static String methods(
      StripeApi api,
      String customer,
      String after,
      int rows,
      ListPosition at,
      Options options,
      List<ObjectNode> found) {
    String path = CUSTOMERS + "/" + RestClient.encode(customer) + "/payment_methods";
    String last = after;
    while (true) {
      Map<String, String> query = Query.of("limit", Integer.toString(rows - found.size()));
      Optional<RestResponse> answer =
          api.listOf(path, last == null ? query : StripeApi.behind(query, last));
      if (answer.isEmpty() && last == null) {
        // The customer is gone.
        return null;
      }
      if (answer.isEmpty()) {
        // What it was to go on behind is gone: its customer's are read again.
        last = null;
        continue;
      }
      JsonNode body = answer.get().json();
      List<ObjectNode> objects = answer.get().objects(body, "data");
      Instant earliest = options.has("start_date") ? options.instant("start_date") : Instant.EPOCH;
      Rows.createdUntil(objects, at.began()).stream()
          .filter(method -> !Rows.created(method).isBefore(earliest))
          .forEach(found::add);
      if (!answer.get().bool(body, "/has_more") || objects.isEmpty()) {
        return null;
      }
      last = Rows.id(objects.get(objects.size() - 1));
      if (found.size() >= rows) {
        return last;
      }
    }
  }
}
