package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.http.RateLimitPolicy;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Zendesk's limits: 429 with {@code Retry-After}, and headers that tell what is left of the minute.
 *
 * @see <a
 *     href="https://developer.zendesk.com/documentation/api-basics/best-practices/best-practices-for-avoiding-rate-limiting/">Best
 *     practices for avoiding rate limiting</a>
 */
final class ZendeskRateLimit implements RateLimitPolicy {

  @Override
  public Optional<Duration> delay(RestResponse answer, int attempt, Instant serverTime) {
    return answer.status() == 429 ? answer.retryAfter().or(() -> reset(answer)) : Optional.empty();
  }

  @Override
  public Optional<Instant> nextRequestAt(RestResponse answer, Instant serverTime) {
    return answer
        .header("ratelimit-remaining")
        .filter(remaining -> remaining.trim().equals("0"))
        .flatMap(none -> reset(answer))
        .map(serverTime::plus);
  }

  /** Seconds until the account's minute is over. */
  private static Optional<Duration> reset(RestResponse answer) {
    return answer
        .header("ratelimit-reset")
        .filter(seconds -> seconds.matches("\\d{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
