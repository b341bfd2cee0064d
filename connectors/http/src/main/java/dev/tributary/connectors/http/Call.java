package dev.tributary.connectors.http;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.ReadMetrics.Wait;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
  private final RateLimitKeeper.Account account;
  private final ReadMetrics metrics;
  private final RestRequest request;
  private Duration left;
  private Duration pending = Duration.ZERO;
  private Wait reason = Wait.RETRY;
  private boolean renewed;

  Call(
      RestClient.Builder settings,
      Exchange exchange,
      Failures failures,
      RateLimitKeeper.Account account,
      ReadMetrics metrics,
      RestRequest request) {
    this.settings = settings;
    this.exchange = exchange;
    this.failures = failures;
    this.account = account;
    this.metrics = metrics;
    this.request = request;
    this.left = settings.maxWait;
  }

  /** The answer, a success. */
  RestResponse run() {
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
    // Before the request takes its place: a token that is fetched behind it would make it late.
    settings.authentication.headers();
    heedLimit();
    waitAsPlanned();
    if (number > 1) {
      metrics.retry();
    }
    RestResponse answer = answer(number);
    boolean success = answer.status() >= 200 && answer.status() < 300;
    if (success || settings.accepted.contains(answer.status())) {
      Instant local = settings.clock.instant();
      settings
          .rateLimitPolicy
          .nextRequestAt(answer, answer.serverTime())
          .map(time -> time.minus(answer.clockSkew()))
          .filter(local::isBefore)
          .ifPresent(time -> hold(local, Duration.between(local, time)));
      return answer;
    }
    Instant serverTime = answer.serverTime();
    Optional<Duration> delay = settings.rateLimitPolicy.delay(answer, number, serverTime);
    if (delay.isPresent()) {
      hold(settings.clock.instant(), delay.get());
      throw asAsked(Wait.RATE_LIMIT, failures.rateLimited(answer, number), delay.get(), serverTime);
    }
    ConnectorException failure = failures.status(answer, number);
    if (!PASSING.contains(answer.status())) {
      throw failure;
    }
    Optional<Duration> asked = answer.retryAfter();
    if (asked.isPresent() && answer.status() == 429) {
      hold(settings.clock.instant(), asked.get());
    }
    Wait reason = answer.status() == 429 ? Wait.RATE_LIMIT : Wait.RETRY;
    throw asked.isPresent()
        ? asAsked(reason, failure, asked.get(), serverTime)
        : backOff(failure, number);
  }

  private TryAgainException asAsked(
      Wait reason, ConnectorException failure, Duration wait, Instant now) {
    plan(reason, wait, now.plus(wait), failure);
    return new TryAgainException(failure);
  }

  private TryAgainException backOff(ConnectorException failure, int attempt) {
    Duration wait = backoff(attempt);
    if (wait.compareTo(left) > 0) {
      throw failure;
    }
    pending = wait;
    reason = Wait.RETRY;
    return new TryAgainException(failure);
  }

  private void plan(Wait reason, Duration wait, Instant until, ConnectorException refusal) {
    if (wait.compareTo(left) > 0) {
      throw failures.waitTooLong(refusal, wait, left, until);
    }
    pending = HttpDates.atLeastZero(wait);
    this.reason = reason;
  }

  private RestResponse answer(int number) {
    try {
      Map<String, String> credentials = settings.authentication.headers();
      RestResponse answer = exchange.send(request, credentials, metrics);
      if (answer.status() == 401 && !renewed && settings.authentication.renew(credentials)) {
        renewed = true;
        metrics.retry();
        answer = exchange.send(request, settings.authentication.headers(), metrics);
      }
      return answer;
    } catch (IOException e) {
      throw backOff(failures.transport(request, e.getMessage(), number), number);
    }
  }

  /** What any reader has learned of the limit may be more than this request knows. */
  private void heedLimit() {
    Instant now = settings.clock.instant();
    Duration wait = HostLimits.inUse().place(account, now, pending, settings.pace);
    if (wait.compareTo(pending) > 0) {
      plan(Wait.RATE_LIMIT, wait, now.plus(wait), failures.limitUsedUp(request));
    }
  }

  private void hold(Instant now, Duration wait) {
    HostLimits.inUse().hold(account, now, wait);
  }

  private void waitAsPlanned() {
    Duration wait = pending;
    pending = Duration.ZERO;
    if (wait.isZero()) {
      return;
    }
    metrics.waiting(reason, settings.clock.instant().plus(wait));
    try {
      settings.sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.interrupted(request);
    }
    left = left.minus(wait);
    metrics.waited(wait);
  }

  /** Exponential with full jitter: anything from nothing to a bound that doubles. */
  private Duration backoff(int attempt) {
    long first = settings.firstBackoff.toMillis();
    long bound = Math.min(settings.longestBackoff.toMillis(), first << Math.min(attempt - 1, 20));
    return Duration.ofMillis(settings.random.nextLong(bound + 1));
  }
}
