package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.Page;
import dev.tributary.connectors.contract.SimulatedAccount;
import java.util.List;

/** A simulated account of HubSpot. */
final class Account extends SimulatedAccount {

  Account(String parameters) {
    super(
        new HubspotConnectorProvider(),
        "demo:hubspot?" + parameters,
        (connection, context, tuning) ->
            new HubspotConnector(HubspotApi.of(connection, context, tuning), context.runStart()));
  }

  static List<String> ids(List<Page> pages) {
    return rows(pages).stream().map(row -> row.path("id").asText()).toList();
  }
}
