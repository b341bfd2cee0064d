package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that sends the credentials back must not bring them into the open. */
class SecretsTest {
  private static final String TOKEN = "ghp_Tell1Nobody/äß+";

  @TempDir private Path directory;
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile String issue;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          String body = issue != null ? issue : "{\"message\": \"Bad credentials: " + TOKEN + "\"}";
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(issue != null ? 200 : 401, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aRefusedTokenIsInNoOutputLogOrFile() throws IOException, InterruptedException {
    Result result = runApart();

    assertThat(authorizations).isNotEmpty();
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("FAILED");
    assertThat(Command.everythingBelow(directory))
        .doesNotContain("Tell1Nobody")
        .contains("Bad credentials");
  }

  @Test
  void aTokenThatWorksIsInNoOutputLogOrFile() throws IOException, InterruptedException {
    issue =
        "[{\"id\": 1, \"number\": 1, \"title\": \"x\", \"updated_at\": \"2025-01-01T00:00:00Z\"}]";

    Result result = runApart();

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("DONE");
    assertThat(Command.everythingBelow(directory)).doesNotContain("Tell1Nobody");
  }

  private Result runApart() throws IOException, InterruptedException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "github",
              "objects": [ { "table": { "source_table": "issues",
                "table_configuration": { "owner": "o", "repo": "r" } } } ] }
            """);
    Path connection =
        Files.writeString(
            directory.resolve("connection.json"),
            """
            { "connector": "github",
              "options": { "base_url": "http://127.0.0.1:%d", "token": "${env:THE_TOKEN}" } }
            """
                .formatted(server.getAddress().getPort()));
    return Command.runApart(
        directory,
        Map.of("THE_TOKEN", TOKEN),
        List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug"),
        "run",
        "--spec=" + spec,
        "--connection=" + connection,
        "--warehouse=" + directory.resolve("warehouse"));
  }
}
