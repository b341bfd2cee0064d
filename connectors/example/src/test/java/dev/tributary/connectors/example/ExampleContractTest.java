package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.contract.Capability;
import dev.tributary.connectors.contract.ConnectorContractTest;
import dev.tributary.connectors.contract.ContractSource;
import dev.tributary.connectors.contract.ContractTable;
import java.util.List;
import java.util.Map;

class ExampleContractTest extends ConnectorContractTest {

  @Override
  protected ConnectorProvider provider() {
    return new ExampleConnectorProvider();
  }

  @Override
  protected ContractSource source() {
    return ContractSource.inProcess(
        parameters ->
            Map.of(
                "records", Long.toString(parameters.records()),
                "seed", Long.toString(parameters.seed()),
                "day", Long.toString(parameters.day())));
  }

  @Override
  protected List<ContractTable> tables() {
    return List.of(
        whole("customers").without(Capability.DELETES, "customers are never deleted"),
        whole("orders"),
        whole("subscriptions"),
        log("events").without(Capability.DELETES, "events are never deleted"),
        whole("countries").without(Capability.PAGE_LIMIT, "countries fit on a page"));
  }

  private static ContractTable whole(String name) {
    return log(name).without(Capability.PARTITIONS, "only events have partitions");
  }

  private static ContractTable log(String name) {
    return ContractTable.of(name)
        .without(Capability.LOOKBACK, "a position in a log passes no change over");
  }
}
