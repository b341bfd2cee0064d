package dev.tributary.connectors.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;

/** Gives the answers it was told, one a request, the last one again and again. */
final class ScriptedServer implements AutoCloseable {

  record Answer(int status, Map<String, String> headers, byte[] body) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    Answer with(String name, String value) {
      var more = new java.util.LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answer(status, more, body);
    }

    Answer packed() {
      try {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
          gzip.write(body);
        }
        return new Answer(status, headers, bytes.toByteArray()).with("Content-Encoding", "gzip");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A request as it came. */
  record Seen(String method, String target, Map<String, List<String>> headers, String body) {}

  private final HttpServer server;
  private final Deque<Answer> answers;
  private final List<Seen> requests = new CopyOnWriteArrayList<>();

  ScriptedServer(Answer... answers) throws IOException {
    this.answers = new ArrayDeque<>(List.of(answers));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    requests.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
    answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    try (var body = exchange.getResponseBody()) {
      body.write(answer.body());
    }
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Seen> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
