package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client can make happen. */
final class WriteRoutes {
  private static final List<String> TEXTS = List.of("name", "email", "description", "phone");

  private final StripeData data;
  private final InstantSource clock;

  WriteRoutes(StripeData data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    routes.post("/v1/customers/{id}", request -> edit("customers", "customer.updated", request));
    for (String name : List.of("customers", "coupons", "plans", "products", "invoices")) {
      routes.on("DELETE", ListRoutes.path(name) + "/{id}", request -> delete(name, request));
    }
    routes.on("DELETE", "/v1/invoiceitems/{id}", request -> delete("invoice_items", request));
    routes.on("DELETE", "/v1/subscriptions/{id}", this::cancel);
    routes.post("/v1/invoices/{id}/pay", this::pay);
    routes.post("/v1/payment_methods/{id}/detach", this::detach);
    routes.post("/v1/refunds", this::refund);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Response answer(Optional<ObjectNode> object) {
    return object
        .map(Response::json)
        .orElseGet(() -> StripeApi.missing(404, "No such object", "id"));
  }

  /** https://docs.stripe.com/api/customers/update */
  private Response edit(String name, String event, Request request) {
    Map<String, String> form = request.form();
    return answer(
        data.kind(name)
            .change(
                request.variable("id"),
                object ->
                    form.forEach(
                        (member, value) -> {
                          if (TEXTS.contains(member)) {
                            object.put(member, value);
                          } else if (member.startsWith("metadata[")) {
                            object
                                .withObject("/metadata")
                                .put(member.substring(9, member.length() - 1), value);
                          }
                        }),
                now(),
                event));
  }

  /** https://docs.stripe.com/api/customers/delete: it cancels, and detaches. */
  private Response delete(String name, Request request) {
    String id = request.variable("id");
    Kind kind = data.kind(name);
    Optional<ObjectNode> object = kind.listing.get(id);
    object.ifPresent(
        present -> {
          kind.remove(id, now());
          if (name.equals("customers")) {
            idsOf("subscriptions", id).forEach(this::cancel);
            idsOf("payment_methods", id).forEach(this::detach);
          }
        });
    return answer(
        object.map(
            present ->
                Response.object()
                    .put("id", id)
                    .put("object", present.path("object").textValue())
                    .put("deleted", true)));
  }

  private List<String> idsOf(String name, String customer) {
    return data.kind(name).rows().stream()
        .filter(row -> row.path("customer").asText().equals(customer))
        .map(row -> row.path("id").textValue())
        .toList();
  }

  private Response cancel(Request request) {
    return answer(cancel(request.variable("id")));
  }

  /** https://docs.stripe.com/api/subscriptions/cancel */
  private Optional<ObjectNode> cancel(String id) {
    long time = now().getEpochSecond();
    return data.kind("subscriptions")
        .change(
            id,
            object ->
                object.put("status", "canceled").put("canceled_at", time).put("ended_at", time),
            now(),
            "customer.subscription.deleted");
  }

  /** https://docs.stripe.com/api/invoices/pay */
  private Response pay(Request request) {
    return answer(
        data.kind("invoices")
            .change(
                request.variable("id"),
                invoice ->
                    invoice
                        .put("status", "paid")
                        .put("amount_paid", invoice.path("amount_due").longValue())
                        .put("amount_remaining", 0),
                now(),
                "invoice.updated",
                "invoice.paid",
                "invoice.payment_succeeded"));
  }

  private Response detach(Request request) {
    return answer(detach(request.variable("id")));
  }

  /** https://docs.stripe.com/api/payment_methods/detach */
  private Optional<ObjectNode> detach(String id) {
    return data.kind("payment_methods")
        .change(id, object -> object.putNull("customer"), now(), "payment_method.detached");
  }

  /** https://docs.stripe.com/api/refunds/create */
  private Response refund(Request request) {
    String charge = request.form().get("charge");
    data.kind("charges")
        .change(
            charge,
            object ->
                object.put("refunded", true).put("amount_refunded", object.path("amount").asLong()),
            now(),
            "charge.refunded");
    Kind refunds = data.kind("refunds");
    String id = refunds.insert(now());
    return answer(refunds.change(id, object -> object.put("charge", charge), now()));
  }
}
