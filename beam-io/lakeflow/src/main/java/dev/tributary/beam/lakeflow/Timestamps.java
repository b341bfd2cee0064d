package dev.tributary.beam.lakeflow;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;

/** Reads instants written as in ISO 8601, with a zone, as microseconds since 1970. */
final class Timestamps {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1_000;
  private static final int SECONDS_LENGTH = "2025-01-31T12:00:00".length();

  private Timestamps() {}

  /**
   * The microseconds of an instant; finer digits are cut off.
   *
   * @throws DateTimeParseException if the text is no instant with a zone
   * @throws ArithmeticException if it lies outside of what 64 bits of microseconds hold
   */
  static long parseMicros(String text) {
    // Nearly all APIs write 2025-01-31T12:00:00Z, with or without a fraction.
    if (text.length() > SECONDS_LENGTH && text.charAt(text.length() - 1) == 'Z') {
      long micros = parseUtc(text);
      if (micros != Long.MIN_VALUE) {
        return micros;
      }
    }
    Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    // ChronoUnit.MICROS.between counts in nanoseconds up to Java 17, which end in the year 2262.
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND),
        instant.getNano() / NANOS_PER_MICRO);
  }

  /** The fast way for texts of the plain form; the smallest long where the text has another. */
  private static long parseUtc(String text) {
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    boolean plain =
        (year | month | day | hour | minute | second) >= 0
            && text.charAt(4) == '-'
            && text.charAt(7) == '-'
            && text.charAt(10) == 'T'
            && text.charAt(13) == ':'
            && text.charAt(16) == ':'
            && month >= 1
            && month <= 12
            && day >= 1
            && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
            && hour <= 23
            && minute <= 59
            && second <= 59;
    if (!plain) {
      return Long.MIN_VALUE;
    }
    int fraction = 0;
    int fractionEnd = text.length() - 1;
    if (fractionEnd > SECONDS_LENGTH) {
      // java.time takes up to nine digits: the fast way must not know better on some days.
      if (text.charAt(SECONDS_LENGTH) != '.' || fractionEnd > SECONDS_LENGTH + 10) {
        return Long.MIN_VALUE;
      }
      int digits = 0;
      for (int i = SECONDS_LENGTH + 1; i < fractionEnd; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return Long.MIN_VALUE;
        }
        if (digits < 6) {
          fraction = fraction * 10 + digit;
          digits++;
        }
      }
      for (; digits < 6; digits++) {
        fraction *= 10;
      }
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * 86_400 + hour * 3_600L + minute * 60L + second;
    return seconds * MICROS_PER_SECOND + fraction;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
