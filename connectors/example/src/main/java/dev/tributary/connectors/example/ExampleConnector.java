package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The whole of a connector: it names its tables, describes them, and reads a page behind an offset.
 * A connector of a real source differs in {@link #page}, which asks an API.
 *
 * <p>It keeps nothing between two calls: all that a read knows of earlier reads is its offset,
 * {@code {"position": n}}, the number of records that were read before.
 */
final class ExampleConnector implements LakeflowConnect, SupportsPartitions {

  /** Takes the time that a request takes. */
  @FunctionalInterface
  interface Latency {
    void pass() throws InterruptedException;
  }

  private static final String POSITION = "position";

  private final Demo demo;
  private final int pageSize;
  private final long failAfterPages;
  private final Latency latency;
  private final ReadMetrics metrics;

  ExampleConnector(
      Demo demo, int pageSize, long failAfterPages, Latency latency, ReadMetrics metrics) {
    this.demo = demo;
    this.pageSize = pageSize;
    this.failAfterPages = failAfterPages;
    this.latency = latency;
    this.metrics = metrics;
  }

  @Override
  public List<String> listTables() {
    return Tables.names();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return Tables.named(table).schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    return Tables.named(table).metadata();
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    Table source = Tables.named(table);
    return page(source, source.changes(demo), start, options);
  }

  @Override
  public Page readTableDeletes(String table, Offset start, Options options) {
    Table source = Tables.named(table);
    return page(source, source.deletes(demo), start, options);
  }

  @Override
  public List<String> partitions(String table, Options options) {
    return Tables.named(table).partitions();
  }

  @Override
  public Page readPartition(String table, String partition, Offset start, Options options) {
    Table source = Tables.named(table);
    if (!source.partitions().contains(partition)) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Unknown partition '%s' of table '%s'. %s"
              .formatted(partition, table, Names.suggestion(partition, source.partitions())));
    }
    return page(source, source.partition(demo, partition), start, options);
  }

  private Page page(Table table, Feed feed, Offset start, Options options) {
    long first = table.incremental() ? first(feed, options) : 0;
    long from = Math.max(first, position(table, start));
    if (from > feed.size()) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          ("Cannot read table '%s' from position %d: with records=%d and day=%d it ends at %d. Give"
                  + " records and day no less than in the run before, or refresh the table fully")
              .formatted(table.name(), from, demo.records(), demo.day(), feed.size()));
    }
    int limit = table.incremental() ? limit(options) : pageSize;
    request(table, (from - first) / limit);
    long to = Math.min(feed.size(), from + limit);
    List<SourceRecord> records = LongStream.range(from, to).mapToObj(feed::record).toList();
    Offset end = Offset.of(POSITION, to);
    // To say that nothing follows saves the request that would find nothing.
    return to == feed.size() ? Page.last(records, end) : Page.of(records, end);
  }

  private static long first(Feed feed, Options options) {
    Instant startDate = options.instant("start_date");
    return startDate == null ? 0 : feed.firstFrom(startDate);
  }

  private int limit(Options options) {
    long limit = options.integer("max_records_per_batch", pageSize);
    return (int)
        Math.min(pageSize, Limits.within("max_records_per_batch", limit, 1, Long.MAX_VALUE));
  }

  private static long position(Table table, Offset start) {
    if (start.isInitial()) {
      return 0;
    }
    var position = start.value().path(POSITION);
    if (!position.canConvertToLong() || position.longValue() < 0) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Cannot read table '%s' from offset %s: it is not one of connector 'example'"
              .formatted(table.name(), start));
    }
    return position.longValue();
  }

  /** What would be the call of an API. */
  private void request(Table table, long pagesBefore) {
    metrics.request();
    try {
      latency.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(
          ConnectorException.Category.UNAVAILABLE,
          "Cannot read table '" + table.name() + "': interrupted",
          e);
    }
    if (pagesBefore >= failAfterPages) {
      throw new ConnectorException(
          ConnectorException.Category.UNAVAILABLE,
          "Cannot read table '%s' behind page %d: the connection's fail_after_pages says so. Remove it to go on"
              .formatted(table.name(), failAfterPages));
    }
  }
}
