package dev.tributary.beam.lakeflow;

import java.io.Serializable;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * What reading took. Figures travel with the data, for Beam's metrics are not to be had from every
 * runner while several pipelines share a JVM.
 *
 * @param pages pages read
 * @param requests requests sent, retries included
 * @param retries requests sent again
 * @param waitingMillis time spent waiting for rate limits and before retries
 * @param workingMillis time spent in the connector, the waiting left out
 */
@DefaultCoder(SerializableCoder.class)
public record ReadStatistics(
    long pages, long requests, long retries, long waitingMillis, long workingMillis)
    implements Serializable {

  public static final ReadStatistics NONE = new ReadStatistics(0, 0, 0, 0, 0);

  public ReadStatistics plus(ReadStatistics other) {
    return new ReadStatistics(
        pages + other.pages,
        requests + other.requests,
        retries + other.retries,
        waitingMillis + other.waitingMillis,
        workingMillis + other.workingMillis);
  }
}
