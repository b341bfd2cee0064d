package dev.tributary.connectors;

import java.time.Duration;

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
}
