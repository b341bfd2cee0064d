package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.List;

/** Reads GitHub; where the options name several repositories, each is a partition. */
final class GithubConnector implements LakeflowConnect, SupportsPartitions {
  private final GithubApi api;
  private final Instant runStart;

  GithubConnector(GithubApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
  }

  @Override
  public List<String> listTables() {
    return GithubTables.names();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return checked(table, options).schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return checked(table, options).metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    GithubTable read = checked(table, options);
    List<Repository> repositories = Repository.of(options);
    if (repositories.size() == 1) {
      return read.read(api, repositories.get(0), start, options, runStart);
    }
    List<String> names = repositories.stream().map(Repository::name).toList();
    return InTurn.read(names, start, (name, offset) -> readPartition(table, name, offset, options));
  }

  @Override
  public List<String> partitions(String table, Options options) {
    checked(table, options);
    List<String> names = Repository.of(options).stream().map(Repository::name).toList();
    return names.size() == 1 ? List.of() : names;
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    GithubTable read = checked(table, options);
    List<Repository> repositories = Repository.of(options);
    for (Repository repository : repositories) {
      if (repository.name().equals(partition)) {
        return read.read(api, repository, start, options, runStart);
      }
    }
    List<String> names = repositories.stream().map(Repository::name).toList();
    throw new ConnectorException(
        Category.CONFIGURATION,
        "Option 'repo' does not name '" + partition + "'. " + Names.suggestion(partition, names));
  }

  private static GithubTable checked(String name, Options options) {
    GithubTable table = GithubTables.named(name);
    Repository.of(options);
    table.check(options);
    return table;
  }
}
