package dev.tributary.connectors.stripe;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;
import java.util.function.UnaryOperator;

/** The connector {@code stripe}. */
public final class StripeConnectorProvider implements ConnectorProvider {

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public String description() {
    return "Stripe, by lists first and by its events from then on";
  }

  @Override
  public List<Option> connectionOptions() {
    return StripeConnection.OPTIONS;
  }

  @Override
  public List<Option> tableOptions(String table) {
    return StripeTables.named(table).description().options();
  }

  @Override
  public List<String> knownTables() {
    return StripeTables.names();
  }

  @Override
  public String account(Options connection) {
    return StripeConnection.account(connection);
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new StripeConnector(
        StripeApi.of(connection, context, UnaryOperator.identity()), context.runStart());
  }
}
