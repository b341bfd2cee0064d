package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Fetches pages until they make a batch worth a bundle, or until the span or the epoch's budget
 * ends. Not safe for concurrent use.
 */
final class BatchFetcher {
  private final Listings listings;
  private final CountingMetrics metrics;
  private final ReadBudget budget;
  private final BatchTarget target;
  private final Clock clock;

  BatchFetcher(
      OpenTable table,
      CountingMetrics metrics,
      ReadBudget budget,
      BatchTarget target,
      Clock clock) {
    this.listings = new Listings(table::page);
    this.metrics = metrics;
    this.budget = budget;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Fetches the batch behind an offset. A failure of the source ends the batch and its span, behind
   * the last page that was read whole.
   *
   * @param recordsBefore the records of the span that this epoch read before
   */
  PageBatch fetch(Span span, Offset from, long recordsBefore) {
    long begin = clock.millis();
    List<SourceRecord> records = new ArrayList<>();
    Offset position = from;
    long bytes = 0;
    long pages = 0;
    Ending ending = Ending.NONE;
    String failure = null;
    while (ending == Ending.NONE
        && (pages == 0 || !target.isReached(bytes, clock.millis() - begin))) {
      // An epoch reads at least one page a span, or a budget that is too small would stop it for
      // good.
      boolean progressed = pages > 0 || recordsBefore > 0;
      if (progressed && budget.isSpent(clock.instant(), recordsBefore + records.size())) {
        ending = Ending.STOPPED;
        break;
      }
      try {
        Page page = listings.page(span, position);
        records.addAll(page.records());
        bytes += bytes(page);
        pages++;
        if (page.last() || page.end().equals(position)) {
          ending = Ending.LAST;
        }
        position = page.end();
      } catch (ConnectorException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        ending = Ending.FAILED;
        failure = e.getMessage() == null ? e.toString() : e.getMessage();
      }
    }
    ReadStatistics statistics = metrics.take(pages, clock.millis() - begin);
    return new PageBatch(span.id(), from, position, ending, failure, records, statistics);
  }

  private static long bytes(Page page) {
    long bytes = 0;
    for (SourceRecord record : page.records()) {
      bytes += record.sizeEstimate();
    }
    return bytes;
  }
}
