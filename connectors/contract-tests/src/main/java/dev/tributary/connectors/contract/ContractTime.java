package dev.tributary.connectors.contract;

import dev.tributary.connectors.http.RestClient;
import dev.tributary.simulators.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time that a connector under test lives in. At a simulator it waits without time passing, and
 * what it waits passes for its source too; at a live source it is the time of the world. Safe for
 * any thread.
 */
public final class ContractTime implements InstantSource {
  /** Less than a stalled answer takes, and more than a slow one. */
  private static final Duration SIMULATED_TIMEOUT = Duration.ofMillis(2500);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LIVE_TIMEOUT = Duration.ofSeconds(60);

  /** How soon what was written to a live source is taken to be seen there. */
  private static final Duration LIVE_SETTLING = Duration.ofSeconds(90);

  private final SimulatorClock clock;
  private final boolean isLive;
  private SimulatorClock source;

  private ContractTime(SimulatorClock clock, boolean isLive) {
    this.clock = clock;
    this.isLive = isLive;
  }

  static ContractTime simulated() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new ContractTime(SimulatorClock.standing(now), false);
  }

  static ContractTime live() {
    return new ContractTime(SimulatorClock.ticking(Instant.now()), true);
  }

  /** How long a request may take, in time that does pass. */
  public Duration requestTimeout() {
    return isLive ? LIVE_TIMEOUT : SIMULATED_TIMEOUT;
  }

  /** Gives this time to a connector's client. */
  public RestClient.Builder give(RestClient.Builder settings) {
    return settings.clock(this).sleeper(this::sleep).timeouts(CONNECT_TIMEOUT, requestTimeout());
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  /** Waits: for the client's sleeper. */
  public void sleep(Duration time) throws InterruptedException {
    if (isLive) {
      Thread.sleep(time.toMillis());
    } else {
      pass(time);
    }
  }

  /** Lets so much time pass that nothing is too new to be read. */
  void settle() {
    if (!isLive) {
      pass(Duration.ofDays(1));
      return;
    }
    try {
      sleep(LIVE_SETTLING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Lets simulated time pass. */
  void pass(Duration time) {
    clock.advance(time);
    if (source != null) {
      source.advance(time);
    }
  }

  /** Sets the clock of a source by this one: else a check would depend on how long it takes. */
  void rule(SimulatorClock ruled, Duration ahead) {
    source = ruled;
    ruled.stand(instant().plus(ahead));
  }
}
