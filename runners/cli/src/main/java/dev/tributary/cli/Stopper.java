package dev.tributary.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a user's wish to end a run does: the first Ctrl-C stops it, so that what was read is
 * committed; the second one, or SIGTERM, drops what is not committed yet. Safe for use by any
 * thread.
 */
final class Stopper {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Runnable drop;
  private boolean dropped;
  private volatile Consumer<String> tell;

  /**
   * A stopper of what is going on.
   *
   * @param tell where it is said what happens
   * @param drop ends what is going on at once
   */
  Stopper(Consumer<String> tell, Runnable drop) {
    this.tell = tell;
    this.drop = drop;
  }

  /** Where it is said from now on. */
  void tellThrough(Consumer<String> other) {
    tell = other;
  }

  /** Ctrl-C. */
  void interrupt() {
    if (isStopped()) {
      terminate();
    } else {
      stopped.countDown();
      tell.accept(
          "Stopping: what has been read is committed. Ctrl-C again drops it and ends at once.");
    }
  }

  /** SIGTERM. */
  synchronized void terminate() {
    stopped.countDown();
    if (!dropped) {
      dropped = true;
      tell.accept("Ending: what is not committed is dropped. The next run goes on from there.");
      drop.run();
    }
  }

  /** Whether it is to end, in one way or the other. */
  boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Waits; tells whether the time has passed without that it is to end. */
  boolean passes(Duration time) {
    try {
      return !stopped.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
