package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.http.RateLimitPolicy;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Zendesk's limits: 429 with {@code Retry-After}, and headers that tell what is left of the minute.
 *
 * @see <a
 *     href="https://developer.zendesk.com/documentation/api-basics/best-practices/best-practices-for-avoiding-rate-limiting/">Best
 *     practices for avoiding rate limiting</a>
 */
final class ZendeskRateLimit implements RateLimitPolicy {
  /** As in {@code total=20; remaining=0; resets=41}; only some endpoints tell of their own. */
  private static final Pattern USED_UP =
      Pattern.compile("\\bremaining=0\\b.*\\bresets=(\\d{1,5})\\b");

  @Override
  public Optional<Duration> delay(RestResponse answer, int attempt, Instant serverTime) {
    return answer.status() == 429 ? answer.retryAfter().or(() -> reset(answer)) : Optional.empty();
  }

  @Override
  public Optional<Instant> nextRequestAt(RestResponse answer, Instant serverTime) {
    Optional<Duration> ofAccount =
        answer
            .header("ratelimit-remaining")
            .filter(remaining -> remaining.trim().equals("0"))
            .flatMap(none -> reset(answer));
    return Stream.of(ofAccount, ofExports(answer))
        .flatMap(Optional::stream)
        .max(Duration::compareTo)
        .map(serverTime::plus);
  }

  /**
   * Seconds until the endpoint's minute is over, if it is used up.
   *
   * @see <a
   *     href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#incremental-user-export-cursor-based">Incremental
   *     user export, cursor based</a>
   */
  private static Optional<Duration> ofExports(RestResponse answer) {
    return answer
        .header("zendesk-ratelimit-incremental-exports-cursor")
        .map(USED_UP::matcher)
        .filter(Matcher::find)
        .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))));
  }

  /** Seconds until the account's minute is over. */
  private static Optional<Duration> reset(RestResponse answer) {
    return answer
        .header("ratelimit-reset")
        .filter(seconds -> seconds.matches("\\d{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
