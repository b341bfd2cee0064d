package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsNamespaces;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads GitHub; where the options name several repositories, each is a partition. */
final class GithubConnector implements LakeflowConnect, SupportsPartitions, SupportsNamespaces {
  private final GithubApi api;
  private final Instant runStart;
  private final Namespaces namespaces;

  /** Names of repositories by owner: asked for once, so that all calls give the same. */
  private final Map<String, List<String>> owned = new HashMap<>();

  GithubConnector(GithubApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
    this.namespaces = new Namespaces(api, this::owned);
  }

  @Override
  public List<String> listTables() {
    return GithubTables.names();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return checked(table, options).schema(options);
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return checked(table, options).description().metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    GithubTable checked = checked(table, options);
    if (checked instanceof GithubTable.OfAccounts ofAccounts) {
      return ofAccounts.read(api, start, options);
    }
    List<String> names = partitions(table, options);
    if (!names.isEmpty()) {
      return InTurn.read(
          names, start, (name, offset) -> readPartition(table, name, offset, options));
    }
    List<Repository> repositories = Repository.named(options);
    return repositories.isEmpty()
        ? Page.last(List.of(), start)
        : read(checked, repositories.get(0), start, options);
  }

  @Override
  public List<String> partitions(String table, Options options) {
    if (checked(table, options) instanceof GithubTable.OfAccounts) {
      return List.of();
    }
    if (Repository.all(options)) {
      return owned(options.string("owner"));
    }
    List<String> names = Repository.named(options).stream().map(Repository::name).toList();
    return names.size() == 1 ? List.of() : names;
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    GithubTable checked = checked(table, options);
    if (checked instanceof GithubTable.OfAccounts) {
      throw new ConnectorException(
          Category.CONFIGURATION, "Table '" + table + "' has no partition '" + partition + "'");
    }
    if (!Repository.all(options)) {
      List<String> names = Repository.named(options).stream().map(Repository::name).toList();
      if (!names.contains(partition)) {
        throw new ConnectorException(
            Category.CONFIGURATION,
            "Option 'repo' does not name '"
                + partition
                + "'. "
                + Names.suggestion(partition, names));
      }
    }
    return read(checked, new Repository(options.string("owner"), partition), start, options);
  }

  private List<String> owned(String owner) {
    return owned.computeIfAbsent(owner, name -> new OwnedRepositories(api, runStart).names(name));
  }

  @Override
  public List<List<String>> namespaces(List<String> prefix) {
    return namespaces.below(prefix);
  }

  @Override
  public List<String> tablesIn(List<String> namespace) {
    return namespaces.tables(namespace);
  }

  @Override
  public Map<String, Object> namespaceOptions(List<String> namespace) {
    return namespaces.options(namespace);
  }

  @Override
  public void close() {
    api.close();
  }

  private Page read(GithubTable table, Repository repository, Offset start, Options options) {
    return ((GithubTable.OfRepositories) table).read(api, repository, start, options, runStart);
  }

  private static GithubTable checked(String name, Options options) {
    GithubTable table = GithubTables.named(name);
    if (table instanceof GithubTable.OfAccounts ofAccounts) {
      ofAccounts.check(options);
    } else if (options.has("owner") && options.has("repo")) {
      // Where many reads of a table are planned, the repositories follow with each.
      Repository.named(options);
    }
    return table;
  }
}
