package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.ConnectorContext;
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
import java.time.Duration;
import java.util.List;

/** The connector of a {@link ScriptedSource}. */
public final class ScriptedProvider implements ConnectorProvider {
  static final String NAME = "scripted";
  static final String TABLE = "records";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Pages laid down by a test";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of("script", Option.Type.STRING, "The id of the script.").asRequired(),
        Option.of("token", Option.Type.STRING, "A secret.").asSecret());
  }

  @Override
  public List<Option> tableOptions(String table) {
    if (!table.equals(TABLE)) {
      throw Names.unknownTable(NAME, table, knownTables());
    }
    return List.of(Option.of("regions", Option.Type.LIST, "The partitions."));
  }

  @Override
  public List<String> knownTables() {
    return List.of(TABLE);
  }

  @Override
  public String account(Options connection) {
    return connection.string("script");
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new Connector(ScriptedSource.find(connection.string("script")), context);
  }

  private record Connector(ScriptedSource script, ConnectorContext context)
      implements LakeflowConnect, SupportsPartitions {

    Connector {
      script.opened();
    }

    @Override
    public List<String> listTables() {
      return List.of(TABLE);
    }

    @Override
    public StructType tableSchema(String table, Options options) {
      return script.schema();
    }

    @Override
    public TableMetadata tableMetadata(String table, Options options) {
      return script.metadata();
    }

    @Override
    public List<String> partitions(String table, Options options) {
      return options.list("regions");
    }

    @Override
    public Page readTable(String table, Offset start, Options options) {
      return page(Flow.CHANGES, null, start);
    }

    @Override
    public Page readPartition(String table, String partition, Offset start, Options options) {
      return page(Flow.CHANGES, partition, start);
    }

    @Override
    public Page readTableDeletes(String table, Offset start, Options options) {
      return page(Flow.DELETES, null, start);
    }

    /** A page costs two requests, of which one is a retry after 3 ms. */
    private Page page(Flow flow, String partition, Offset start) {
      context.metrics().request();
      context.metrics().waited(Duration.ofMillis(3));
      context.metrics().retry();
      context.metrics().request();
      return script.page(flow, partition, start);
    }

    @Override
    public void close() {
      script.closed();
    }
  }
}
