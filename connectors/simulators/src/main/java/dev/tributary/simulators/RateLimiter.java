package dev.tributary.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Lets so many requests pass in each window of time; windows follow each other by the clock. */
public final class RateLimiter {
  private final int limit;
  private final Duration window;
  private final InstantSource clock;
  private Instant resetAt = Instant.MIN;
  private int used;

  public RateLimiter(int limit, Duration window, InstantSource clock) {
    this.limit = limit;
    this.window = window;
    this.clock = clock;
  }

  /** Counts a request. Whether it may pass. */
  public synchronized boolean admit() {
    roll();
    if (used >= limit) {
      return false;
    }
    used++;
    return true;
  }

  public int limit() {
    return limit;
  }

  public synchronized int remaining() {
    roll();
    return limit - used;
  }

  /** When the window ends. */
  public synchronized Instant resetAt() {
    roll();
    return resetAt;
  }

  /** Whole seconds until the window ends, at least one. */
  public long retryAfterSeconds() {
    return Math.max(1, (Duration.between(clock.instant(), resetAt()).toMillis() + 999) / 1000);
  }

  private void roll() {
    Instant now = clock.instant();
    if (!now.isBefore(resetAt)) {
      resetAt = now.plus(window);
      used = 0;
    }
  }
}
