package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.stripe.Kind.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** All that the simulator knows. */
final class StripeData {
  private final SimulatorParameters parameters;
  private boolean isLogPlayed;

  final EventLog log;

  /** By the names of the connector's tables. */
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  StripeData(SimulatorParameters parameters, InstantSource clock, EventLog log) {
    this.parameters = parameters;
    this.log = log;
    add("customers", "cus", "customer", types("customer"));
    add(
        "charges",
        "ch",
        "charge",
        new Types("charge.succeeded", List.of("charge.updated", "charge.captured"), null));
    add(
        "payment_intents",
        "pi",
        "payment-intent",
        new Types(
            "payment_intent.created",
            List.of("payment_intent.processing", "payment_intent.succeeded"),
            null));
    add(
        "subscriptions",
        "sub",
        "subscription",
        new Types("customer.subscription.created", List.of("customer.subscription.updated"), null));
    kinds.put(
        "invoices",
        new Invoices(
            new Types(
                "invoice.created", List.of("invoice.updated", "invoice.sent"), "invoice.deleted"),
            log,
            history("invoices")));
    add("products", "prod", "product", types("product"));
    add("prices", "price", "price", types("price"));
    add("refunds", "re", "refund", new Types("refund.created", List.of("refund.updated"), null));
    add(
        "disputes",
        "du",
        "dispute",
        new Types("charge.dispute.created", List.of("charge.dispute.updated"), null));
    kinds.put("payment_methods", new PaymentMethods(log, history("payment_methods")));
    kinds.put(
        "balance_transactions",
        new BalanceTransactions(log, history("balance_transactions"), clock));
    add(
        "payouts",
        "po",
        "payout",
        new Types("payout.created", List.of("payout.updated", "payout.paid"), null));
    kinds.put("invoice_items", new InvoiceItems(log, history("invoice_items")));
    add("plans", "plan", "plan", types("plan"));
    add("coupons", "co", "coupon", types("coupon"));
  }

  private static Types types(String object) {
    return new Types(object + ".created", List.of(object + ".updated"), object + ".deleted");
  }

  private void add(String name, String prefix, String template, Types types) {
    kinds.put(name, new Kind(prefix, template, types, log, history(name)));
  }

  private DemoHistory history(String name) {
    return new DemoHistory(parameters, "stripe " + name);
  }

  /** A kind with its history. */
  Kind kind(String name) {
    Kind kind = kinds.get(name);
    kind.ready();
    return kind;
  }

  /** The log with the history of all kinds. */
  EventLog log() {
    if (!isLogPlayed) {
      isLogPlayed = true;
      history("events").play(new Balances(log));
      if (parameters.day() > 1) {
        kinds.values().forEach(Kind::ready);
      }
    }
    return log;
  }

  Map<String, SimulatedTable> tables() {
    var tables = new LinkedHashMap<String, SimulatedTable>(kinds);
    tables.put(
        "events",
        new SimulatedTable() {
          @Override
          public List<ObjectNode> rows() {
            return log().rows();
          }

          @Override
          public String insert(Instant time) {
            return log().insert(time);
          }
        });
    return tables;
  }

  /** Events that are of no other table. */
  private record Balances(EventLog log) implements DemoHistory.Changes {
    @Override
    public void insert(long id, Instant time, SplittableRandom random) {
      log.insert(time);
    }

    @Override
    public void update(long id, Instant time, SplittableRandom random) {}

    @Override
    public void delete(long id, Instant time) {}
  }

  /**
   * Some have more lines than an invoice shows.
   *
   * @see <a href="https://docs.stripe.com/api/invoice-line-item/retrieve">An invoice's lines</a>
   */
  static final class Invoices extends Kind {
    private static final int SHOWN_LINES = 10;
    private static final int LONG_EVERY = 50;

    Invoices(Types types, EventLog log, DemoHistory history) {
      super("in", "invoice", types, log, history);
    }

    @Override
    ObjectNode object(long number, Instant madeAt, Instant time, SplittableRandom random) {
      ObjectNode invoice = super.object(number, madeAt, time, random);
      ArrayNode lines = (ArrayNode) invoice.at("/lines/data");
      int more = number % LONG_EVERY == 0 ? SHOWN_LINES + 2 : 0;
      for (int i = 0; i < more; i++) {
        ObjectNode line = (ObjectNode) lines.get(0);
        lines.add(line.deepCopy());
      }
      for (int i = 0; i < lines.size(); i++) {
        ((ObjectNode) lines.get(i)).put("id", "il_" + number + "_" + i);
      }
      return invoice;
    }

