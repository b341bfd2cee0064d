package dev.tributary.connectors.github;

import dev.tributary.connectors.http.RateLimitPolicy;
import dev.tributary.connectors.http.RestResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * GitHub's limits, primary and secondary, both of which come as 403 or as 429: {@code Retry-After}
 * if it is there, else until {@code x-ratelimit-reset} if none remains, else at least a minute,
 * doubling. Any other 403 is a missing permission.
 *
 * @see <a
 *     href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit">Exceeding
 *     the rate limit</a>
 */
final class GithubRateLimit implements RateLimitPolicy {
  private static final Duration LEAST = Duration.ofMinutes(1);

  @Override
  public Optional<Duration> delay(RestResponse answer, int attempt, Instant serverTime) {
    if (answer.status() != 403 && answer.status() != 429) {
      return Optional.empty();
    }
    Optional<Duration> asked = answer.retryAfter();
    if (asked.isPresent()) {
      return asked;
    }
    Optional<Instant> reset = nextRequestAt(answer, serverTime);
    if (reset.isPresent()) {
      Duration wait = Duration.between(serverTime, reset.get());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    }
    // A secondary limit says what it is in its message only.
    String message = new String(answer.body(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    boolean limited = answer.status() == 429 || message.contains("rate limit");
    return limited
        ? Optional.of(LEAST.multipliedBy(1L << Math.min(attempt - 1, 10)))
        : Optional.empty();
  }

  /** Requests beyond the limit may get an integration banned: none is sent before the reset. */
  @Override
  public Optional<Instant> nextRequestAt(RestResponse answer, Instant serverTime) {
    return answer
        .header("x-ratelimit-remaining")
        .filter(remaining -> remaining.trim().equals("0"))
        .flatMap(none -> answer.header("x-ratelimit-reset"))
        .filter(reset -> reset.matches("\\d{1,11}"))
        .map(reset -> Instant.ofEpochSecond(Long.parseLong(reset)));
  }
}
