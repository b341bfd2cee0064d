package dev.tributary.simulators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time at a simulated source, which its {@code Date} headers tell. Safe for any thread. */
public final class SimulatorClock implements InstantSource {
  private InstantSource pace;
  private Duration ahead;

  private SimulatorClock(InstantSource pace, Instant start) {
    this.pace = pace;
    this.ahead = Duration.between(pace.instant(), start);
  }

  /** A clock that starts at an instant and goes on from there as time does. */
  public static SimulatorClock ticking(Instant start) {
    return new SimulatorClock(InstantSource.system(), start);
  }

  /** A clock that moves only by {@link #advance}. */
  public static SimulatorClock standing(Instant start) {
    return new SimulatorClock(() -> start, start);
  }

  @Override
  public synchronized Instant instant() {
    return pace.instant().plus(ahead);
  }

  /** Sets the clock forward, or back by a negative time. */
  public synchronized void advance(Duration by) {
    ahead = ahead.plus(by);
  }

  /** Sets the clock, which from then on moves only by {@link #advance}. */
  public synchronized void stand(Instant now) {
    pace = () -> now;
    ahead = Duration.ZERO;
  }

  /** Sets the clock. */
  public synchronized void set(Instant now) {
    ahead = Duration.between(pace.instant(), now);
  }
}
