package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.contract.Capability;
import dev.tributary.connectors.contract.ConnectorContractTest;
import dev.tributary.connectors.contract.ContractSource;
import dev.tributary.connectors.contract.ContractSource.Tokens;
import dev.tributary.connectors.contract.ContractTable;
import dev.tributary.connectors.contract.ContractTime;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.SimulatorProvider;
import dev.tributary.simulators.stripe.StripeSimulator;
import java.util.List;
import java.util.Map;

/** The suite that every connector passes. */
class StripeContractTest extends ConnectorContractTest {

  /** The suite's data is older than a month, and its events are wanted all the same. */
  private static final class KeepsEvents implements SimulatorProvider {
    private final StripeSimulator simulator = new StripeSimulator();

    @Override
    public String name() {
      return simulator.name();
    }

    @Override
    public Simulator start(SimulatorParameters given) {
      Options others =
          Options.check(simulator.parameters(), Map.of("event_days", TextNode.valueOf("100000")))
              .orThrow();
      return simulator.start(
          new SimulatorParameters(given.records(), given.seed(), given.day(), others));
    }
  }

  @Override
  protected ConnectorProvider provider() {
    return new StripeConnectorProvider();
  }

  @Override
  protected ContractSource source() {
    return ContractSource.simulated(new KeepsEvents(), Tokens.FIXED);
  }

  @Override
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    return new StripeConnector(StripeApi.of(connection, context, time::give), context.runStart());
  }

  @Override
  protected List<ContractTable> tables() {
    return List.of(
        deleted("customers").without(Capability.RECREATION, "an id is given once"),
        kept("charges"),
        kept("payment_intents"),
        kept("subscriptions"),
        // Some of the simulator's have more lines than they show.
        deleted("invoices").costing(100, 5).without(Capability.RECREATION, "an id is given once"),
        deleted("products"),
        // A list of those that are active, and one of the others.
        deleted("prices").costing(100, 2),
        kept("refunds"),
        kept("disputes"),
        // A list for each customer, three of customers, and the rest of lists that a page cuts.
        deleted("payment_methods")
            .costing(1, 8)
            .without(Capability.RECREATION, "what is detached cannot be attached again"),
        created("balance_transactions"),
        kept("payouts"),
        deleted("invoice_items").without(Capability.RECREATION, "an id is given once"),
        deleted("plans"),
        created("events"),
        deleted("coupons"));
  }

  private static ContractTable deleted(String table) {
    return ContractTable.of(table)
        .costing(100, 1)
        .without(Capability.PARTITIONS, "it is one list")
        .without(Capability.LINKS, "a page leads on by its last id")
        .without(Capability.BACKDATED_ROWS, "an event is dated when it happens");
  }

  private static ContractTable kept(String table) {
    return deleted(table).without(Capability.DELETES, "Stripe deletes none");
  }

  private static ContractTable created(String table) {
    return kept(table).without(Capability.UPDATES, "what has happened does not change");
  }
}
