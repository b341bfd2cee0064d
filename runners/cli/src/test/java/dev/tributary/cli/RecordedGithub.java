package dev.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.connectors.contract.NpmPackage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Replays recorded traffic of GitHub: 13 issues on five pages, from the scenario {@code
 * paginate-issues} of npm's {@code @octokit/fixtures} (MIT). Behind the first page its links lead
 * to {@code /repositories/{id}/issues}. The recording is fetched with npm and is not part of this
 * project.
 */
final class RecordedGithub implements AutoCloseable {
  static final String OWNER = "octokit-fixture-org";
  static final String REPO = "paginate-issues";

  private static final String PACKAGE = "@octokit/fixtures@23.1.2";
  private static final String SCENARIO =
      "scenarios/api.github.com/paginate-issues/normalized-fixture.json";
  private static final String RECORDED_HOST = "https://api.github.com";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final JsonNode exchanges;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  RecordedGithub(JsonNode exchanges) throws IOException {
    this.exchanges = exchanges;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The recording, or empty where npm is not there or cannot fetch it. */
  static Optional<JsonNode> fetch() throws IOException, InterruptedException {
    Optional<Path> file = NpmPackage.file(PACKAGE, SCENARIO);
    return file.isEmpty() ? Optional.empty() : Optional.of(JSON.readTree(file.get().toFile()));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Path and query of every request so far. */
  List<String> requests() {
    return requests;
  }

  /** The issues as GitHub sent them, in the order of the pages. */
  List<JsonNode> issues() {
    var issues = new ArrayList<JsonNode>();
    exchanges.forEach(exchange -> exchange.get("response").forEach(issues::add));
    return issues;
  }

  /** The first page whatever is asked of the repository, later ones where their links lead. */
  private void answer(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    requests.add(target.toString());
    JsonNode found = null;
    if (target.getPath().equals("/repos/" + OWNER + "/" + REPO + "/issues")) {
      found = exchanges.get(0);
    }
    for (JsonNode recorded : exchanges) {
      if (recorded.get("path").asText().equals(target.toString())) {
        found = recorded;
      }
    }
    if (found == null) {
      send(exchange, 404, "{\"message\":\"Not Found\"}");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    JsonNode link = found.path("headers").path("link");
    if (link.isTextual()) {
      exchange
          .getResponseHeaders()
          .set("Link", link.asText().replace(RECORDED_HOST, url().toString()));
    }
    send(exchange, found.get("status").asInt(), found.get("response").toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
