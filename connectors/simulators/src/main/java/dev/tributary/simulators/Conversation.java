package dev.tributary.simulators;

import dev.tributary.simulators.Response.Delivery;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** HTTP/1.1 with one client, as much of it as clients of APIs use. */
final class Conversation {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final int BOMB_MEGABYTES = 1024;
  private static final int SLOW_PIECES = 10;
  private static final long SLOW_PAUSE_MILLIS = 100;

  private final Socket client;
  private final SimulatorServer server;
  private final InputStream in;
  private final OutputStream out;

  Conversation(Socket client, SimulatorServer server) throws IOException {
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    in = new BufferedInputStream(client.getInputStream());
    out = new BufferedOutputStream(client.getOutputStream());
  }

  /** Answers until one side has enough. */
  void hold() throws IOException {
    for (Request request = read(); request != null; request = read()) {
      Response answer = server.answer(request);
      if (!send(answer, request)) {
        return;
      }
    }
  }

  private Request read() throws IOException {
    String first = line();
    if (first == null || first.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    if (headers.containsKey("Transfer-Encoding")) {
      throw new IOException("a request in chunks, which simulators do not read");
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
      write("HTTP/1.1 100 Continue\r\n\r\n");
      out.flush();
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    String[] parts = first.split(" ", -1);
    return new Request(parts[0], parts[1], headers, body, Map.of());
  }

  private String line() throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return bytes.toString(StandardCharsets.ISO_8859_1).stripTrailing();
      }
      bytes.write(b);
    }
    return null;
  }

  /** Whether the conversation goes on. */
  private boolean send(Response answer, Request request) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    switch (answer.delivery()) {
      case CUT -> {
        // Where not a byte has come, some clients ask again by themselves.
        write("HTTP/1.1 200 Simulated\r\nContent-Ty");
        out.flush();
        return false;
      }
      case BOMB -> {
        sendBomb(answer, request);
        return false;
      }
      case WHOLE, TRUNCATED, SLOW, STALLED -> sendHead(answer, body.length);
    }
    if (request.method().equals("HEAD")) {
      out.flush();
      return true;
    }
    switch (answer.delivery()) {
      case SLOW -> {
        int piece = body.length / SLOW_PIECES + 1;
        for (int from = 0; from < body.length; from += piece) {
          out.write(body, from, Math.min(piece, body.length - from));
          out.flush();
          pause();
        }
      }
      case TRUNCATED, STALLED -> out.write(body, 0, body.length / 2);
      default -> out.write(body);
    }
    out.flush();
    if (answer.delivery() == Delivery.STALLED) {
      // Returns when the client closes its side.
      in.read();
    }
    return answer.delivery() == Delivery.WHOLE || answer.delivery() == Delivery.SLOW;
  }

  private void sendHead(Response answer, int length) throws IOException {
    var headers = new LinkedHashMap<String, String>(answer.headers());
    headers.putIfAbsent("Date", HTTP_DATE.format(server.clock().instant()));
    if (length >= 0 && answer.status() != 204 && answer.status() != 304) {
      headers.putIfAbsent("Content-Length", Integer.toString(length));
    }
    write("HTTP/1.1 " + answer.status() + " Simulated\r\n");
    for (Map.Entry<String, String> header : headers.entrySet()) {
      write(header.getKey() + ": " + header.getValue() + "\r\n");
    }
    write("\r\n");
  }

  /** Ends with the connection, so that no length need be known. */
  private void sendBomb(Response answer, Request request) throws IOException {
    String accepted = request.header("Accept-Encoding");
    boolean isPacked = accepted != null && accepted.contains("gzip");
    Response head = answer.with("Connection", "close");
    sendHead(isPacked ? head.with("Content-Encoding", "gzip") : head, -1);
    byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    // Packed once: a gigabyte takes longer than clients wait. RFC 1952, 2.2: members may follow
    // each other.
    byte[] piece = isPacked ? packed(spaces) : spaces;
    for (int megabyte = 0; megabyte < BOMB_MEGABYTES && !client.isClosed(); megabyte++) {
      out.write(piece);
    }
    out.flush();
  }

  private static byte[] packed(byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var packing = new GZIPOutputStream(bytes)) {
      packing.write(plain);
    }
    return bytes.toByteArray();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(SLOW_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
