package dev.tributary.connectors.stripe;

import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads a Stripe account. */
final class StripeConnector implements LakeflowConnect {
  private final StripeApi api;
  private final Instant runStart;

  StripeConnector(StripeApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
  }

  @Override
  public List<String> listTables() {
    return StripeTables.names();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return StripeTables.named(table).description().schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return StripeTables.named(table).description().metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    return StripeTables.named(table).read(api, start, options, runStart);
  }

  @Override
  public Optional<String> whyListedAnew(String table, Offset start, Options options) {
    return StripeTables.named(table).whyListedAnew(api, start, runStart);
  }

  @Override
  public void close() {
    api.close();
  }
}
