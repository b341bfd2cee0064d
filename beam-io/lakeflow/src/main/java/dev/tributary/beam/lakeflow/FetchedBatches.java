package dev.tributary.beam.lakeflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tributary.connectors.Offset;
import java.time.Duration;

/**
 * Keeps batches that were fetched and could not be claimed, because the runner had split the range
 * meanwhile: whoever reads the residual in this process takes them from here and spares the source
 * a second request. A batch that is not found is fetched again; nothing depends on it.
 */
final class FetchedBatches {
  /**
   * DirectRunner has about one a span, running or waiting: hundreds of small ones, or a few of full
   * size.
   */
  private static final long MAXIMUM_BYTES = 256L << 20;

  private static final Cache<Key, PageBatch> BATCHES =
      Caffeine.newBuilder()
          .maximumWeight(MAXIMUM_BYTES)
          .weigher((Key key, PageBatch batch) -> (int) Math.min(batch.bytes(), Integer.MAX_VALUE))
          .expireAfterWrite(Duration.ofMinutes(10))
          .build();

  private FetchedBatches() {}

  private record Key(String read, int span, Offset from, Offset end) {}

  /**
   * Keeps a batch.
   *
   * @param read identifies one read in one epoch, so that no other takes the batch
   * @param end the end of the range it was fetched of, or null: pages may lie behind another end
   */
  static void keep(String read, PageBatch batch, Offset end) {
    BATCHES.put(new Key(read, batch.span(), batch.from(), end), batch);
  }

  /** Takes a batch out, or returns null. */
  static PageBatch take(String read, Span span, Offset from, Offset end) {
    return BATCHES.asMap().remove(new Key(read, span.id(), from, end));
  }
}
