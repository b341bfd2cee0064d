package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @Test
  void thePathHasOneDirectoryAName() {
    var destination = new Destination("main", "shop", "Packaging Tasks");

    assertThat(destination.path("s3://bucket/lake"))
        .isEqualTo("s3://bucket/lake/main/shop/Packaging Tasks");
    assertThat(destination.path("/data/")).isEqualTo("/data/main/shop/Packaging Tasks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "2025", "a.b-c_d e", "A"})
  void usableNamesAreTaken(String name) {
    assertThat(new Destination(name, name, name).table()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " a", ".a", "_delta_log", "-a", "a/b", "a\\b", "é", "a\n", "a:b", "a%2e"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> new Destination("main", "shop", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid table: '"
                + name
                + "' is not a usable name: it must begin with a letter or a digit and go on with"
                + " letters, digits, '_', '.', '-' and spaces");
  }

  @Test
  void aNameWithTwoDotsIsRefused() {
    assertThatThrownBy(() -> new Destination("main", "a..b", "t"))
        .hasMessage("Invalid schema: 'a..b' is not a usable name: it must not hold '..'");
  }

  @Test
  void defaultsAreCheckedToo() {
    assertThatThrownBy(() -> new Destination.Defaults("../etc", "default"))
        .hasMessageStartingWith("Invalid catalog: '../etc'");
    assertThat(Destination.Defaults.STANDARD)
        .isEqualTo(new Destination.Defaults("main", "default"));
  }
}
