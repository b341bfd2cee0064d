package dev.tributary.spark;

import java.time.Duration;
import java.time.Instant;

/** Waits for what other processes do. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Waiting() {}

  /** Something that may not be there to be asked yet. */
  @FunctionalInterface
  interface Condition {
    boolean isMet() throws Exception;
  }

  /** Returns when a condition is met. */
  static void until(String what, Condition condition) {
    Instant end = Instant.now().plus(LONGEST);
    Exception last = null;
    while (Instant.now().isBefore(end)) {
      try {
        if (condition.isMet()) {
          return;
        }
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException("Interrupted while waiting until " + what, e);
      } catch (Exception e) {
        last = e;
      }
    }
    throw new IllegalStateException("Waited too long until " + what, last);
  }
}
