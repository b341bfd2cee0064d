package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one connector does, to be taken batch by batch; that it waits is told at once. */
final class CountingMetrics implements ReadMetrics {
  private final LongAdder requests = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final LongAdder waitingMillis = new LongAdder();
  private final String read;

  /**
   * Nothing counted yet.
   *
   * @param read the name of the read that the connector reads for
   */
  CountingMetrics(String read) {
    this.read = read;
  }

  @Override
  public void request() {
    requests.increment();
  }

  @Override
  public void retry() {
    retries.increment();
  }

  @Override
  public void waited(Duration time) {
    waitingMillis.add(time.toMillis());
  }

  @Override
  public void waiting(Wait reason, Instant until) {
    ReadProgress.waits(read, reason, until);
  }

  /**
   * What was counted since the last call.
   *
   * @param pages pages read in that time
   * @param elapsedMillis the time it took, waiting included
   */
  ReadStatistics take(long pages, long elapsedMillis) {
    long waited = waitingMillis.sumThenReset();
    return new ReadStatistics(
        pages,
        requests.sumThenReset(),
        retries.sumThenReset(),
        waited,
        Math.max(0, elapsedMillis - waited));
  }
}
