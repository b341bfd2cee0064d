package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which events tell that rows of a table changed, and where in what they hold the ids of the rows
 * are. That depends on the kind of the object that an event holds, and not on its type: a {@code
 * charge.dispute.created} holds a dispute.
 *
 * @see <a href="https://docs.stripe.com/api/events/types">Types of events</a>
 */
final class EventMap {
  /** Stripe takes no more types in one request. */
  private static final int MOST_TYPES = 20;

  /** By table. */
  private static final Map<String, List<String>> TYPES = new LinkedHashMap<>();

  /** By table and kind of object, the pointers of ids. */
  private static final Map<String, Map<String, List<String>>> IDS = new LinkedHashMap<>();

  /** Why types of events are read for no table. A name that ends with a dot stands for a family. */
  static final Map<String, String> IGNORED = new TreeMap<>();

  static {
    String[] discount = of("customer.discount.", "created", "deleted", "updated");
    String[] dispute =
        of(
            "charge.dispute.",
            "closed",
            "created",
            "funds_reinstated",
            "funds_withdrawn",
            "updated");
    types("customers", of("customer.", "created", "deleted", "updated"));
    types("customers", discount);
    types("customers", of("customer.source.", "created", "deleted", "updated"));
    ids("customers", "customer", "/id");
    for (String kind : List.of("discount", "card", "bank_account", "source", "account")) {
      ids("customers", kind, "/customer");
    }
    types(
        "charges",
        of(
            "charge.",
            "captured",
            "expired",
            "failed",
            "pending",
            "refund.updated",
            "refunded",
            "succeeded",
            "updated"));
    types("charges", dispute);
    types("charges", of("refund.", "failed", "updated"));
    types("charges", of("review.", "closed", "opened"));
    ids("charges", "charge", "/id");
    for (String kind : List.of("dispute", "refund", "review")) {
      ids("charges", kind, "/charge");
    }
    types(
        "payment_intents",
        of(
            "payment_intent.",
            "amount_capturable_updated",
            "canceled",
            "created",
            "partially_funded",
            "payment_failed",
            "processing",
            "requires_action",
            "succeeded"));
    types("payment_intents", of("review.", "closed", "opened"));
    ids("payment_intents", "payment_intent", "/id");
    ids("payment_intents", "review", "/payment_intent");
    types(
        "subscriptions",
        of(
            "customer.subscription.",
            "created",
            "deleted",
            "paused",
            "pending_update_applied",
            "pending_update_expired",
            "resumed",
            "trial_will_end",
            "updated"));
    types("subscriptions", discount);
    ids("subscriptions", "subscription", "/id");
    ids("subscriptions", "discount", "/subscription");
    types(
        "invoices",
        of(
            "invoice.",
            "created",
            "deleted",
            "finalization_failed",
            "finalized",
            "marked_uncollectible",
            "overdue",
            "overpaid",
            "paid",
            "payment_action_required",
            "payment_attempt_required",
            "payment_failed",
            "payment_succeeded",
            "sent",
            "updated",
            "voided",
            "will_be_due"));
    types("invoices", "invoice_payment.paid");
    types("invoices", of("credit_note.", "created", "updated", "voided"));
    ids("invoices", "invoice", "/id");
    ids("invoices", "invoice_payment", "/invoice");
    ids("invoices", "credit_note", "/invoice");
    // Nothing else tells that an item was put onto an invoice, or changed on one.
    types("invoice_items", of("invoiceitem.", "created", "deleted"));
    types("invoice_items", of("invoice.", "created", "deleted", "finalized", "updated", "voided"));
    ids("invoice_items", "invoiceitem", "/id");
    ids(
        "invoice_items",
        "invoice",
        "/lines/data/*/parent/invoice_item_details/invoice_item",
        // As of versions before 2025-03-31, in which accounts still have their events.
        "/lines/data/*/invoice_item");
    for (String name : List.of("product", "price", "plan", "coupon")) {
      types(name + "s", of(name + ".", "created", "deleted", "updated"));
      ids(name + "s", name, "/id");
    }
    // How often a coupon was redeemed.
    types("coupons", discount);
    ids("coupons", "discount", "/coupon/id", "/source/coupon");
    types("refunds", of("refund.", "created", "failed", "updated"));
    types("refunds", "charge.refund.updated");
    ids("refunds", "refund", "/id");
    types("disputes", dispute);
    ids("disputes", "dispute", "/id");
    types(
        "payment_methods",
        of("payment_method.", "attached", "automatically_updated", "detached", "updated"));
    ids("payment_methods", "payment_method", "/id");
    types(
        "payouts",
        of(
            "payout.",
            "canceled",
            "created",
            "failed",
            "paid",
            "reconciliation_completed",
            "updated"));
    ids("payouts", "payout", "/id");

    ignored("the invoice does not exist yet, and has no id", "invoice.upcoming");
    ignored("nothing has changed yet", "customer.source.expiring");
    ignored(
        "tax ids and cash balances are no columns",
        "customer.tax_id.",
        "customer_cash_balance_transaction.",
        "cash_balance.");
    ignored(
        "a balance has no id, and no event tells of its transactions, which are read by their time",
        "balance.",
        "balance_settings.");
    ignored(
        "rates, codes and schedules stand in rows as ids, or as copies that do not change with them",
        "tax_rate.",
        "tax.",
        "promotion_code.",
        "subscription_schedule.",
        "quote.");
    ignored(
        "objects of no table",
        "account.",
        "application_fee.",
        "billing.",
        "billing_portal.",
        "capability.",
        "checkout.",
        "climate.",
        "entitlements.",
        "file.",
        "financial_connections.",
        "identity.",
        "issuing_authorization.",
        "issuing_card.",
        "issuing_cardholder.",
        "issuing_dispute.",
        "issuing_personalization_design.",
        "issuing_token.",
        "issuing_transaction.",
        "mandate.",
        "payment_link.",
        "person.",
        "radar.",
        "reporting.",
        "reserve.",
        "setup_intent.",
        "sigma.",
        "source.",
        "terminal.",
        "test_helpers.",
        "topup.",
        "transfer.",
        "treasury.");
  }

