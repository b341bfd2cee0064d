package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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

  /** The account's host, with its port where that is not the scheme's own. */
  @Override
  public String account(Options connection) {
    URI url = ZendeskConnection.url(connection);
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = url.getScheme().equals("https") ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == usual ? host : host + ":" + url.getPort();
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new ZendeskConnector(
        ZendeskApi.of(connection, context, UnaryOperator.identity()), context.runStart());
  }
}
