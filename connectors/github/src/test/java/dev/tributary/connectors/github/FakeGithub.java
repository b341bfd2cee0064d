package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lists issues as GitHub does, sorted by updated_at and, inside an instant, by id; what happens
 * after an answer is a test's to say.
 */
final class FakeGithub implements AutoCloseable {

  /** What next links hold. */
  enum Paging {
    /** The number of the page. */
    COUNTED,
    /** Time and id of the last row. */
    CURSOR
  }

  /** An answer instead of the list. */
  record Refusal(int status, Map<String, String> headers, String body) {}

  /** A request as it came. */
  record Seen(String target, Map<String, String> query, Map<String, List<String>> headers) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Without it each answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final Paging paging;
  private final Map<String, TreeMap<Long, ObjectNode>> repositories = new HashMap<>();
  private final Deque<Refusal> refusals = new ArrayDeque<>();
  private final List<Seen> requests = new CopyOnWriteArrayList<>();
  private Runnable afterAnswer = () -> {};
  private String linkHost;

  FakeGithub(Paging paging) throws IOException {
    this.paging = paging;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    linkHost = url().toString();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Adds a row or changes its time. */
  synchronized ObjectNode put(String repository, long id, Instant updated) {
    ObjectNode row =
        rows(repository)
            .computeIfAbsent(
                id,
                key ->
                    JSON.createObjectNode()
                        .put("id", key)
                        .put("number", key)
                        .put("title", "Issue " + key)
                        .put("state", "open")
                        .put("created_at", "2020-01-01T00:00:00Z"));
    return row.put("updated_at", updated.toString());
  }

  synchronized TreeMap<Long, ObjectNode> rows(String repository) {
    return repositories.computeIfAbsent(repository, name -> new TreeMap<>());
  }

  synchronized void refuse(int status, Map<String, String> headers, String body) {
    refusals.add(new Refusal(status, headers, body));
  }

  void afterEachAnswer(Runnable action) {
    afterAnswer = action;
  }

  void linksTo(String host) {
    linkHost = host;
  }

  List<Seen> requests() {
    return requests;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    URI target = exchange.getRequestURI();
    Map<String, String> query = query(target.getRawQuery());
    requests.add(new Seen(target.toString(), query, Map.copyOf(exchange.getRequestHeaders())));
    String[] path = target.getPath().split("/");
    Refusal refusal = refusals.poll();
    if (refusal == null && !repositories.containsKey(path[path.length - 2])) {
      refusal = new Refusal(404, Map.of(), "{\"message\":\"Not Found\"}");
    }
    if (refusal != null) {
      refusal.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      send(exchange, refusal.status(), refusal.body());
      return;
    }
    send(exchange, 200, list(exchange, path[path.length - 2], query));
    afterAnswer.run();
  }

  /** Whatever the path is before it, the last name but one is the repository's. */
  private String list(HttpExchange exchange, String repository, Map<String, String> query) {
    if (!query.getOrDefault("sort", "").equals("updated")
        || !query.getOrDefault("direction", "").equals("asc")) {
      throw new IllegalStateException("not the order that the test is about: " + query);
    }
    Instant since = Instant.parse(query.getOrDefault("since", "1970-01-01T00:00:00Z"));
    List<ObjectNode> rows = new ArrayList<>();
    for (ObjectNode row : rows(repository).values()) {
      boolean state =
          query.get("state").equals("all") || row.path("state").asText().equals(query.get("state"));
      if (state && !updated(row).isBefore(since)) {
        rows.add(row);
      }
    }
    rows.sort(
        Comparator.comparing(FakeGithub::updated).thenComparing(row -> row.get("id").asLong()));
    int size = Integer.parseInt(query.get("per_page"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int from = paging == Paging.COUNTED ? (page - 1) * size : after(rows, query.get("after"));
    int to = Math.min(rows.size(), from + size);
    ArrayNode body = JSON.createArrayNode();
    for (int i = from; i < to; i++) {
      body.add(rows.get(i));
    }
    if (to < rows.size()) {
      var next = new TreeMap<>(query);
      next.put("page", Integer.toString(page + 1));
      if (paging == Paging.CURSOR) {
        ObjectNode last = rows.get(to - 1);
        next.put("after", last.get("updated_at").asText() + "_" + last.get("id").asText());
      }
      var link = new StringBuilder("<" + linkHost + "/repositories/" + repository + "/issues?");
      next.forEach((name, value) -> link.append(name).append('=').append(value).append('&'));
      exchange.getResponseHeaders().add("Link", link + ">; rel=\"next\", </x>; rel=\"first\"");
    }
    return body.toString();
  }

  private static int after(List<ObjectNode> rows, String cursor) {
    if (cursor == null) {
      return 0;
    }
    Instant updated = Instant.parse(cursor.substring(0, cursor.indexOf('_')));
    long id = Long.parseLong(cursor.substring(cursor.indexOf('_') + 1));
    int index = 0;
    while (index < rows.size()
        && (updated(rows.get(index)).isBefore(updated)
            || (updated(rows.get(index)).equals(updated)
                && rows.get(index).get("id").asLong() <= id))) {
      index++;
    }
    return index;
  }

  private static Instant updated(ObjectNode row) {
    return Instant.parse(row.get("updated_at").asText());
  }

  private static Map<String, String> query(String raw) {
    var query = new TreeMap<String, String>();
    if (raw != null) {
      for (String parameter : raw.split("&")) {
        int equals = parameter.indexOf('=');
        query.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
