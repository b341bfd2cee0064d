package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetTest {

  @Test
  void equalsWhateverTheOrderOfMembersAndTheSpaceBetween() {
    Offset one = Offset.parse("{\"b\": {\"y\": [1, 2], \"x\": null}, \"a\": 1}");
    Offset other = Offset.parse("{\"a\":1,\"b\":{\"x\":null,\"y\":[1,2]}}");
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one.json()).isEqualTo("{\"a\":1,\"b\":{\"x\":null,\"y\":[1,2]}}");
  }

  @Test
  void membersWithinArraysAreSortedToo() {
    assertThat(Offset.parse("[{\"b\":1,\"a\":2}]").json()).isEqualTo("[{\"a\":2,\"b\":1}]");
  }

  @Test
  void theOrderWithinAnArrayCounts() {
    assertThat(Offset.parse("[1,2]")).isNotEqualTo(Offset.parse("[2,1]"));
  }

  @Test
  void anAbsentMemberIsNotANullOne() {
    assertThat(Offset.parse("{\"a\":null}")).isNotEqualTo(Offset.parse("{}"));
  }

  @Test
  void aSparseOffsetHasTheMembersThatSaySomething() {
    Instant instant = Instant.parse("2026-01-02T03:04:05.006Z");
    Offset sparse =
        Offset.sparse(
            "text",
            "t",
            "at",
            instant,
            "ids",
            List.of(2L, 1L),
            "on",
            true,
            "n",
            0,
            "no",
            null,
            "off",
            false,
            "none",
            List.of());

    assertThat(sparse.json())
        .isEqualTo(
            "{\"at\":\"2026-01-02T03:04:05.006Z\",\"ids\":[2,1],\"n\":0,\"on\":true,\"text\":\"t\"}");
    assertThat(sparse.instant("at")).isEqualTo(instant);
    assertThat(sparse.instant("no")).isNull();
    assertThat(Offset.sparse("no", null, "off", false)).isEqualTo(Offset.INITIAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9007199254740993",
        "123456789012345678901234567890",
        "0.1234567890123456789012345",
        "12.30"
      })
  void numbersAreKeptToTheLastDigit(String number) {
    assertThat(Offset.parse("{\"n\":" + number + "}").json()).isEqualTo("{\"n\":" + number + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{", "{} {}", "{\"a\":1}x", "{\"a\":1,\"a\":2}"})
  void whatIsNotOneJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Offset.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid offset: " + text);
  }

  @Test
  void onlyNullIsInitial() {
    assertThat(Offset.INITIAL.isInitial()).isTrue();
    assertThat(Offset.parse("null").isInitial()).isTrue();
    assertThat(Offset.of().isInitial()).isFalse();
    assertThat(Offset.parse(Offset.INITIAL.json())).isEqualTo(Offset.INITIAL);
  }

  @Test
  void isMadeOfNamesAndValues() {
    Offset offset = Offset.of("since", "2025-01-01", "page", 3, "done", true, "token", null);
    assertThat(offset.json())
        .isEqualTo("{\"done\":true,\"page\":3,\"since\":\"2025-01-01\",\"token\":null}");
    assertThat(offset.text("since")).isEqualTo("2025-01-01");
    assertThat(offset.text("page")).isEqualTo("3");
    assertThat(offset.text("token")).isNull();
    assertThat(offset.text("other")).isNull();
    assertThat(Offset.INITIAL.text("since")).isNull();
  }

  @Test
  void aNameWithoutAValueIsRefused() {
    assertThatThrownBy(() -> Offset.of("since"))
        .hasMessage("Invalid offset: a name without a value");
  }

  @Test
  void itsValueIsTheCallersOwn() {
    Offset offset = Offset.of("page", 1);
    ((com.fasterxml.jackson.databind.node.ObjectNode) offset.value()).put("page", 2);
    assertThat(offset).isEqualTo(Offset.of("page", 1));
  }

  @Property(tries = 200)
  void anyTextComesBack(@ForAll Map<String, String> members) {
    var namesAndValues =
        members.entrySet().stream()
            .flatMap(member -> java.util.stream.Stream.of(member.getKey(), member.getValue()))
            .toArray();
    Offset offset = Offset.of(namesAndValues);
    assertThat(Offset.parse(offset.json())).isEqualTo(offset);
    members.forEach((name, value) -> assertThat(offset.text(name)).isEqualTo(value));
  }

  @Test
  void isSerializable() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(Offset.of("page", 1));
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(Offset.of("page", 1));
    }
  }
}
