package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Answer GOOD = Answer.of(200, "{}");

  private final TestTime time = new TestTime(Instant.parse("2025-01-01T00:00:00Z"));

  @Test
  void requestsBeyondThePaceWaitForTheWindowToPass() throws IOException {
    try (var server = new ScriptedServer(Collections.nCopies(7, GOOD).toArray(Answer[]::new))) {
      RestClient one = time.client(server.url()).pace(3, MINUTE).build();
      RestClient other = time.client(server.url()).pace(3, MINUTE).build();
      one.get("/1", Map.of());
      time.sleep(Duration.ofSeconds(20));
      for (int i = 2; i <= 7; i++) {
        (i % 2 == 0 ? other : one).get("/" + i, Map.of());
      }

      assertThat(time.sleeps().stream().skip(1).map(Duration::toSeconds).toList())
          .as("waits of the clients of one account together")
          .containsExactly(41L, 20L, 41L);
      assertThat(time.waited()).isEqualTo(Duration.ofSeconds(102));
      assertThat(server.requests()).hasSize(7);
    }
  }

  @Test
  void anotherAccountHasAPaceOfItsOwn() throws IOException {
    try (var server = new ScriptedServer(GOOD, GOOD)) {
      for (String token : List.of("one", "two")) {
        time.client(server.url())
            .authentication(Authentication.bearer(token))
            .pace(1, MINUTE)
            .build()
            .get("/", Map.of());
      }

      assertThat(time.sleeps()).isEmpty();
    }
  }

  @Test
  void thoseWhoWaitAtOnceWaitBehindEachOther() {
    var limit = new HostLimit();
    var pace = new RateLimitKeeper.Pace(2, MINUTE);
    Instant now = Instant.parse("2025-01-01T00:00:00Z");

    assertThat(Stream.generate(() -> limit.place(now, pace)).limit(6))
        .containsExactly(
            now,
            now,
            now.plusSeconds(61),
            now.plusSeconds(61),
            now.plusSeconds(122),
            now.plusSeconds(122));
    limit.hold(now.plusSeconds(600));
    assertThat(limit.place(now.plusSeconds(300), pace)).isEqualTo(now.plusSeconds(600));
  }
}
