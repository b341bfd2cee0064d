package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lists, and objects by their ids. */
final class ListRoutes {
  private static final Map<String, String> PATHS = Map.of("invoice_items", "invoiceitems");
  private static final List<String> NAMES =
      List.of(
          "customers",
          "charges",
          "payment_intents",
          "subscriptions",
          "invoices",
          "products",
          "prices",
          "refunds",
          "disputes",
          "balance_transactions",
          "payouts",
          "invoice_items",
          "plans",
          "coupons");

  private final StripeData data;

  ListRoutes(StripeData data) {
    this.data = data;
  }

  void addTo(Routes routes) {
    for (String name : NAMES) {
      String path = path(name);
      routes.get(path, request -> page(request, data.kind(name), fits(name, request)));
      routes.get(path + "/{id}", request -> one(data.kind(name), request.variable("id")));
    }
    routes.get("/v1/events", this::events);
    routes.get("/v1/events/{id}", request -> event(request.variable("id")));
    routes.get("/v1/invoices/{id}/lines", this::lines);
    // https://docs.stripe.com/api/payment_methods/list: of a customer only.
    routes.get("/v1/customers/{id}/payment_methods", this::methods);
    routes.get(
        "/v1/payment_methods/{id}",
        request -> one(data.kind("payment_methods"), request.variable("id")));
  }

  static String path(String name) {
    return "/v1/" + PATHS.getOrDefault(name, name);
  }

  /** What a list is narrowed down by, besides {@code created}. */
  private static Predicate<ObjectNode> fits(String name, Request request) {
    return switch (name) {
      // https://docs.stripe.com/api/subscriptions/list: cancelled ones only if asked for.
      case "subscriptions" -> {
        String status = request.parameter("status");
        yield status == null
            ? object -> !object.path("status").asText().equals("canceled")
            : object -> status.equals("all") || object.path("status").asText().equals(status);
      }
      // https://docs.stripe.com/api/prices/list: "a list of your active prices".
      case "prices" -> {
        boolean isActive = !"false".equals(request.parameter("active"));
        yield object -> object.path("active").booleanValue() == isActive;
      }
      case "invoice_items" -> {
        String invoice = request.parameter("invoice");
        yield object -> invoice == null || object.path("invoice").asText().equals(invoice);
      }
      default -> object -> true;
    };
  }

  private static Response page(Request request, Kind kind, Predicate<ObjectNode> fits) {
    return kind.listing.page(request, fits, kind::shown);
  }

  private static Response one(Kind kind, String id) {
    // https://docs.stripe.com/api/customers/retrieve: of a deleted one a stub is left.
    if (kind.gone.contains(id) && kind.prefix.equals("cus")) {
      return Response.json(
          Response.object().put("id", id).put("object", "customer").put("deleted", true));
    }
    return kind.listing
        .get(id)
        .map(object -> Response.json(kind.shown(object)))
        .orElseGet(() -> StripeApi.missing(404, "No such object: '" + id + "'", "id"));
  }

  private Response methods(Request request) {
    String customer = request.variable("id");
    if (data.kind("customers").listing.get(customer).isEmpty()) {
      return StripeApi.missing(404, "No such customer: '" + customer + "'", "customer");
    }
    Kind kind = data.kind("payment_methods");
    return page(request, kind, object -> object.path("customer").asText().equals(customer));
  }

  /** https://docs.stripe.com/api/events/list: one type, or up to 20. */
  private Response events(Request request) {
    EventLog log = data.log();
    Set<String> types =
        request.query().entrySet().stream()
            .filter(parameter -> parameter.getKey().matches("type|types\\[\\d*]"))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    if (types.size() > 20) {
      return StripeApi.invalid("Too many types: at most 20", "types");
    }
    return log.listing.page(
        request,
        event ->
            log.isSeen(event)
                && (types.isEmpty() || types.contains(event.path("type").textValue())),
        event -> event);
  }

  private Response event(String id) {
    EventLog log = data.log();
    return log.listing
        .get(id)
        .filter(log::isSeen)
        .map(Response::json)
        .orElseGet(() -> StripeApi.missing(404, "No such event: '" + id + "'", "id"));
  }

  private Response lines(Request request) {
    String id = request.variable("id");
    JsonNode all =
        data.kind("invoices").listing.get(id).orElseGet(Response::object).at("/lines/data");
    String after = request.parameter("starting_after");
    boolean isPassed = after == null;
    ObjectNode body = Response.object().put("object", "list").put("url", request.path());
    ArrayNode lines = body.putArray("data");
    boolean hasMore = false;
    for (JsonNode line : all) {
      hasMore = lines.size() == request.integer("limit", 10);
      if (hasMore) {
        break;
      }
      if (isPassed) {
        lines.add(line);
      }
      isPassed = isPassed || line.path("id").asText().equals(after);
    }
    return Response.json(body.put("has_more", hasMore));
  }
}
