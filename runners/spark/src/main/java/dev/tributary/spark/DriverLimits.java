package dev.tributary.spark;

import dev.tributary.connectors.http.RateLimitKeeper;
import dev.tributary.spark.DriverMessage.Hold;
import dev.tributary.spark.DriverMessage.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.spark.api.plugin.PluginContext;

/**
 * The rate limits that the driver keeps for all executors, which costs a message to it a request.
 */
record DriverLimits(PluginContext driver) implements RateLimitKeeper {

  @Override
  public Duration place(Account account, Instant now, Duration ready, Pace pace) {
    try {
      return (Duration) driver.ask(new Place(account, ready, pace));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the driver was asked for a request", e);
    } catch (Exception e) {
      throw new IllegalStateException(
          "The driver does not answer when the next request may be sent", e);
    }
  }

  @Override
  public void hold(Account account, Instant now, Duration wait) {
    try {
      driver.send(new Hold(account, wait));
    } catch (IOException e) {
      throw new UncheckedIOException("The driver cannot be told of a rate limit", e);
    }
  }
}
