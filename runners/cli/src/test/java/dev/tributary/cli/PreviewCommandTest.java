package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "ghp_Tell1Nobody";

  @TempDir private Path directory;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private volatile String issues = "[]";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          byte[] bytes = issues.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
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
  void theFirstRowsAreAnAlignedTableAndNothingIsWritten() throws IOException {
    issues = "[%s, %s]".formatted(issue(1, "\"x\""), issue(2, "\"地球 \\u001b[31m\\n2\""));

    Result result = preview("\"include_columns\": [\"id\", \"updated_at\", \"title\"]");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "issues: 2 rows",
            "id  updated_at            title",
            "1   2025-01-01T00:00:00Z  x",
            "2   2025-01-01T00:00:00Z  地球 \\u001b[31m\\n2");
    assertThat(requests).hasValue(1);
    assertThat(Files.list(directory)).hasSize(2);
  }

  @Test
  void columnsForWhichThereIsNoRoomAreNamed() throws IOException {
    issues = "[" + issue(1, "\"" + "long ".repeat(50) + "\"") + "]";

    String out = preview("").out();

    assertThat(out.lines().limit(3)).allMatch(line -> line.length() <= 120);
    assertThat(out).containsPattern("… and \\d+ more: .*body");
  }

  @Test
  void jsonHasTheRowsAsTheyWouldBeStored() throws IOException {
    issues = "[%s, %s]".formatted(issue(1, "\"secret plan\""), issue(2, "null"));

    Result result =
        preview("\"hash_columns\": [\"title\"], \"metadata_columns\": true", "--output=json");

    JsonNode table = JSON.readTree(result.out()).at("/tables/0");
    JsonNode row = table.at("/rows/0");
    assertThat(row.path("id").asLong()).isEqualTo(1);
    assertThat(row.path("title").asText()).matches("[0-9a-f]{64}");
    assertThat(table.at("/rows/1/title").isNull()).isTrue();
    assertThat(row.has("_tributary_run_id")).isTrue();
    assertThat(result.out()).doesNotContain("secret plan");
  }

  @Test
  void asManyRowsAreShownAsAreWanted() throws IOException {
    issues = "[%s, %s, %s]".formatted(issue(1, "\"a\""), issue(2, "\"b\""), issue(3, "\"c\""));

    assertThat(preview("", "--rows=2").out()).startsWith("issues: 2 rows\n");
    assertThat(preview("", "--rows=0").err()).startsWith("Invalid --rows: 0");
    issues = "[]";
    assertThat(preview("").out()).startsWith("issues: no row\n");
  }

  @Test
  void aRowThatDoesNotFitIsToldAsARunWouldTellIt() throws IOException {
    issues =
        "[%s, %s]"
            .formatted(
                issue(1, "\"fits\""),
                issue(2, "{\"not\": 1}").replace("\"number\": 2", "\"number\": \"x\""));

    Result fails = preview("");
    Result setAside = preview("\"on_bad_record\": \"quarantine\"");

    assertThat(fails.status()).isEqualTo(1);
    assertThat(fails.out()).startsWith("issues: 1 row\n");
    assertThat(fails.err())
        .contains(
            "issues: the record with id=2 does not fit the table: column 'number' holds \"x\"");
    assertThat(setAside.status()).isZero();
    assertThat(setAside.err()).contains("it would be set aside");
  }

  @Test
  void aSecretThatTheSourceSendsBackIsNotShown() throws IOException {
    issues = "[" + issue(1, "\"it is " + TOKEN + "\"") + "]";

    Result text = preview("");
    Result json = preview("", "--output=json");

    assertThat(text.status()).isZero();
    assertThat(text.out() + text.err() + json.out() + json.err()).doesNotContain("Tell1Nobody");
    assertThat(JSON.readTree(json.out()).at("/tables/0/rows/0/title").asText()).isEqualTo("***");
  }

  @Test
  void tablesOfADemoAreShownOneBehindTheOther() {
    Result result =
        Command.run(
            "preview",
            "--spec=zendesk",
            "--examples=" + Command.EXAMPLES,
            "--tables=groups,brands",
            "--rows=1");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out()).containsPattern("(?s)^brands: 1 row\nid .*\n\ngroups: 1 row\nid ");
  }

  private static String issue(int id, String title) {
    return "{\"id\": %d, \"number\": %d, \"title\": %s, \"updated_at\": \"2025-01-01T00:00:00Z\"}"
        .formatted(id, id, title);
  }

  private Result preview(String configuration, String... more) throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "github",
              "objects": [ { "table": { "source_table": "issues",
                "table_configuration": { "owner": "o", "repo": "r" %s } } } ] }
            """
                .formatted(configuration.isEmpty() ? "" : ", " + configuration));
    Path connection =
        Files.writeString(
            directory.resolve("connection.json"),
            "{\"connector\": \"github\", \"options\": {\"base_url\": \"http://127.0.0.1:%d\","
                    .formatted(server.getAddress().getPort())
                + " \"token\": \""
                + TOKEN
                + "\"}}");
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("preview", "--spec=" + spec, "--connection=" + connection));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }
}
