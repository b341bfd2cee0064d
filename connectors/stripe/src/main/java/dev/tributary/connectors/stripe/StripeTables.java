package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The tables there are. */
final class StripeTables {
  private static final List<Map<String, String>> ALL_OF_IT = List.of(Map.of());

  static final List<StripeTable> ALL =
      List.of(
          events(
              "customers",
              "One row a customer that is not deleted.",
              CustomerSchema.COLUMNS,
              CustomerSchema.EXCLUDED),
          events(
              "charges",
              "One row an attempt to move money into the account.",
              ChargeSchema.COLUMNS,
              ChargeSchema.EXCLUDED),
          events(
              "payment_intents",
              "One row a payment, from its begin to its end.",
              PaymentIntentSchema.COLUMNS,
              PaymentIntentSchema.EXCLUDED),
          subscriptions(),
          invoices(),
          events(
              "products",
              "One row a product that is not deleted.",
              ProductSchema.COLUMNS,
              ProductSchema.EXCLUDED),
          prices(),
          events("refunds", "One row a refund.", RefundSchema.COLUMNS, RefundSchema.EXCLUDED),
          events("disputes", "One row a dispute.", DisputeSchema.COLUMNS, DisputeSchema.EXCLUDED),
          paymentMethods(),
          balanceTransactions(),
          events(
              "payouts",
              "One row a payout to a bank account or card.",
              PayoutSchema.COLUMNS,
              PayoutSchema.EXCLUDED),
          invoiceItems(),
          events(
              "plans",
              "One row a plan that is not deleted.",
              PlanSchema.COLUMNS,
              PlanSchema.EXCLUDED),
          log(),
          events(
              "coupons",
              "One row a coupon that is not deleted.",
              CouponSchema.COLUMNS,
              CouponSchema.EXCLUDED));

  private StripeTables() {}

  private static boolean never(ObjectNode object) {
    return false;
  }

  private static StripeTable events(
      String name, String summary, StructType columns, Map<String, String> excluded) {
    String path = "/v1/" + name;
    return new EventTable(
        changing(name, summary, name, columns, excluded),
        path,
        new ObjectLister(path, ALL_OF_IT),
        StripeTables::never,
        Sublist.NONE);
  }

  private static StripeTable subscriptions() {
    String path = "/v1/subscriptions";
    return new EventTable(
        changing(
            "subscriptions",
            "One row a subscription, cancelled ones too, with all of its items.",
            "subscriptions",
            SubscriptionSchema.COLUMNS,
            SubscriptionSchema.EXCLUDED),
        path,
        // Else Stripe leaves out what is cancelled.
        new ObjectLister(path, List.of(Map.of("status", "all"))),
        StripeTables::never,
        new Sublist("items", "/v1/subscription_items", "subscription"));
  }

  private static StripeTable invoices() {
    String path = "/v1/invoices";
    return new EventTable(
        changing(
            "invoices",
            "One row an invoice that is not deleted, with all of its lines.",
            "invoices",
            InvoiceSchema.COLUMNS,
            InvoiceSchema.EXCLUDED),
        path,
        new ObjectLister(path, ALL_OF_IT),
        StripeTables::never,
        new Sublist("lines", "/v1/invoices/{id}/lines", null));
  }

  private static StripeTable prices() {
    String path = "/v1/prices";
    return new EventTable(
        changing(
            "prices",
            "One row a price that is not deleted, active or not.",
            "prices",
            PriceSchema.COLUMNS,
            PriceSchema.EXCLUDED),
        path,
        // "Returns a list of your active prices", says https://docs.stripe.com/api/prices/list
        new ObjectLister(path, List.of(Map.of("active", "true"), Map.of("active", "false"))),
        StripeTables::never,
        Sublist.NONE);
  }

  private static StripeTable paymentMethods() {
    return new EventTable(
        changing(
            "payment_methods",
            "One row a payment method that is attached to a customer.",
            "payment_methods",
            PaymentMethodSchema.COLUMNS,
            PaymentMethodSchema.EXCLUDED),
        "/v1/payment_methods",
        new MethodLister(),
        method -> !method.hasNonNull("customer"),
        Sublist.NONE);
  }

  private static StripeTable invoiceItems() {
    String path = "/v1/invoiceitems";
    return new EventTable(
        changing(
            "invoice_items",
            "One row an item that was put, or is to be put, onto an invoice.",
            "invoiceitems",
            InvoiceItemSchema.COLUMNS,
            InvoiceItemSchema.EXCLUDED),
        path,
        new ObjectLister(path, ALL_OF_IT),
        StripeTables::never,
        Sublist.NONE);
  }

  private static StripeTable balanceTransactions() {
    return new CreatedTable(
        new TableDescription(
            "balance_transactions",
            "One row a movement of the account's balance.",
            page("balance_transactions"),
            TableOptions.BALANCE,
            BalanceTransactionSchema.COLUMNS,
            TableMetadata.cdc(Rows.UPDATED, "id"),
            BalanceTransactionSchema.EXCLUDED),
        "/v1/balance_transactions",
        null,
        StripeTables::transaction);
  }

  /** It changes once, when it becomes available. */
  private static SourceRecord transaction(TableDescription table, ObjectNode object) {
    Instant created = Rows.created(object);
    Instant available = Rows.time(object.path("available_on"));
    boolean isAvailable =
        object.path("status").asText().equals("available") && available.isAfter(created);
    return Rows.upsert(table, object, isAvailable ? available : created);
  }

  private static StripeTable log() {
    return new CreatedTable(
        new TableDescription(
            "events",
            "One row an event, of any type.",
            page("events"),
            TableOptions.LOG,
            EventSchema.COLUMNS,
            TableMetadata.append("id"),
            EventSchema.EXCLUDED),
        "/v1/events",
        Duration.ofDays(30),
        Rows::plain);
  }

  private static TableDescription changing(
      String name, String summary, String page, StructType columns, Map<String, String> excluded) {
    return new TableDescription(
        name,
        summary,
        page(page),
        TableOptions.EVENTS,
        columns,
        TableMetadata.cdcWithDeletes(Rows.UPDATED, "id"),
        excluded);
  }

  private static String page(String name) {
    return "https://docs.stripe.com/api/" + name + "/object";
  }

  static List<TableDescription> descriptions() {
    return ALL.stream().map(StripeTable::description).toList();
  }

  static List<String> names() {
    return descriptions().stream().map(TableDescription::name).toList();
  }

  static StripeTable named(String name) {
    return ALL.stream()
        .filter(table -> table.description().name().equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknownTable("stripe", name, names()));
  }
}
