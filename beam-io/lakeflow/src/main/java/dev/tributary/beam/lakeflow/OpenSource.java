package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Secrets;
import java.util.HashMap;
import java.util.Map;

/**
 * A connector that reads one table, with options that are the same in all its reads and others that
 * are not. For one thread at a time.
 *
 * @param provider who made the connector
 * @param connection its options
 * @param connector the instance, which belongs to this
 * @param table the name of the table
 * @param options the options that all reads have
 */
record OpenSource(
    ConnectorProvider provider,
    Options connection,
    LakeflowConnect connector,
    String table,
    Map<String, JsonNode> options)
    implements AutoCloseable {

  /**
   * The table with further options, which hold where both say something.
   *
   * @throws dev.tributary.connectors.ConnectorException if they are not what the table takes
   */
  OpenTable table(Map<String, JsonNode> more) {
    var all = new HashMap<>(options);
    all.putAll(more);
    return new OpenTable(
        connector, table, Options.check(provider.tableOptions(table), all).orThrow());
  }

  /** The account that is read. */
  String account() {
    return provider.account(connection);
  }

  Secrets secrets() {
    return Secrets.NONE.and(connection);
  }

  @Override
  public void close() {
    connector.close();
  }
}
