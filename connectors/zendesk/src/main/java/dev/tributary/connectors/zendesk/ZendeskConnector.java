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
    return checked(table, options).description().schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return checked(table, options).description().metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    return checked(table, options).read(api, start, options, runStart);
  }

  @Override
  public void close() {
    api.close();
  }

  private static ZendeskTable checked(String name, Options options) {
    ZendeskTable table = ZendeskTables.named(name);
    TableOptions.check(table.description().options(), options);
    return table;
  }
}
