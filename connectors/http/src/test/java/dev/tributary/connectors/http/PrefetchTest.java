package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrefetchTest {
  private static final Answer FIRST = Answer.of(200, "1");
  private static final Answer SECOND = Answer.of(200, "2");
  private final TestTime time = TestTime.now();

  @Test
  void thePageAheadIsTakenAndCountedOnce() throws IOException {
    try (var server = new ScriptedServer(FIRST, SECOND);
        RestClient client = time.client(server.url()).build()) {
      client.get("/p", Map.of());
      client.prefetch(URI.create("/p?page=2"));

      assertThat(client.follow(URI.create("/p?page=2")).json().asInt()).isEqualTo(2);
      assertThat(server.requests()).hasSize(2);
      assertThat(time.requests()).isEqualTo(2);
    }
  }

  @Test
  void aPathIsReadAheadAsALinkIs() throws IOException {
    try (var server = new ScriptedServer(FIRST);
        RestClient client = time.client(server.url()).build()) {
      client.prefetch("/p", Map.of("since", "2026-01-01T00:00:00Z"));

      client.get("/p", Map.of("since", "2026-01-01T00:00:00Z"));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aPageThatIsNotTakenIsNotCounted() throws IOException {
    try (var server = new ScriptedServer(FIRST);
        RestClient client = time.client(server.url()).build()) {
      client.prefetch(URI.create("/a"));
      client.follow(URI.create("/b"));
      client.follow(URI.create("/a"));

      assertThat(time.requests()).isEqualTo(2);
    }
  }

  @Test
  void aFailureComesWhenThePageIsTaken() throws IOException {
    try (var server = new ScriptedServer(Answer.of(404, "gone"));
        RestClient client = time.client(server.url()).build()) {
      client.prefetch(URI.create("/a"));

      assertThatThrownBy(() -> client.follow(URI.create("/a")))
          .isInstanceOf(ConnectorException.class)
          .hasMessageContaining("/a was answered with status 404");
      assertThat(time.requests()).isEqualTo(1);
    }
  }

  @Test
  void aLinkElsewhereIsNotFollowedAhead() throws IOException {
    try (var server = new ScriptedServer(FIRST);
        RestClient client = time.client(server.url()).build()) {
      assertThatThrownBy(() -> client.prefetch(URI.create("https://evil.example/x")))
          .hasMessageContaining("which is refused");
    }
  }

  @Test
  void readersOfAHostHoldBackTogether() throws IOException {
    Answer refused = Answer.of(429, "").with("Retry-After", "30");
    try (var server = new ScriptedServer(refused, FIRST)) {
      RestClient first = time.client(server.url()).retries(0, Duration.ofMinutes(10)).build();
      RestClient second = time.client(server.url()).build();
      assertThatThrownBy(() -> first.get("/a", Map.of())).hasMessageContaining("status 429");
      second.get("/b", Map.of());

      assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
      RestClient other =
          time.client(server.url()).authentication(Authentication.bearer("t")).build();
      other.get("/c", Map.of());
      assertThat(time.sleeps()).hasSize(1);
    }
  }

  @Test
  void aSearchIsPostedAndPostedAgain() throws IOException {
    try (var server = new ScriptedServer(Answer.of(503, ""), FIRST);
        RestClient client = time.client(server.url()).build()) {
      client.post("/search", Map.of("a", "1"), JsonNodeFactory.instance.objectNode().put("q", "ü"));

      assertThat(server.requests()).hasSize(2);
      ScriptedServer.Seen seen = server.requests().get(1);
      assertThat(seen.method()).isEqualTo("POST");
      assertThat(seen.target()).isEqualTo("/search?a=1");
      assertThat(seen.body()).isEqualTo("{\"q\":\"ü\"}");
      assertThat(seen.headers().get("Content-type")).containsExactly("application/json");
    }
  }

  @Test
  void aPostIsRedirectedOnlyWithItsBody() throws IOException {
    try (var server =
            new ScriptedServer(
                Answer.of(307, "").with("Location", "/there"),
                FIRST,
                Answer.of(303, "").with("Location", "/there"));
        RestClient client = time.client(server.url()).build()) {
      var body = JsonNodeFactory.instance.objectNode();
      client.post("/x", Map.of(), body);
      assertThat(server.requests().get(1).method()).isEqualTo("POST");

      assertThatThrownBy(() -> client.post("/x", Map.of(), body))
          .hasMessageStartingWith("POST " + server.url() + "/x was answered with status 303");
    }
  }
}
