package dev.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.http.ClientCredentials.Format;
import dev.tributary.connectors.http.ScriptedServer.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ClientCredentialsTest {
  private static final Answer GOOD = Answer.of(200, "{}");
  private final TestTime time = TestTime.now();

  @Test
  void aTokenIsAskedForOnceAndRenewedBeforeItExpires() throws IOException {
    try (var server =
        new ScriptedServer(token("one", 3600), GOOD, GOOD, token("two", 3600), GOOD)) {
      RestClient client = client(server);
      client.get("/a", Map.of());
      time.sleep(Duration.ofSeconds(3539));
      client.get("/b", Map.of());
      time.sleep(Duration.ofSeconds(2));
      client.get("/c", Map.of());

      assertThat(server.requests())
          .extracting(ScriptedServer.Seen::target)
          .containsExactly("/oauth/tokens", "/a", "/b", "/oauth/tokens", "/c");
      assertThat(authorization(server, 2)).isEqualTo("Bearer one");
      assertThat(authorization(server, 4)).isEqualTo("Bearer two");
    }
  }

  @Test
  void theTokenIsAskedForAsTheStandardSays() throws IOException {
    try (var server = new ScriptedServer(token("one", 3600), GOOD)) {
      client(server).get("/a", Map.of());

      ScriptedServer.Seen asked = server.requests().get(0);
      assertThat(asked.headers().get("Content-type"))
          .containsExactly("application/x-www-form-urlencoded");
      assertThat(asked.body())
          .isEqualTo(
              "grant_type=client_credentials&client_id=id&client_secret=s%26cr3t&scope=read");
      assertThat(asked.headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void aRefusedTokenIsRenewedOnce() throws IOException {
    Answer refused = Answer.of(401, "{}");
    try (var server =
        new ScriptedServer(
            token("one", 3600),
            refused,
            token("two", 3600),
            GOOD,
            refused,
            token("three", 3600),
            refused)) {
      RestClient client = client(server);
      client.get("/a", Map.of());
      assertThat(authorization(server, 3)).isEqualTo("Bearer two");

      assertThatThrownBy(() -> client.get("/b", Map.of()))
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.AUTHENTICATION);
      assertThat(server.requests()).hasSize(7);
    }
  }

  @Test
  void readersOfAProcessShareATokenAndAskForItOneAtATime() throws Exception {
    try (var server = new ScriptedServer(token("one", 3600), GOOD)) {
      var threads = Executors.newFixedThreadPool(8);
      Callable<RestResponse> read =
          () ->
              RestClient.of(server.url())
                  .authentication(credentials(RestClient.of(server.url()), "s&cr3t"))
                  .build()
                  .get("/a", Map.of());
      for (Future<RestResponse> answer : threads.invokeAll(Collections.nCopies(16, read))) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
      threads.shutdown();

      assertThat(server.requests())
          .filteredOn(request -> request.target().equals("/oauth/tokens"))
          .hasSize(1);
    }
  }

  @Test
  void whatAnotherReaderHasRenewedIsNotRenewedAgain() throws IOException {
    try (var server = new ScriptedServer(token("one", 3600), token("two", 3600))) {
      Authentication first = credentials(time.client(server.url()), "s&cr3t");
      Authentication second = credentials(time.client(server.url()), "s&cr3t");
      Map<String, String> refused = first.headers();

      assertThat(first.renew(refused)).isTrue();
      assertThat(second.renew(refused)).isTrue();
      assertThat(second.headers()).containsEntry("Authorization", "Bearer two");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void wrongCredentialsAreNamedAsSuchWithoutThem() throws IOException {
    try (var server = new ScriptedServer(Answer.of(400, "{\"error\":\"invalid_client s&cr3t\"}"))) {
      assertThatThrownBy(() -> client(server).get("/a", Map.of()))
          .hasMessageContaining("/oauth/tokens was answered with status 400")
          .hasMessageContaining("invalid_client")
          .hasMessageNotContaining("cr3t")
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.AUTHENTICATION);
    }
  }

  @Test
  void aSourceThatWantsJsonIsAskedWithIt() throws IOException {
    try (var server = new ScriptedServer(token("one", 3600))) {
      new ClientCredentials(
              time.client(server.url()), Format.JSON, "/oauth/tokens", "id", "s&cr3t", "read")
          .headers();

      assertThat(server.requests().get(0).headers().get("Content-type"))
          .containsExactly("application/json");
      assertThat(server.requests().get(0).body())
          .isEqualTo(
              "{\"grant_type\":\"client_credentials\",\"client_id\":\"id\","
                  + "\"client_secret\":\"s&cr3t\",\"scope\":\"read\"}");
    }
  }

  @Test
  void anAnswerThatIsNoneIsNotTakenForWrongCredentials() throws IOException {
    try (var server = new ScriptedServer(Answer.of(302, ""))) {
      assertThatThrownBy(() -> client(server).get("/a", Map.of()))
          .asInstanceOf(type(ConnectorException.class))
          .extracting(ConnectorException::category)
          .isEqualTo(Category.INVALID_RESPONSE);
    }
  }

  private RestClient client(ScriptedServer server) {
    RestClient.Builder settings = time.client(server.url());
    return settings.copy().authentication(credentials(settings, "s&cr3t")).build();
  }

  private static Authentication credentials(RestClient.Builder settings, String secret) {
    return new ClientCredentials(settings, "/oauth/tokens", "id", secret, "read");
  }

  private static Answer token(String text, long seconds) {
    return Answer.of(200, "{\"access_token\":\"" + text + "\",\"expires_in\":" + seconds + "}");
  }

  private static String authorization(ScriptedServer server, int request) {
    return server.requests().get(request).headers().get("Authorization").get(0);
  }
}
