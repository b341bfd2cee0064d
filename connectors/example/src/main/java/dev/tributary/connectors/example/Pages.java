package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.SourceRecord;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Answers what an API would be asked: a page of a feed.
 *
 * @param failAfterPages behind how many pages from a feed's start there are no more answers
 */
record Pages(Demo demo, int pageSize, long failAfterPages, Latency latency, ReadMetrics metrics) {

  /** Takes the time that a request takes. */
  @FunctionalInterface
  interface Latency {
    void pass() throws InterruptedException;
  }

  Page page(Table table, Feed feed, Offset start, Offset end, Options options) {
    Range range = Range.of(table, feed, start, end, options);
    check(table, feed, "from", Range.position(table, start));
    check(table, feed, "to", range.to());
    if (Range.position(table, start) > range.to()) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Cannot read table '%s' from offset %s to %s: the range ends before it begins"
              .formatted(table.name(), start, end));
    }
    int limit = table.incremental() ? limit(options) : pageSize;
    request(table, (range.from() - range.first()) / limit);
    long to = range.from() + Math.min(range.size(), limit);
    List<SourceRecord> records = LongStream.range(range.from(), to).mapToObj(feed::record).toList();
    // To say that nothing follows saves the request that would find nothing.
    return to >= range.to() ? Page.last(records, end) : Page.of(records, Range.offset(to));
  }

  private void check(Table table, Feed feed, String bound, long position) {
    if (position > feed.size()) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          ("Cannot read table '%s' %s position %d: with records=%d and day=%d it ends at %d. Give"
                  + " records and day no less than in the run before, or refresh the table fully")
              .formatted(table.name(), bound, position, demo.records(), demo.day(), feed.size()));
    }
  }

  private int limit(Options options) {
    long limit = options.integer("max_records_per_batch", pageSize);
    return (int)
        Math.min(pageSize, Limits.within("max_records_per_batch", limit, 1, Long.MAX_VALUE));
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
