package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;

/** The connector {@code github}. */
public final class GithubConnectorProvider implements ConnectorProvider {

  @Override
  public String name() {
    return "github";
  }

  @Override
  public String description() {
    return "Repositories on GitHub and GitHub Enterprise Server, through the REST API";
  }

  @Override
  public List<Option> connectionOptions() {
    return GithubApi.CONNECTION_OPTIONS;
  }

  @Override
  public List<Option> tableOptions(String table) {
    return GithubTables.named(table).description().options();
  }

  @Override
  public List<String> knownTables() {
    return GithubTables.names();
  }

  @Override
  public String account(Options connection) {
    return ConnectorProvider.host(connection.url("base_url"));
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    var api = new GithubApi(GithubApi.settings(connection, context).build());
    return new GithubConnector(api, context.runStart());
  }
}
