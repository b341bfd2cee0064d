package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "10m, PT10M",
    "1h, PT1H",
    "2d, PT48H",
    "10 m, PT10M",
    "PT10M, PT10M",
    "P2D, PT48H",
    "PT0.5S, PT0.5S"
  })
  void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "m",
        "0s",
        "-1s",
        "PT0S",
        "-PT1M",
        "10x",
        "1.5h",
        "99999999999999999999d",
        "9223372036854775807d",
        "10M"
      })
  void otherTextsAreNone(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }
}
