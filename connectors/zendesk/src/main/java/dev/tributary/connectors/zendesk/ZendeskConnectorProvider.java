package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;
import java.util.function.UnaryOperator;

/** The connector {@code zendesk}. */
public final class ZendeskConnectorProvider implements ConnectorProvider {

  @Override
  public String name() {
    return "zendesk";
  }

  @Override
  public String description() {
    return "Zendesk Support, Guide and Gather, through incremental exports and lists";
  }

  @Override
  public List<Option> connectionOptions() {
    return ZendeskConnection.OPTIONS;
  }

  @Override
  public List<Option> tableOptions(String table) {
    return ZendeskTables.named(table).description().options();
  }

  @Override
  public List<String> knownTables() {
    return ZendeskTables.names();
  }

  @Override
  public String account(Options connection) {
    return ConnectorProvider.host(ZendeskConnection.url(connection));
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new ZendeskConnector(
        ZendeskApi.of(connection, context, UnaryOperator.identity()), context.runStart());
  }
}
