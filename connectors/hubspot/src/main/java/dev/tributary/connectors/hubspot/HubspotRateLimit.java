package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.http.RateLimitPolicy;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * HubSpot's limits: headers tell what is left of a window of ten seconds, but not on answers of
 * searches.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines">Usage
 *     guidelines</a>
 */
final class HubspotRateLimit implements RateLimitPolicy {

  @Override
  public Optional<Duration> delay(RestResponse answer, int attempt, Instant serverTime) {
    return answer.status() == 429 ? answer.retryAfter().or(() -> window(answer)) : Optional.empty();
  }

  @Override
  public Optional<Instant> nextRequestAt(RestResponse answer, Instant serverTime) {
    return answer
        .header("X-HubSpot-RateLimit-Remaining")
        .filter(remaining -> remaining.trim().equals("0"))
        .flatMap(none -> window(answer))
        .map(serverTime::plus);
  }

  private static Optional<Duration> window(RestResponse answer) {
    return answer
        .header("X-HubSpot-RateLimit-Interval-Milliseconds")
        .filter(milliseconds -> milliseconds.matches("\\d{1,7}"))
        .map(milliseconds -> Duration.ofMillis(Long.parseLong(milliseconds)));
  }
}
