package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private static final Answer GOOD = Answer.of(200, "{\"good\":true}");
  private final TestTime time = TestTime.now();

  @Test
  void aRefusedRequestIsSentAgainAfterTheSecondsOfRetryAfter() throws IOException {
    try (var server = new ScriptedServer(Answer.of(429, "").with("Retry-After", "7"), GOOD)) {
      RestResponse answer = time.client(server.url()).build().get("/x", Map.of());

      assertThat(answer.json().path("good").asBoolean()).isTrue();
      assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(7));
      assertThat(time.waited()).isEqualTo(Duration.ofSeconds(7));
      assertThat(time.requests()).isEqualTo(2);
      assertThat(time.retries()).isEqualTo(1);
    }
  }

  @Test
  void whatARequestWaitsForIsToldWhenTheWaitBegins() throws IOException {
    Instant begin = time.instant();
    try (var server =
        new ScriptedServer(
            Answer.of(429, "").with("Retry-After", "7"),
            Answer.of(503, "").with("Retry-After", "5"),
            Answer.of(500, ""),
            GOOD)) {
      time.client(server.url()).build().get("/x", Map.of());

      assertThat(time.waits(begin)).containsExactly("RATE_LIMIT 7", "RETRY 12", "RETRY 16");
    }
  }

  @Test
  void aRetryAfterDateIsCountedFromTheServersClockAndNotFromOurs() throws IOException {
    // The server's own Date is the real time; our clock is ten days slow.
    var slow = new TestTime(Instant.now().minus(Duration.ofDays(10)));
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(90).atOffset(ZoneOffset.UTC));
    try (var server = new ScriptedServer(Answer.of(503, "").with("Retry-After", date), GOOD)) {
      slow.client(server.url()).build().get("/x", Map.of());

      assertThat(slow.sleeps()).hasSize(1);
      assertThat(slow.sleeps().get(0)).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(91));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void withoutRetryAfterTheBoundOfTheWaitDoubles(int status) throws IOException {
    Answer bad = Answer.of(status, "sorry");
    try (var server = new ScriptedServer(bad, bad, bad, GOOD)) {
      time.client(server.url()).build().get("/x", Map.of());

      assertThat(time.sleeps())
          .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }
  }

  @Test
  void theJitterIsFull() throws IOException {
    Answer bad = Answer.of(500, "");
    try (var server = new ScriptedServer(bad, bad, bad, GOOD)) {
      time.client(server.url())
          .random(new java.util.Random(7))
          .backoff(Duration.ofHours(1), Duration.ofHours(1))
          .retries(6, Duration.ofDays(1))
          .build()
          .get("/x", Map.of());

      assertThat(time.sleeps()).doesNotHaveDuplicates().hasSize(3);
      assertThat(time.sleeps()).allMatch(wait -> wait.compareTo(Duration.ofHours(1)) <= 0);
    }
  }

  @Test
  void aServerThatKeepsFailingIsUnavailable() throws IOException {
    try (var server = new ScriptedServer(Answer.of(503, "down for maintenance"))) {
      RestClient client = time.client(server.url()).retries(2, Duration.ofMinutes(1)).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .asInstanceOf(type(ConnectorException.class))
          .satisfies(e -> assertThat(e.category()).isEqualTo(Category.UNAVAILABLE))
          .satisfies(
              e ->
                  assertThat(e)
                      .hasMessage(
                          "GET "
                              + server.url()
                              + "/x was answered with status 503 (3 attempts). The source fails;"
                              + " run again later. The answer: down for maintenance"));
      assertThat(time.requests()).isEqualTo(3);
    }
  }

  @Test
  void aWaitThatDoesNotFitTheBudgetFailsAtOnceAndNamesItsEnd() throws IOException {
    try (var server = new ScriptedServer(Answer.of(429, "").with("Retry-After", "3600"))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageStartingWith("Cannot wait 3600 s, until 20")
          .hasMessageContaining("600 s are left for waiting. Run again then.")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.RATE_LIMITED);
      assertThat(time.sleeps()).isEmpty();
      assertThat(time.requests()).isEqualTo(1);
    }
  }

  @Test
  void theWaitsOfOneRequestShareTheBudget() throws IOException {
    try (var server = new ScriptedServer(Answer.of(429, "").with("Retry-After", "250"))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("100 s are left for waiting");
      assertThat(time.waited()).isEqualTo(Duration.ofSeconds(500));
    }
  }

  @Test
  void aCutConnectionIsTriedAgain() throws IOException {
    try (var server = RawServer.thatCloses("", ok("{\"good\":true}"))) {
      assertThat(time.client(server.url()).build().get("/x", Map.of()).body()).hasSize(13);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aTruncatedBodyIsTriedAgain() throws IOException {
    String truncated = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"good\":";
    try (var server = RawServer.thatCloses(truncated, ok("{\"good\":true}"))) {
      RestResponse answer = time.client(server.url()).build().get("/x", Map.of());

      assertThat(answer.json().path("good").asBoolean()).isTrue();
      assertThat(time.retries()).isEqualTo(1);
    }
  }

  @Test
  void aTruncatedGzipBodyIsTriedAgain() throws IOException {
    Answer packed = GOOD.packed();
    Answer cut = new Answer(200, packed.headers(), java.util.Arrays.copyOf(packed.body(), 15));
    try (var server = new ScriptedServer(cut, packed)) {
      RestResponse answer = time.client(server.url()).build().get("/x", Map.of());

      assertThat(answer.json().path("good").asBoolean()).isTrue();
      assertThat(time.retries()).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatStallsRunsIntoTheTimeOut() throws IOException {
    try (var server =
        RawServer.thatStalls("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"slow\":")) {
      RestClient client =
          time.client(server.url())
              .timeouts(Duration.ofSeconds(5), Duration.ofMillis(200))
              .retries(0, Duration.ZERO)
              .build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessage(
              "GET "
                  + server.url()
                  + "/x failed: no complete answer within 200 ms. Check the network and base_url,"
                  + " or run again later.")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.UNAVAILABLE);
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedAgainAndThenUnavailable() throws IOException {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    RestClient client =
        time.client(URI.create("http://127.0.0.1:" + port))
            .retries(2, Duration.ofMinutes(1))
            .build();

    assertThatThrownBy(() -> client.get("/x", Map.of()))
        .hasMessageContaining("/x failed (3 attempts): ConnectException");
    assertThat(time.requests()).isEqualTo(3);
  }

  @Test
  void anInterruptEndsAWaitAndStaysSet() throws IOException {
    try (var server = new ScriptedServer(Answer.of(429, "").with("Retry-After", "7"))) {
      RestClient client =
          time.client(server.url())
              .sleeper(
                  wait -> {
                    throw new InterruptedException();
                  })
              .build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessage("GET " + server.url() + "/x was interrupted: the run was stopped.");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anInterruptedThreadSendsNoRequest() throws IOException {
    try (var server = RawServer.thatStalls("")) {
      RestClient client = time.client(server.url()).build();
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageEndingWith("was interrupted: the run was stopped.");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aPolicyMakesARateLimitOfAnyStatus() throws IOException {
    RateLimitPolicy policy =
        (answer, attempt, now) ->
            answer.header("X-Wait").map(Long::parseLong).map(Duration::ofSeconds);
    try (var server = new ScriptedServer(Answer.of(403, "").with("X-Wait", "9"), GOOD)) {
      time.client(server.url()).rateLimitPolicy(policy).build().get("/x", Map.of());

      assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(9));
    }
  }

  @Test
  void aPolicyHoldsBackTheRequestAfterTheLastThatIsAllowed() throws IOException {
    RateLimitPolicy policy =
        new RateLimitPolicy() {
          @Override
          public Optional<Duration> delay(RestResponse answer, int attempt, Instant now) {
            return Optional.empty();
          }

          @Override
          public Optional<Instant> nextRequestAt(RestResponse answer, Instant now) {
            return answer
                .header("X-Left")
                .filter("0"::equals)
                .map(none -> now.plus(Duration.ofSeconds(30)));
          }
        };
    try (var server = new ScriptedServer(GOOD.with("X-Left", "0"), GOOD)) {
      RestClient client = time.client(server.url()).rateLimitPolicy(policy).build();
      client.get("/x", Map.of());
      client.get("/x", Map.of());
      client.get("/x", Map.of());

      assertThat(time.sleeps()).containsExactly(Duration.ofSeconds(30));
      assertThat(time.retries()).isZero();
    }
  }

  @Test
  void a401IsSentOnceMoreWithRenewedCredentials() throws IOException {
    var renewable =
        new Authentication() {
          private String token = "old-token";

          @Override
          public Map<String, String> headers() {
            return Map.of("Authorization", "Bearer " + token);
          }

          @Override
          public List<String> secrets() {
            return List.of(token);
          }

          @Override
          public boolean renew(Map<String, String> refused) {
            token = "new-token";
            return true;
          }
        };
    try (var server = new ScriptedServer(Answer.of(401, ""), GOOD, Answer.of(401, ""))) {
      RestClient client = time.client(server.url()).authentication(renewable).build();
      client.get("/x", Map.of());
      assertThat(server.requests().get(1).headers().get("Authorization"))
          .containsExactly("Bearer new-token");

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.AUTHENTICATION);
      assertThat(server.requests()).hasSize(4);
    }
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }
}
