package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 0",
    "1970-01-01T00:00:00.000001Z, 1",
    "1969-12-31T23:59:59.999999Z, -1",
    "1969-12-31T23:59:59.9999999Z, -1",
    "1970-01-01T00:00:00.1Z, 100000",
    "1970-01-01T00:00:00.123456789Z, 123456",
    "1970-01-01T00:00Z, 0",
    "1970-01-01T01:00:00+01:00, 0",
    "1970-01-01T05:30:00.5+05:30, 500000",
    "1969-12-31T16:00:00-08:00, 0",
    "1970-01-01 00:00:01Z, 1000000",
    "1970-01-01t00:00:01z, 1000000",
    "2024-02-29T00:00:00Z, 1709164800000000",
    "2000-02-29T12:00:00Z, 951825600000000",
    "2025-01-31T00:00:00Z, 1738281600000000",
    "0001-01-01T00:00:00Z, -62135596800000000",
    "9999-12-31T23:59:59Z, 253402300799000000",
    "9999-12-31T23:59:59.999999+00:00, 253402300799999999",
    "+10000-01-01T00:00:00Z, 253402300800000000"
  })
  void anInstantIsItsMicroseconds(String text, long micros) {
    assertThat(Timestamps.parseMicros(text)).isEqualTo(micros);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2025-04-31T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-00-01T00:00:00Z",
        "2025-01-00T00:00:00Z",
        "2025-01-01T24:00:00Z",
        "2025-01-01T00:60:00Z",
        "2025-01-01T00:00:60Z",
        "2025-01-01T00:00:00",
        "2025-01-01T00:00:00.5",
        "2025-01-01T00:00:00,5Z",
        "2025-01-01T00:00:00.1234567890Z",
        "2025-01-29T00:00:00.1234567890Z",
        "2025-01-01T00:00:00.5x5Z",
        "2025-01-01_00:00:00Z",
        "2025/01/01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2025-1-1T00:00:00Z",
        "2025-01-01",
        "2025-01-01T00:00:00+0100",
        "٢٠٢٥-01-01T00:00:00Z",
        " 2025-01-01T00:00:00Z",
        "Z",
        ""
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Timestamps.parseMicros(text))
        .isInstanceOf(DateTimeParseException.class);
  }

  @Test
  void anInstantBeyondTheRangeIsRefused() {
    assertThat(Timestamps.parseMicros("+294247-01-10T04:00:54.775807Z")).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Timestamps.parseMicros("+294247-01-10T04:00:54.775808Z"))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Timestamps.parseMicros("-999999999-01-01T00:00:00Z"))
        .isInstanceOf(ArithmeticException.class);
  }
}
