package dev.tributary.connectors.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Dates and times in headers, as RFC 9110 has them in sections 5.6.7 and 10.2.3. */
final class HttpDates {
  private HttpDates() {}

  static Optional<Instant> parse(String value) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.trim())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A {@code Retry-After}, in seconds or as a date, counted from the server's own time. */
  static Optional<Duration> retryAfter(String value, Instant serverTime) {
    String text = value.trim();
    // Nine digits are thirty years, and fit in a long with room to spare.
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    return parse(text).map(date -> atLeastZero(Duration.between(serverTime, date)));
  }

  static Duration atLeastZero(Duration time) {
    return time.isNegative() ? Duration.ZERO : time;
  }
}
