package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestClientTest {
  private static final String SECRET = "s3cr3t/with \"signs\"";
  private final TestTime time = TestTime.now();

  @Test
  void parametersAreEncodedAndKeepTheirOrder() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{}"))) {
      var query = new LinkedHashMap<String, String>();
      query.put("since", "2025-01-01T00:00:00+02:00");
      query.put("a b", "c&d");
      time.client(URI.create(server.url() + "/api/v3/")).build().get("/x", query);

      assertThat(server.requests().get(0).target())
          .isEqualTo("/api/v3/x?since=2025-01-01T00%3A00%3A00%2B02%3A00&a%20b=c%26d");
    }
  }

  @Test
  void headersAndBearerTokenAreSent() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{}"))) {
      time.client(server.url())
          .header("Accept", "application/json")
          .authentication(Authentication.bearer("abc"))
          .build()
          .get("/x", Map.of());

      var headers = server.requests().get(0).headers();
      assertThat(headers.get("Accept")).containsExactly("application/json");
      assertThat(headers.get("Authorization")).containsExactly("Bearer abc");
      assertThat(headers.get("Accept-encoding")).containsExactly("gzip");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_RESPONSE,The source refuses the request",
    "401,AUTHENTICATION,Check the connection's credentials.",
    "403,PERMISSION,The credentials may not read this",
    "404,NOT_FOUND,Check the options that name it",
    "422,INVALID_RESPONSE,The source refuses the request"
  })
  void otherErrorsAreFinal(int status, Category category, String wayOut) throws IOException {
    try (var server = new ScriptedServer(Answer.of(status, "{\"message\":\n \"no\"}"))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/things", Map.of("page", "2")))
          .hasMessageStartingWith(
              "GET " + server.url() + "/things?page=2 was answered with status " + status + ". ")
          .hasMessageContaining(wayOut)
          .hasMessageEndingWith("The answer: {\"message\": \"no\"}")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(category);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void onlyTheFirst500CharactersOfABodyAreShown() throws IOException {
    try (var server = new ScriptedServer(Answer.of(400, "x".repeat(5000)))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .message()
          .containsPattern("answer: x{500}$");
    }
  }

  @Test
  void aTokenWithTheEndOfALineIsAnErrorThatDoesNotShowIt() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{}"))) {
      RestClient client =
          time.client(server.url()).authentication(Authentication.bearer("s3cr3t\n")).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("was not sent: the connection's credentials hold a character")
          .hasNoCause()
          .satisfies(e -> assertThat(e.toString()).doesNotContain("s3cr3t"))
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.CONFIGURATION);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void secretsThatAreEchoedAreNotInMessages() throws IOException {
    String body =
        "x".repeat(490)
            + " plain "
            + SECRET
            + " json s3cr3t/with \\\"signs\\\" url s3cr3t%2Fwith%20%22signs%22";
    try (var server = new ScriptedServer(Answer.of(400, body).with("X-Echo", SECRET))) {
      RestClient client =
          time.client(server.url()).authentication(Authentication.bearer(SECRET)).build();

      assertThatThrownBy(
              () -> client.get("/" + RestClient.encode(SECRET), Map.of("q", SECRET, "sig", "1")))
          .hasMessageContaining("/***?")
          .hasMessageContaining("q=***")
          .hasMessageNotContaining("s3cr3t")
          .hasNoCause();
    }
  }

  @Test
  void parametersThatLookLikeSecretsAreNotInMessages() throws IOException {
    try (var server = new ScriptedServer(Answer.of(404, "see /x?access_token=hidden1&page=3"))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/x", Map.of("client_secret", "hidden2")))
          .hasMessageContaining("client_secret=*** was answered")
          .hasMessageContaining("access_token=***&page=3")
          .hasMessageNotContaining("hidden");
    }
  }

  @Test
  void secretsBeyondTheAuthenticationAreNotInMessages() throws IOException {
    try (var server = new ScriptedServer(Answer.of(400, "bad client hidden3"))) {
      RestClient client = time.client(server.url()).secrets(List.of("hidden3")).build();

      assertThatThrownBy(() -> client.get("/x", Map.of())).hasMessageEndingWith("bad client ***");
    }
  }

  @Test
  void aSecretInAMalformedAnswerIsNotInMessages() throws IOException {
    try (var server = RawServer.thatCloses("s3cr3t-token is no status line\r\n\r\n")) {
      RestClient client =
          time.client(server.url())
              .authentication(Authentication.bearer("s3cr3t-token"))
              .retries(0, Duration.ZERO)
              .build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("failed")
          .hasMessageNotContaining("s3cr3t")
          .hasNoCause();
    }
  }

  @Test
  void anHtmlPageIsNamedAsSuch() throws IOException {
    try (var server =
        new ScriptedServer(
            Answer.of(200, "<!DOCTYPE html><title>Sign in</title>")
                .with("Content-Type", "text/html"))) {
      RestResponse answer = time.client(server.url()).build().get("/x", Map.of());

      assertThatThrownBy(answer::json)
          .hasMessage(
              "GET "
                  + server.url()
                  + "/x was answered with an HTML page instead of JSON. Check base_url, and that no"
                  + " proxy or login page is in between. The answer: <!DOCTYPE html><title>Sign"
                  + " in</title>")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.INVALID_RESPONSE);
    }
  }

  @Test
  void aBodyBombIsRefused() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "[" + " ".repeat(5000) + "]"))) {
      RestClient client = time.client(server.url()).maxResponseBytes(4000).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("was answered with more than 4000 bytes, which is refused");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aGzipBombIsRefused() throws IOException {
    Answer bomb = Answer.of(200, "[" + " ".repeat(1_000_000) + "]").packed();
    assertThat(bomb.body().length).isLessThan(4000);
    try (var server = new ScriptedServer(bomb)) {
      RestClient client = time.client(server.url()).maxResponseBytes(4000).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("was answered with more than 4000 bytes, which is refused");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aGzipBodyIsUnpacked() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{\"a\":1}").packed())) {
      assertThat(time.client(server.url()).build().get("/x", Map.of()).json().path("a").asInt())
          .isEqualTo(1);
    }
  }

  @Test
  void aRedirectWithinTheHostIsFollowed() throws IOException {
    try (var server =
        new ScriptedServer(
            Answer.of(301, "").with("Location", "/moved?a=1"), Answer.of(200, "{}"))) {
      RestResponse answer = time.client(server.url()).build().get("/x", Map.of());

      assertThat(answer.url()).isEqualTo(server.url().resolve("/moved?a=1"));
      assertThat(time.requests()).isEqualTo(2);
      assertThat(time.retries()).isZero();
    }
  }

  @Test
  void aRedirectElsewhereIsRefusedAndTheTokenStays() throws IOException {
    try (var other = new ScriptedServer(Answer.of(200, "{}"));
        var server =
            new ScriptedServer(Answer.of(302, "").with("Location", other.url() + "/t?token=abc"))) {
      RestClient client =
          time.client(server.url()).authentication(Authentication.bearer("abc")).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessage(
              "GET "
                  + server.url()
                  + "/x leads to "
                  + other.url()
                  + "/t?token=***, which is refused: only "
                  + server.url()
                  + " of base_url may be read. If the source has moved, set base_url.");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void aLinkElsewhereIsRefused() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{}"))) {
      RestClient client = time.client(server.url()).build();

      for (String target :
          List.of(
              "http://evil.example/x",
              "https://127.0.0.1:" + server.url().getPort() + "/x",
              "http://127.0.0.1:1/x",
              "//evil.example/x",
              "http://user:pass@127.0.0.1:" + server.url().getPort() + "/x")) {
        assertThatThrownBy(() -> client.follow(URI.create(target)))
            .as(target)
            .hasMessageContaining("which is refused: only " + server.url())
            .hasMessageNotContaining("user:pass");
      }
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void anEndlessRedirectEnds() throws IOException {
    try (var server = new ScriptedServer(Answer.of(302, "").with("Location", "/x"))) {
      RestClient client = time.client(server.url()).build();

      assertThatThrownBy(() -> client.get("/x", Map.of()))
          .hasMessageContaining("was redirected more than 5 times");
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void aBaseUrlWithAQueryIsRefused() {
    assertThatThrownBy(() -> RestClient.of(URI.create("https://example.com/?token=x")))
        .hasMessageStartingWith("Invalid base URL")
        .hasMessageNotContaining("token");
  }

  @Test
  void anAcceptedStatusIsAnAnswer() throws IOException {
    try (var server = new ScriptedServer(Answer.of(409, "{\"message\":\"empty\"}"))) {
      RestResponse answer = time.client(server.url()).accept(409).build().get("/x", Map.of());

      assertThat(answer.status()).isEqualTo(409);
    }
  }

  @Test
  void aLinkIsStoredWithoutItsHost() throws IOException {
    try (var server = new ScriptedServer(Answer.of(200, "{}"))) {
      RestClient client =
          time.client(server.url()).authentication(Authentication.bearer("abc")).build();
      RestResponse answer = client.get("/x", Map.of());

      String stored = client.store(answer, server.url().resolve("/y%20z?page=2"));
      assertThat(stored).isEqualTo("/y%20z?page=2");
      client.follow(URI.create(stored));
      assertThat(server.requests().get(1).target()).isEqualTo("/y%20z?page=2");

      assertThatThrownBy(() -> client.store(answer, URI.create("http://evil.example/y")))
          .hasMessageContaining("which is refused");
      assertThatThrownBy(() -> client.store(answer, server.url().resolve("/y?q=abc")))
          .hasMessageContaining("a link holds a secret");
    }
  }
}
