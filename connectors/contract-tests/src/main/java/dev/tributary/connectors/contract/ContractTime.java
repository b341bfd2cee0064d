package dev.tributary.connectors.contract;

import dev.tributary.simulators.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time that a connector under test lives in. It waits without time passing; what it waits
 * passes for its source too. Safe for any thread.
 */
public final class ContractTime implements InstantSource {
  /** Less than a stalled answer takes, and more than a slow one. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(2500);

  private final SimulatorClock clock =
      SimulatorClock.standing(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private SimulatorClock source;

  ContractTime() {}

  /** How long a request may take, in time that does pass. */
  public Duration requestTimeout() {
    return REQUEST_TIMEOUT;
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  /** Waits: for the client's sleeper. */
  public void sleep(Duration time) {
    clock.advance(time);
    if (source != null) {
      source.advance(time);
    }
  }

  /** Sets the clock of a source by this one. */
  void rule(SimulatorClock ruled, Duration ahead) {
    source = ruled;
    ruled.set(instant().plus(ahead));
  }
}
