package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The reader of instants against java.time's. */
class TimestampsProperties {

  @Property(tries = 5_000)
  void anInstantInAnyRenderingIsTheSameInstant(@ForAll("renderings") String text) {
    assertThat(parsed(text)).as(text).isPresent().isEqualTo(expected(text));
  }

  @Property(tries = 10_000)
  void aTextIsTakenIfJavaTimeTakesIt(
      @ForAll("renderings") String text,
      @ForAll @IntRange(max = 35) int at,
      @ForAll("scraps") String scrap,
      @ForAll @IntRange(max = 2) int removed) {
    int from = Math.min(at, text.length());
    int to = Math.min(from + removed, text.length());
    String mutated = text.substring(0, from) + scrap + text.substring(to);

    assertThat(parsed(mutated)).as(mutated).isEqualTo(expected(mutated));
  }

  @Provide
  Arbitrary<String> renderings() {
    Arbitrary<Long> seconds =
        Arbitraries.oneOf(
            Arbitraries.longs().between(epochSecond("0000-01-01"), epochSecond("9999-12-31")),
            Arbitraries.longs().between(epochSecond("1990-01-01"), epochSecond("2040-01-01")));
    Arbitrary<Integer> nanos = Arbitraries.integers().between(0, 999_999_999);
    Arbitrary<Integer> digits = Arbitraries.integers().between(0, 9);
    Arbitrary<Integer> offsetMinutes =
        Arbitraries.oneOf(Arbitraries.just(0), Arbitraries.integers().between(-18 * 60, 18 * 60));
    Arbitrary<Character> separator = Arbitraries.of('T', 'T', 'T', 't', ' ');
    return Combinators.combine(seconds, nanos, digits, offsetMinutes, separator)
        .as(TimestampsProperties::render);
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.strings().withChars("0123456789-+:.,TtZz x").ofMaxLength(3);
  }

  private static String render(
      long second, int nano, int digits, int offsetMinutes, char separator) {
    OffsetDateTime time =
        Instant.ofEpochSecond(second)
            .atOffset(ZoneOffset.UTC)
            .withOffsetSameLocal(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
    String fraction =
        digits == 0 ? "" : "." + String.format(Locale.ROOT, "%09d", nano).substring(0, digits);
    return String.format(
        Locale.ROOT,
        "%04d-%02d-%02d%c%02d:%02d:%02d%s%s",
        time.getYear(),
        time.getMonthValue(),
        time.getDayOfMonth(),
        separator,
        time.getHour(),
        time.getMinute(),
        time.getSecond(),
        fraction,
        time.getOffset().getId());
  }

  private static long epochSecond(String day) {
    return Instant.parse(day + "T00:00:00Z").getEpochSecond();
  }

  private static Optional<BigInteger> parsed(String text) {
    try {
      return Optional.of(BigInteger.valueOf(Timestamps.parseMicros(text)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** In integers without an end; the blank between day and time is ours. */
  private static Optional<BigInteger> expected(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
      BigInteger micros =
          BigInteger.valueOf(instant.getEpochSecond())
              .multiply(BigInteger.valueOf(1_000_000))
              .add(BigInteger.valueOf(instant.getNano() / 1_000));
      return micros.bitLength() < Long.SIZE ? Optional.of(micros) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