  private EventMap() {}

  private static String[] of(String family, String... names) {
    String[] types = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      types[i] = family + names[i];
    }
    return types;
  }

  private static void types(String table, String... types) {
    List<String> all = TYPES.computeIfAbsent(table, name -> new ArrayList<>());
    all.addAll(List.of(types));
    if (all.size() > MOST_TYPES) {
      throw new IllegalStateException("More than 20 types of events for table " + table);
    }
  }

  private static void ids(String table, String kind, String... pointers) {
    IDS.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(kind, List.of(pointers));
  }

  private static void ignored(String reason, String... names) {
    for (String name : names) {
      IGNORED.put(name, reason);
    }
  }

  /** The types of the events that tell of a table. */
  static List<String> types(String table) {
    return TYPES.get(table);
  }

  /** The tables of each type. */
  static Map<String, Set<String>> tables() {
    var tables = new TreeMap<String, Set<String>>();
    TYPES.forEach(
        (table, types) ->
            types.forEach(type -> tables.computeIfAbsent(type, any -> new TreeSet<>()).add(table)));
    return tables;
  }

  /** The rows of a table of whose change an event tells. */
  static List<ChangedObject> changed(String table, ObjectNode event, Instant time) {
    JsonNode object = event.at("/data/object");
    String kind = object.path("object").asText();
    var changed = new ArrayList<ChangedObject>();
    for (String pointer : IDS.get(table).getOrDefault(kind, List.of())) {
      var ids = new ArrayList<String>();
      find(object, pointer.split("/", -1), 1, ids);
      for (String id : ids) {
        JsonNode created = object.path("created");
        boolean isKnown = pointer.equals("/id") && created.isIntegralNumber();
        changed.add(new ChangedObject(id, isKnown ? Rows.time(created) : Instant.EPOCH, time));
      }
    }
    return changed;
  }

  private static void find(JsonNode node, String[] pointer, int depth, List<String> ids) {
    if (depth == pointer.length) {
      // An object in the place of its id is one that Stripe has expanded.
      String id = node.isObject() ? node.path("id").asText("") : node.asText("");
      if (!id.isEmpty() && !node.isNull()) {
        ids.add(id);
      }
    } else if (pointer[depth].equals("*")) {
      node.forEach(element -> find(element, pointer, depth + 1, ids));
    } else {
      find(node.path(pointer[depth]), pointer, depth + 1, ids);
    }
  }
}
