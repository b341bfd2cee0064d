package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;

/**
 * The loop of a splittable DoFn that reads a span: fetch a batch, claim it, hand it on.
 *
 * <p>Pages are fetched before they are claimed, because only the fetch tells the offset that ends
 * them. Three things keep a page from being fetched twice: the range is looked at before a fetch; a
 * batch that cannot be claimed any more is kept for the residual; and a batch is claimed whole.
 * Only where a runner cuts a range at a fraction while a batch of it is fetched, that batch is
 * dropped and what lies before the cut is fetched again: offsets have no order by which it could be
 * trimmed.
 */
final class PageReader {
  private final String read;
  private final BatchFetcher fetcher;

  /**
   * Reads one span.
   *
   * @param read identifies the read to which the span belongs
   */
  PageReader(String read, BatchFetcher fetcher) {
    this.read = read;
    this.fetcher = fetcher;
  }

  /**
   * Hands on what is claimed of a span.
   *
   * @return whether every claim was accepted; if not, the tracker must not be asked again
   */
  boolean read(
      Span span, RestrictionTracker<OffsetRange, PageClaim> tracker, Consumer<PageBatch> out) {
    OffsetRange range = tracker.currentRestriction();
    Offset position = range.start();
    long records = range.recordsBefore();
    while (!range.endsAt(position)) {
      Offset end = range.end();
      PageBatch batch = FetchedBatches.take(read, span, position, end);
      if (batch == null) {
        batch = fetch(span, position, end, records);
      }
      var granted = new AtomicBoolean();
      if (!tracker.tryClaim(batch.claim(end, granted))) {
        FetchedBatches.keep(read, batch, end);
        return false;
      }
      if (granted.get()) {
        out.accept(batch);
        if (batch.ending() != Ending.NONE) {
          return true;
        }
        position = batch.to();
        records += batch.records().size();
      }
      range = tracker.currentRestriction();
    }
    return true;
  }

  /** An {@link Error} out of a splittable DoFn hangs SparkRunner; an exception ends the job. */
  private PageBatch fetch(Span span, Offset from, Offset end, long records) {
    PageBatch batch;
    try {
      batch = fetcher.fetch(span, from, end, records);
    } catch (Error e) {
      throw new IllegalStateException("Cannot read " + span.describe() + ": " + e, e);
    }
    if (batch.ending() == Ending.LAST && end != null && !batch.to().equals(end)) {
      throw new IllegalStateException(
          "Cannot read "
              + span.describe()
              + " again up to "
              + end
              + ", where the rest was given to another reader: the source's pages have changed"
              + " since. Run the pipeline again");
    }
    return batch;
  }
}
