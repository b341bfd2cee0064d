package dev.tributary.connectors.zendesk;

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
import dev.tributary.simulators.zendesk.ZendeskSimulator;
import java.util.List;

/** The suite that every connector passes. */
class ZendeskContractTest extends ConnectorContractTest {

  @Override
  protected ConnectorProvider provider() {
    return new ZendeskConnectorProvider();
  }

  @Override
  protected ContractSource source() {
    return ContractSource.simulated(new ZendeskSimulator(), Tokens.RENEWED);
  }

  @Override
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    return new ZendeskConnector(ZendeskApi.of(connection, context, time::give), context.runStart());
  }

  @Override
  protected List<ContractTable> tables() {
    return List.of(
        export("tickets"),
        export("users").without(Capability.RECREATION, "Zendesk restores no user"),
        export("organizations").without(Capability.RECREATION, "Zendesk restores no organization"),
        export("ticket_comments")
            .without(Capability.UPDATES, "the export shows a comment once, when it is written")
            .without(Capability.DELETES, "comments are not deleted"),
        list("articles"),
        list("brands"),
        list("groups"),
        list("topics"));
  }

  private static ContractTable export(String table) {
    // A request for a token, and one that meets the end.
    return ContractTable.of(table)
        .costing(1000, 1)
        .without(Capability.PARTITIONS, "an export is one stream")
        .without(Capability.BACKDATED_ROWS, "rows are dated when they change");
  }

  private static ContractTable list(String table) {
    return ContractTable.of(table).costing(100, 1).listedWhole();
  }
}
