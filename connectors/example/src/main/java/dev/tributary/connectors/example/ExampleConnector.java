package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SupportsPartitions;
import dev.tributary.connectors.SupportsRanges;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The whole of a connector: it names its tables, describes them, and reads a page behind an offset.
 * A connector of a real source asks an API where this one asks {@link Pages}.
 *
 * <p>It keeps nothing between two calls: all that a read knows of earlier reads is its offset, a
 * position in the table's feed. A read without a range is one of the range up to the feed's end.
 */
final class ExampleConnector implements LakeflowConnect, SupportsPartitions, SupportsRanges {

  private final Demo demo;
  private final Pages pages;

  ExampleConnector(Demo demo, Pages pages) {
    this.demo = demo;
    this.pages = pages;
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
    return page(source, partition(source, partition), start, options);
  }

  @Override
  public boolean isRanged(String table, Options options) {
    Tables.named(table);
    return true;
  }

  @Override
  public Offset latestOffset(String table, String partition, Options options) {
    return end(feed(Tables.named(table), partition));
  }

  @Override
  public Page readRange(String table, String partition, Offset start, Offset end, Options options) {
    Table source = Tables.named(table);
    return pages.page(source, feed(source, partition), start, end, options);
  }

  @Override
  public Optional<Offset> between(
      String table, String partition, Offset start, Offset end, double fraction, Options options) {
    OptionalLong middle = range(table, partition, start, end, options).between(fraction);
    return middle.isPresent() ? Optional.of(Range.offset(middle.getAsLong())) : Optional.empty();
  }

  @Override
  public double size(String table, String partition, Offset start, Offset end, Options options) {
    return range(table, partition, start, end, options).size();
  }

  private Range range(String table, String partition, Offset start, Offset end, Options options) {
    Table source = Tables.named(table);
    return Range.of(source, feed(source, partition), start, end, options);
  }

  private Feed feed(Table table, String partition) {
    return partition == null ? table.changes(demo) : partition(table, partition);
  }

  private Feed partition(Table table, String partition) {
    if (!table.partitions().contains(partition)) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Unknown partition '%s' of table '%s'. %s"
              .formatted(partition, table.name(), Names.suggestion(partition, table.partitions())));
    }
    return table.partition(demo, partition);
  }

  private static Offset end(Feed feed) {
    return Range.offset(feed.size());
  }

  private Page page(Table table, Feed feed, Offset start, Options options) {
    return pages.page(table, feed, start, end(feed), options);
  }
}
