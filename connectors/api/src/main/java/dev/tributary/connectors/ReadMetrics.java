package dev.tributary.connectors;

import java.time.Duration;
import java.time.Instant;

/** Counts what a connector asks of its source. Implementations are safe for use by any thread. */
public interface ReadMetrics {

  /** Counts nothing. */
  ReadMetrics NONE =
      new ReadMetrics() {
        @Override
        public void request() {}

        @Override
        public void retry() {}

        @Override
        public void waited(Duration time) {}
      };

  /** A request was sent, the first try or a later one. */
  void request();

  /** A request was sent again. */
  void retry();

  /** Time was spent waiting for a rate limit or before a retry. */
  void waited(Duration time);

  /** Such a wait begins, for whoever follows the read; {@link #waited} counts it at its end. */
  default void waiting(Wait reason, Instant until) {}

  /** What a request waits for. */
  enum Wait {
    RATE_LIMIT,
    RETRY
  }
}
