package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.net.URI;
import java.util.List;
import java.util.Locale;

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

  /** The API's host, with its port where that is not the scheme's own. */
  @Override
  public String account(Options connection) {
    URI url = connection.url("base_url");
    String host = url.getHost().toLowerCase(Locale.ROOT);
    int usual = url.getScheme().equals("https") ? 443 : 80;
    return url.getPort() < 0 || url.getPort() == usual ? host : host + ":" + url.getPort();
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    var api = new GithubApi(GithubApi.settings(connection, context).build());
    return new GithubConnector(api, context.runStart());
  }
}
