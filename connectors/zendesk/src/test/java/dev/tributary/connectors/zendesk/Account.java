package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.Page;
import dev.tributary.connectors.contract.SimulatedAccount;
import java.util.List;

/** A simulated account of Zendesk. */
final class Account extends SimulatedAccount {

  Account(String parameters) {
    super(
        new ZendeskConnectorProvider(),
        "demo:zendesk?" + parameters,
        (connection, context, tuning) ->
            new ZendeskConnector(ZendeskApi.of(connection, context, tuning), context.runStart()));
  }

  static List<Long> ids(List<Page> pages) {
    return rows(pages).stream().map(row -> row.path("id").asLong()).toList();
  }
}
