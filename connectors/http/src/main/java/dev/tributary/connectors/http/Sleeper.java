package dev.tributary.connectors.http;

import java.time.Duration;

/** Waits. A collaborator, so that tests do not. */
@FunctionalInterface
public interface Sleeper {
  /** Blocks the calling thread for the time given; ends early if the thread is interrupted. */
  void sleep(Duration time) throws InterruptedException;

  /** The sleeper that really waits. */
  static Sleeper ofThread() {
    return time -> Thread.sleep(time.toMillis());
  }
}
