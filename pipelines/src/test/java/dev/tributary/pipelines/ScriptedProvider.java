package dev.tributary.pipelines;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Optional;

/** The connector of a {@link ScriptedSource}; found through ServiceLoader. */
public final class ScriptedProvider implements ConnectorProvider {

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public String description() {
    return "Changes written down by a test";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of("script", Option.Type.STRING, "The id of the source.").asRequired(),
        Option.of("account", Option.Type.STRING, "The account.").withDefault("acme"),
        Option.of("broken", Option.Type.STRING, "Why no connector can be made."),
        Option.of("token", Option.Type.STRING, "A secret.").asSecret());
  }

  @Override
  public List<Option> tableOptions(String table) {
    return List.of(
        Option.of("repository", Option.Type.STRING, "Which data.").asSourceIdentity(),
        Option.of("limit", Option.Type.INTEGER, "Not which data."));
  }

  @Override
  public List<String> knownTables() {
    return List.of();
  }

  @Override
  public String account(Options connection) {
    return connection.string("account");
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    if (connection.has("broken")) {
      throw new ConnectorException(Category.CONFIGURATION, connection.string("broken"));
    }
    return new Connector(ScriptedSource.find(connection.string("script")), context);
  }

  private record Connector(ScriptedSource source, ConnectorContext context)
      implements LakeflowConnect, SupportsPartitions {

    @Override
    public List<String> listTables() {
      return source.tableNames();
    }

    private ScriptedSource.Table table(String name) {
      ScriptedSource.Table table = source.table(name);
      if (table == null) {
        throw new ConnectorException(
            Category.CONFIGURATION,
            "Unknown table '" + name + "'. " + Names.suggestion(name, source.tableNames()));
      }
      return table;
    }

    @Override
    public StructType tableSchema(String table, Options options) {
      return table(table).schema();
    }

    @Override
    public TableMetadata tableMetadata(String table, Options options) {
      return table(table).metadata();
    }

    @Override
    public List<String> partitions(String table, Options options) {
      return table(table).partitions();
    }

    @Override
    public Page readTable(String table, Offset start, Options options) {
      context.metrics().request();
      return table(table).page(table, start);
    }

    @Override
    public Optional<String> whyListedAnew(String table, Offset start, Options options) {
      return table(table).whyListedAnew(start);
    }

    @Override
    public Page readPartition(String table, String partition, Offset start, Options options) {
      context.metrics().request();
      return table(table).page(table + "/" + partition, start);
    }

    @Override
    public Page readTableDeletes(String table, Offset start, Options options) {
      context.metrics().request();
      return table(table).page(table + "/deletes", start);
    }
  }
}
