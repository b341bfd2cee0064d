package dev.tributary.connectors.contract;

import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;

/** What a connector says of its requests. */
final class Counts implements ReadMetrics {
  private int requests;
  private int retries;
  private Duration waited = Duration.ZERO;

  @Override
  public synchronized void request() {
    requests++;
  }

  @Override
  public synchronized void retry() {
    retries++;
  }

  @Override
  public synchronized void waited(Duration time) {
    waited = waited.plus(time);
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int retries() {
    return retries;
  }

  synchronized Duration waited() {
    return waited;
  }
}
