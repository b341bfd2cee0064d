package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;
import java.util.function.UnaryOperator;

/** The connector {@code hubspot}. */
public final class HubspotConnectorProvider implements ConnectorProvider {

  @Override
  public String name() {
    return "hubspot";
  }

  @Override
  public String description() {
    return "HubSpot's CRM: objects, activities and custom objects, with their associations";
  }

  @Override
  public List<Option> connectionOptions() {
    return HubspotApi.CONNECTION_OPTIONS;
  }

  /** All tables take the same; whether a custom object exists only its account knows. */
  @Override
  public List<Option> tableOptions(String table) {
    if (ObjectType.standard(table).isEmpty() && !ObjectType.mayBeCustom(table)) {
      ConnectorException unknown = Names.unknownTable(name(), table, knownTables());
      throw new ConnectorException(
          Category.CONFIGURATION,
          unknown.getMessage()
              + " A custom object is named in full, as in p1234567_machine: see 'Custom objects' in"
              + " docs/connectors/hubspot.md.");
    }
    return TableOptions.ALL;
  }

  @Override
  public List<String> knownTables() {
    return ObjectType.standardNames();
  }

  @Override
  public String account(Options connection) {
    return ConnectorProvider.host(connection.url("base_url"));
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new HubspotConnector(
        HubspotApi.of(connection, context, UnaryOperator.identity()), context.runStart());
  }
}
