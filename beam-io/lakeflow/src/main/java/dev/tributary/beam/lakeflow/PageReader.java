package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;

/**
 * What a splittable DoFn does with a span: fetch a batch, claim it, hand it on. One batch at a
 * time, because it is worth a bundle: DirectRunner holds in memory what a call hands on, and would
 * read a fast source much faster than its records are written.
 *
 * <p>Pages are fetched before they are claimed, because only the fetch tells the offset that ends
 * them. Three things keep a page from being fetched twice: the range is looked at before a fetch; a
 * batch that cannot be claimed any more is kept for the residual; and a batch is claimed whole.
 * Only where a runner cuts a range at a fraction while a batch of it is fetched, that batch is
 * dropped and what lies before the cut is fetched again: offsets have no order by which it could be
 * trimmed.
 */
final class PageReader {
  /** How it goes on behind a batch. */
  enum Next {
    /** Something may be left. */
    MORE,
    /** The span, or what belongs to this reader, was read. */
    END,
    /** Another reader was given what is left; the tracker must not be asked again. */
    GIVEN_AWAY
  }

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

  /** Hands on the next batch of a span that can be claimed, if there is one. */
  Next read(
      Span span, RestrictionTracker<OffsetRange, PageClaim> tracker, Consumer<PageBatch> out) {
    OffsetRange range = tracker.currentRestriction();
    Offset position = range.start();
    while (!range.endsAt(position)) {
      Offset end = range.end();
      PageBatch batch = FetchedBatches.take(read, span, position, end);
      if (batch == null) {
        batch = fetch(span, position, end, range.recordsBefore());
      }
      var granted = new AtomicBoolean();
      if (!tracker.tryClaim(batch.claim(end, granted))) {
        FetchedBatches.keep(read, batch, end);
        return Next.GIVEN_AWAY;
      }
      range = tracker.currentRestriction();
      if (granted.get()) {
        out.accept(batch);
        return batch.ending() != Ending.NONE || range.endsAt(batch.to()) ? Next.END : Next.MORE;
      }
    }
    return Next.END;
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
