package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Page;
import dev.tributary.connectors.contract.SimulatedAccount;
import java.util.List;

/** A simulated account of Stripe. */
final class Account extends SimulatedAccount {

  Account(String parameters) {
    super(
        new StripeConnectorProvider(),
        "demo:stripe?" + parameters,
        (connection, context, tuning) ->
            new StripeConnector(StripeApi.of(connection, context, tuning), context.runStart()));
  }

  static List<String> ids(List<Page> pages) {
    return rows(pages).stream().map(row -> row.path("id").asText()).toList();
  }
}
