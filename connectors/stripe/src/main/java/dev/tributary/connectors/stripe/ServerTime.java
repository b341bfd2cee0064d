package dev.tributary.connectors.stripe;

import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The run's start by Stripe's clock, in whole seconds as Stripe counts. */
final class ServerTime {
  /** Within a minute an event is to be seen. */
  private static final Duration SETTLING = Duration.ofSeconds(60);

  /**
   * How far two answers may disagree: they tell seconds, and are on their way for some. What that
   * leaves out the next run reads.
   */
  private static final Duration UNSURE = Duration.ofSeconds(10);

  private ServerTime() {}

  static Instant of(RestResponse answer, Instant runStart) {
    return runStart.plus(answer.clockSkew()).truncatedTo(ChronoUnit.SECONDS);
  }

  /** Up to when a run reads. */
  static Instant bound(RestResponse answer, Instant runStart) {
    return of(answer, runStart).minus(SETTLING);
  }

  /** Whether a range ends before what a run reads, as one that an earlier run began does. */
  static boolean isBehind(Instant until, Instant bound) {
    return until.isBefore(bound.minus(UNSURE));
  }
}
