package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitKeeperTest {
  private static final Answer GOOD = Answer.of(200, "{}");

  private final TestTime time = new TestTime(Instant.parse("2025-01-01T00:00:00Z"));

  /** Stands for one in another process, whose clock is its own. */
  private static final class Remote implements RateLimitKeeper {
    private final List<String> asked = new ArrayList<>();
    private final RateLimitKeeper kept = RateLimitKeeper.ofProcess();
    private final Instant clock = Instant.parse("2030-05-05T05:05:05Z");

    @Override
    public Duration place(Account account, Instant now, Duration ready, Pace pace) {
      asked.add("place after " + ready);
      return kept.place(account, clock, ready, pace);
    }

    @Override
    public void hold(Account account, Instant now, Duration wait) {
      asked.add("hold " + wait);
      kept.hold(account, clock, wait);
    }
  }

  @AfterEach
  void goBack() {
    RateLimitKeeper.use(RateLimitKeeper.ofProcess());
  }

  @Test
  void everyAttemptAsksTheKeeperInUseAndTellsItOfALimit() throws IOException {
    var keeper = new Remote();
    RateLimitKeeper.use(keeper);
    Answer limited = Answer.of(429, "{}").with("Retry-After", "30");
    try (var server = new ScriptedServer(limited, GOOD)) {
      time.client(server.url()).build().get("/", Map.of());
    }

    assertThat(keeper.asked).containsExactly("place after PT0S", "hold PT30S", "place after PT30S");
    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
  }

  @Test
  void whatAKeeperWithAnotherClockKeepsIsWaitedForAsLong() throws IOException {
    RateLimitKeeper.use(new Remote());
    try (var server = new ScriptedServer(GOOD, GOOD)) {
      RestClient client = time.client(server.url()).pace(1, Duration.ofMinutes(1)).build();
      client.get("/1", Map.of());
      client.get("/2", Map.of());
    }

    assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(61));
  }
}
