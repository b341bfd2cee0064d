package dev.tributary.connectors.http;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.tributary.connectors.ConnectorException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One request with its retries. Failsafe counts the attempts; the waits between them are made here,
 * because a wait may be interrupted, must fit the budget, and is known only from the answer.
 */
final class Call {
  private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

  /** The attempt failed and may be made again after a wait. */
  private static final class TryAgainException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ConnectorException failure;

    TryAgainException(ConnectorException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  private final RestClient.Builder settings;
  private final Exchange exchange;
  private final Failures failures;
  private final URI url;
  private Duration left;
  private Duration pending = Duration.ZERO;
  private boolean renewed;

  Call(RestClient.Builder settings, Exchange exchange, Failures failures, URI url) {
    this.settings = settings;
    this.exchange = exchange;
    this.failures = failures;
    this.url = url;
    this.left = settings.maxWait;
  }

  /**
   * The answer, a success.
   *
   * @param notBefore when the limit allows the first attempt, by the local clock; null for now
   */
  RestResponse run(Instant notBefore) {
    Instant now = settings.clock.instant();
    if (notBefore != null && notBefore.isAfter(now)) {
      plan(Duration.between(now, notBefore), notBefore, failures.limitUsedUp(url));
    }
    RetryPolicy<RestResponse> policy =
        RetryPolicy.<RestResponse>builder()
            .handle(TryAgainException.class)
            .withMaxRetries(settings.maxRetries)
            .build();
    try {
      return Failsafe.with(policy).get(context -> attempt(context.getAttemptCount() + 1));
    } catch (TryAgainException e) {
      throw e.failure;
    }
  }

  private RestResponse attempt(int number) {
    waitAsPlanned();
    if (number > 1) {
      settings.metrics.retry();
    }
    RestResponse answer;
    try {
      answer = exchange.send(url);
      if (answer.status() == 401 && !renewed && settings.authentication.renew()) {
        renewed = true;
        settings.metrics.retry();
        answer = exchange.send(url);
      }
    } catch (IOException e) {
      throw backOff(failures.transport(url, e.getMessage(), number), number);
    }
    boolean success = answer.status() >= 200 && answer.status() < 300;
    if (success || settings.accepted.contains(answer.status())) {
      return answer;
    }
    Instant serverTime = answer.serverTime();
    Optional<Duration> limit = settings.rateLimitPolicy.delay(answer, number, serverTime);
    if (limit.isPresent()) {
      throw asAsked(failures.rateLimited(answer, number), limit.get(), serverTime);
    }
    ConnectorException failure = failures.status(answer, number);
    if (!PASSING.contains(answer.status())) {
      throw failure;
    }
    Optional<Duration> asked = answer.retryAfter();
    throw asked.isPresent() ? asAsked(failure, asked.get(), serverTime) : backOff(failure, number);
  }

  private TryAgainException asAsked(ConnectorException failure, Duration wait, Instant now) {
    plan(wait, now.plus(wait), failure);
    return new TryAgainException(failure);
  }

  private TryAgainException backOff(ConnectorException failure, int attempt) {
    Duration wait = backoff(attempt);
    if (wait.compareTo(left) > 0) {
      throw failure;
    }
    pending = wait;
    return new TryAgainException(failure);
  }

  private void plan(Duration wait, Instant until, ConnectorException refusal) {
    if (wait.compareTo(left) > 0) {
      throw failures.waitTooLong(refusal, wait, left, until);
    }
    pending = HttpDates.atLeastZero(wait);
  }

  private void waitAsPlanned() {
    Duration wait = pending;
    pending = Duration.ZERO;
    if (wait.isZero()) {
      return;
    }
    try {
      settings.sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(url);
    }
    left = left.minus(wait);
    settings.metrics.waited(wait);
  }

  /** Exponential with full jitter: anything from nothing to a bound that doubles. */
  private Duration backoff(int attempt) {
    long first = settings.firstBackoff.toMillis();
    long bound = Math.min(settings.longestBackoff.toMillis(), first << Math.min(attempt - 1, 20));
    return Duration.ofMillis(settings.random.nextLong(bound + 1));
  }
}
