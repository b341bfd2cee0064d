package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Fetches pages until they make a batch worth a bundle, or until the span or the epoch's budget
 * ends. Not safe for concurrent use.
 */
final class BatchFetcher {
  private final Source source;
  private final CountingMetrics metrics;
  private final ReadBudget budget;
  private final BooleanSupplier stopped;
  private final BatchTarget target;
  private final Clock clock;

  /** Reads the page of a span behind an offset, of a range that may have an end. */
  @FunctionalInterface
  interface Source {
    Page page(Span span, Offset start, Offset end);
  }

  BatchFetcher(
      OpenTable table,
      CountingMetrics metrics,
      ReadBudget budget,
      BooleanSupplier stopped,
      BatchTarget target,
      Clock clock) {
    this(pages(table), metrics, budget, stopped, target, clock);
  }

  /**
   * A fetcher.
   *
   * @param stopped whether spans are to end at the next page, whatever the budget says
   */
  BatchFetcher(
      Source source,
      CountingMetrics metrics,
      ReadBudget budget,
      BooleanSupplier stopped,
      BatchTarget target,
      Clock clock) {
    this.source = source;
    this.metrics = metrics;
    this.budget = budget;
    this.stopped = stopped;
    this.target = target;
    this.clock = clock;
  }

  private static Source pages(OpenTable table) {
    var listings = new Listings(table::page);
    return (span, start, end) -> listings.page(span, start);
  }

  /** Fetches the batch behind an offset, of a span whose end is not known. */
  PageBatch fetch(Span span, Offset from, long recordsBefore) {
    return fetch(span, from, null, recordsBefore);
  }

  /**
   * Fetches the batch behind an offset, which ends at the end of the range at the latest. A failure
   * of the source ends the batch and its span, behind the last page that was read whole.
   *
   * @param end the end of the range, or null
   * @param recordsBefore the records of the span that this epoch read before
   */
  PageBatch fetch(Span span, Offset from, Offset end, long recordsBefore) {
    long begin = clock.millis();
    List<SourceRecord> records = new ArrayList<>();
    Offset position = from;
    long bytes = 0;
    long pages = 0;
    Ending ending = Ending.NONE;
    String failure = null;
    while (ending == Ending.NONE
        && !position.equals(end)
        && (pages == 0 || !target.isReached(bytes, clock.millis() - begin))) {
      // An epoch reads at least one page a span, or a budget that is too small would stop it for
      // good. One that was told to stop has no next.
      boolean progressed = pages > 0 || recordsBefore > 0;
      if (stopped.getAsBoolean()
          || (progressed && budget.isSpent(clock.instant(), recordsBefore + records.size()))) {
        ending = Ending.STOPPED;
        break;
      }
      try {
        Page page = source.page(span, position, end);
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
