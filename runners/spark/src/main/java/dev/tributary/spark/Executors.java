package dev.tributary.spark;

import java.time.Duration;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Waits for the executors of an application. Beam divides work by the cores that are there when a
 * pipeline begins; without the wait the first pipelines would find none and be divided in two.
 */
final class Executors {
  private static final Duration STEP = Duration.ofMillis(250);

  /** Executors that are asked for together come within a second or so of each other. */
  private static final int QUIET_STEPS = 4;

  private Executors() {}

  /** Returns when there is one executor at least, and no more are coming. */
  static void await(JavaSparkContext context) {
    if (context.isLocal()) {
      return;
    }
    context.setJobDescription("tributary: waits for executors");
    // A first task starts when the share of executors is there that the cluster manager waits for.
    context.parallelize(List.of(1), 1).count();
    int cores = context.defaultParallelism();
    for (int quiet = 0; quiet < QUIET_STEPS; quiet++) {
      sleep();
      int now = context.defaultParallelism();
      if (now > cores) {
        cores = now;
        quiet = 0;
      }
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(STEP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while executors were waited for", e);
    }
  }
}