    @Override
    ObjectNode shown(ObjectNode invoice) {
      ArrayNode lines = (ArrayNode) invoice.at("/lines/data");
      if (lines.size() <= SHOWN_LINES) {
        return invoice;
      }
      ObjectNode shown = invoice.deepCopy();
      ArrayNode few = ((ObjectNode) shown.path("lines")).put("has_more", true).putArray("data");
      for (int i = 0; i < SHOWN_LINES; i++) {
        few.add(lines.get(i));
      }
      return shown;
    }

    @Override
    ObjectNode payload(ObjectNode invoice) {
      return shown(invoice);
    }

    @Override
    ObjectNode column(ObjectNode shown) {
      return super.column(listing.get(shown.path("id").textValue()).orElse(shown));
    }
  }

  /**
   * Items of invoices. Nothing tells of a change but an event of the invoice.
   *
   * @see <a href="https://docs.stripe.com/api/events/types">Types of events</a>
   */
  static final class InvoiceItems extends Kind {
    InvoiceItems(EventLog log, DemoHistory history) {
      super(
          "ii",
          "invoice-item",
          new Types("invoiceitem.created", List.of("invoice.updated"), "invoiceitem.deleted"),
          log,
          history);
    }

    @Override
    ObjectNode object(long number, Instant madeAt, Instant time, SplittableRandom random) {
      return super.object(number, madeAt, time, random)
          .put("invoice", id("in", 1 + number % STAYING))
          .put("date", madeAt.getEpochSecond());
    }

    @Override
    void tell(String type, ObjectNode item, Instant time) {
      super.tell(type, type.startsWith("invoice.") ? invoice(item) : item, time);
    }

    private static ObjectNode invoice(ObjectNode item) {
      ObjectNode invoice =
          Response.object().put("id", item.path("invoice").asText()).put("object", "invoice");
      ObjectNode lines = invoice.putObject("lines").put("object", "list").put("has_more", false);
      lines
          .putArray("data")
          .addObject()
          .put("id", "il_1")
          .put("object", "line_item")
          .putObject("parent")
          .put("type", "invoice_item_details")
          .putObject("invoice_item_details")
          .put("invoice_item", item.path("id").asText());
      return invoice;
    }
  }

  /**
   * Payment methods, each of one type, of customers that stay. Those that are detached can be read
   * and are listed no more.
   *
   * @see <a href="https://docs.stripe.com/api/payment_methods/detach">Detach a payment method</a>
   */
  static final class PaymentMethods extends Kind {
    private static final List<String> OF_ALL =
        List.of("billing_details", "metadata", "radar_options");

    PaymentMethods(EventLog log, DemoHistory history) {
      super(
          "pm",
          "payment-method",
          new Types(
              "payment_method.attached",
              List.of("payment_method.updated", "payment_method.automatically_updated"),
              "payment_method.detached"),
          log,
          history);
    }

    @Override
    ObjectNode object(long number, Instant madeAt, Instant time, SplittableRandom random) {
      ObjectNode method = template.fill(id(number), madeAt, time, random);
      List<String> types =
          template.names().stream()
              .filter(name -> template.member(name).isObject() && !OF_ALL.contains(name))
              .toList();
      String type = types.get((int) (number % types.size()));
      types.stream().filter(name -> !name.equals(type)).forEach(method::remove);
      return method.put("type", type).put("customer", id("cus", 1 + number % STAYING));
    }

    @Override
    boolean isRow(ObjectNode method) {
      return method.hasNonNull("customer");
    }

    @Override
    void remove(String id, Instant time) {
      change(id, method -> method.putNull("customer"), time, "payment_method.detached");
    }
  }

  /**
   * What moves a balance, of which no event tells; available two days later.
   *
   * @see <a href="https://docs.stripe.com/api/balance_transactions/object">The balance
   *     transaction</a>
   */
  static final class BalanceTransactions extends Kind {
    private static final int PENDING_SECONDS = 2 * 86_400;

    private final InstantSource clock;

    BalanceTransactions(EventLog log, DemoHistory history, InstantSource clock) {
      super("txn", "balance-transaction", new Types(null, List.of(), null), log, history);
      this.clock = clock;
    }

    @Override
    ObjectNode object(long number, Instant madeAt, Instant time, SplittableRandom random) {
      return super.object(number, madeAt, time, random)
          .put("available_on", madeAt.getEpochSecond() + PENDING_SECONDS);
    }

    @Override
    protected void write(long number, Instant madeAt, Instant time, SplittableRandom random) {
      // It never changes but for its status.
      if (madeAt.equals(time)) {
        super.write(number, madeAt, time, random);
      }
    }

    @Override
    ObjectNode shown(ObjectNode transaction) {
      boolean isAvailable =
          transaction.path("available_on").longValue() <= clock.instant().getEpochSecond();
      return transaction.deepCopy().put("status", isAvailable ? "available" : "pending");
    }
  }
}
