package dev.tributary.spark;

import dev.tributary.beam.lakeflow.ReadProgress;
import dev.tributary.connectors.http.RateLimitKeeper;
import dev.tributary.spark.DriverMessage.Claimed;
import dev.tributary.spark.DriverMessage.Hold;
import dev.tributary.spark.DriverMessage.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * Makes all executors of an application read a source as one process would: the driver keeps the
 * rate limits that their requests heed, and hears how far they are. {@link SparkBeamRunner} sets it
 * as one of Spark's {@code spark.plugins}.
 */
public final class TributaryPlugin implements SparkPlugin {

  @Override
  public DriverPlugin driverPlugin() {
    return new OnDriver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new OnExecutor();
  }

  private static final class OnDriver implements DriverPlugin {
    @Override
    public Object receive(Object message) {
      RateLimitKeeper keeper = RateLimitKeeper.ofProcess();
      if (message instanceof Place place) {
        return keeper.place(place.account(), Instant.now(), place.ready(), place.pace());
      }
      if (message instanceof Hold hold) {
        keeper.hold(hold.account(), Instant.now(), hold.time());
      } else if (message instanceof Claimed claimed) {
        ReadProgress.reported(
            claimed.read(),
            new ReadProgress.Claimed(claimed.records(), claimed.pages(), claimed.spansEnded()));
      }
      return null;
    }
  }

  private static final class OnExecutor implements ExecutorPlugin {
    @Override
    public void init(PluginContext context, Map<String, String> nothing) {
      boolean isDriver = context.conf().get("spark.master").startsWith("local");
      if (!isDriver) {
        RateLimitKeeper.use(new DriverLimits(context));
        ReadProgress.reportTo((read, claimed) -> tell(context, read, claimed));
      }
    }

    /** Nothing depends on it: a driver that cannot be reached is Spark's business. */
    private static void tell(PluginContext context, String read, ReadProgress.Claimed claimed) {
      try {
        context.send(new Claimed(read, claimed.records(), claimed.pages(), claimed.spansEnded()));
      } catch (IOException e) {
        // The batch will be in the report.
      }
    }
  }
}
