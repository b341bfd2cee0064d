package dev.tributary.connectors.hubspot;

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
import dev.tributary.simulators.hubspot.HubspotSimulator;
import java.util.List;

/** The suite that every connector passes. */
class HubspotContractTest extends ConnectorContractTest {

  @Override
  protected ConnectorProvider provider() {
    return new HubspotConnectorProvider();
  }

  @Override
  protected ContractSource source() {
    return ContractSource.simulated(new HubspotSimulator(), Tokens.FIXED);
  }

  @Override
  protected LakeflowConnect connect(
      Options connection, ConnectorContext context, ContractTime time) {
    return new HubspotConnector(HubspotApi.of(connection, context, time::give), context.runStart());
  }

  @Override
  protected List<ContractTable> tables() {
    return ObjectType.standardNames().stream().map(HubspotContractTest::table).toList();
  }

  private static ContractTable table(String name) {
    // A request for the properties.
    return ContractTable.of(name)
        .costing(100, 1)
        .withUnpopulated("properties/hs_merged_object_ids", "nothing is merged in a demo")
        .without(Capability.PARTITIONS, "a list is one stream")
        .without(Capability.BACKDATED_ROWS, "rows are dated when they change");
  }
}
