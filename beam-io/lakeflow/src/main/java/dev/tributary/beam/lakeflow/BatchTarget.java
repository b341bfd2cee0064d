package dev.tributary.beam.lakeflow;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How much makes a batch worth a bundle and a file. A batch has at least one page, however small
 * the target.
 *
 * @param bytes of JSON, about
 * @param time spent fetching
 */
record BatchTarget(long bytes, Duration time) implements Serializable {
  static final BatchTarget DEFAULT = new BatchTarget(16L << 20, Duration.ofSeconds(5));

  BatchTarget {
    Objects.requireNonNull(time, "time");
  }

  boolean isReached(long fetchedBytes, long elapsedMillis) {
    return fetchedBytes >= bytes || elapsedMillis >= time.toMillis();
  }
}
