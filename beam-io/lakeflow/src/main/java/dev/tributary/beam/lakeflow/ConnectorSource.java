package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A table of a source, as something that can be sent to whoever reads it: the name of a connector,
 * the options of connection and table, and the start of the run. It carries secrets, which {@link
 * #toString()} leaves out.
 */
public final class ConnectorSource implements Serializable {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String connector;
  private final String connectionOptions;
  private final String table;
  private final String tableOptions;
  private final Instant runStart;

  /**
   * A table of a connector on the class path.
   *
   * @param connector its name
   * @param connection the checked options of the connection
   * @param table the name of the table
   * @param options the checked options of the table
   * @param runStart the upper bound of reads that are bounded by time
   */
  public ConnectorSource(
      String connector, Options connection, String table, Options options, Instant runStart) {
    this(connector, write(connection), table, write(options), runStart);
  }

  private ConnectorSource(
      String connector,
      String connectionOptions,
      String table,
      String tableOptions,
      Instant runStart) {
    this.connector = connector;
    this.connectionOptions = connectionOptions;
    this.table = table;
    this.tableOptions = tableOptions;
    this.runStart = runStart;
  }

  /** The same source, read up to another bound. */
  public ConnectorSource withRunStart(Instant bound) {
    return new ConnectorSource(connector, connectionOptions, table, tableOptions, bound);
  }

  public String connector() {
    return connector;
  }

  public String table() {
    return table;
  }

  public Instant runStart() {
    return runStart;
  }

  /**
   * The provider of that name on the class path.
   *
   * @throws ConnectorException if there is none; the message names the closest one
   */
  public static ConnectorProvider provider(String name) {
    var names = new ArrayList<String>();
    for (ConnectorProvider provider : ServiceLoader.load(ConnectorProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new ConnectorException(
        ConnectorException.Category.CONFIGURATION,
        "Unknown connector '" + name + "'. " + Names.suggestion(name, names));
  }

  /** Makes a connector for this table. The caller closes it. */
  public OpenTable open(ReadMetrics metrics) {
    ConnectorProvider provider = provider(connector);
    Options connection = check(provider.connectionOptions(), read(connectionOptions));
    Options options = check(provider.tableOptions(table), read(tableOptions));
    LakeflowConnect instance = provider.create(connection, new ConnectorContext(runStart, metrics));
    return new OpenTable(instance, table, options);
  }

  /** Makes a connector for this table under further options. The caller closes it. */
  OpenSource connect(ReadMetrics metrics) {
    ConnectorProvider provider = provider(connector);
    Options connection = check(provider.connectionOptions(), read(connectionOptions));
    LakeflowConnect instance = provider.create(connection, new ConnectorContext(runStart, metrics));
    return new OpenSource(provider, connection, instance, table, read(tableOptions));
  }

  private static String write(Options options) {
    try {
      return JSON.writeValueAsString(options.values());
    } catch (JsonProcessingException e) {
      // Without the cause, whose message may quote a value.
      throw new IllegalStateException("Cannot write options as JSON");
    }
  }

  private static Options check(List<Option> declared, Map<String, JsonNode> values) {
    return Options.check(declared, values).orThrow();
  }

  private static Map<String, JsonNode> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read options from JSON");
    }
  }

  @Override
  public String toString() {
    return "table '" + table + "' of connector '" + connector + "'";
  }

  /**
   * A table with a connector that reads it. For one thread at a time.
   *
   * @param connector the instance, which belongs to this
   * @param table the name of the table
   * @param options its options
   */
  public record OpenTable(LakeflowConnect connector, String table, Options options)
      implements AutoCloseable {

    public StructType schema() {
      return connector.tableSchema(table, options);
    }

    public TableMetadata metadata() {
      return connector.tableMetadata(table, options);
    }

    /** The table's partitions; empty where it is read as a whole. */
    public List<String> partitions() {
      return connector instanceof SupportsPartitions partitioned
          ? partitioned.partitions(table, options)
          : List.of();
    }

    /** See {@link LakeflowConnect#whyListedAnew}. */
    public Optional<String> whyListedAnew(Offset start) {
      return connector.whyListedAnew(table, start, options);
    }

    /** Reads the page of a span behind an offset. */
    public Page page(Span span, Offset start) {
      if (span.flow() == Flow.DELETES) {
        return connector.readTableDeletes(table, start, options);
      }
      if (span.partition() == null) {
        return connector.readTable(table, start, options);
      }
      return ((SupportsPartitions) connector)
          .readPartition(table, span.partition(), start, options);
    }

    @Override
    public void close() {
      connector.close();
    }
  }
}
