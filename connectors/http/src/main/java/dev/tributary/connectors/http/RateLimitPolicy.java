package dev.tributary.connectors.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a source's own rules say of its rate limit, beyond the 429 and {@code Retry-After} that the
 * client knows by itself.
 */
public interface RateLimitPolicy {

  /** Nothing beyond what every client knows. */
  RateLimitPolicy STANDARD = (answer, attempt, serverTime) -> Optional.empty();

  /**
   * How long to wait before a refused request is sent again.
   *
   * @param answer any answer that is not a success
   * @param attempt how often the request has been sent, from 1
   * @param serverTime the time at the source
   * @return empty if the answer is no rate limit by this policy; the client's own rules for the
   *     status then apply
   */
  Optional<Duration> delay(RestResponse answer, int attempt, Instant serverTime);

  /**
   * When the next request may be sent, where a successful answer says that the limit is used up.
   *
   * @param serverTime the time at the source
   */
  default Optional<Instant> nextRequestAt(RestResponse answer, Instant serverTime) {
    return Optional.empty();
  }
}
