package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.List;

/** Reads a Zendesk account. */
final class ZendeskConnector implements LakeflowConnect {
  private final ZendeskApi api;
  private final Instant runStart;

  ZendeskConnector(ZendeskApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
  }

  @Override
  public List<String> listTables() {
    return ZendeskTables.names();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return ZendeskTables.named(table).description().schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return ZendeskTables.named(table).description().metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    return ZendeskTables.named(table).read(api, start, options, runStart);
  }

  @Override
  public void close() {
    api.close();
  }
}
