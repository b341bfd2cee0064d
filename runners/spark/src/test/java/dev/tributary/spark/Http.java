package dev.tributary.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads what Spark's processes tell of themselves. */
final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  private Http() {}

  static String text(int port, String path) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build();
    return CLIENT.send(request, BodyHandlers.ofString()).body();
  }

  static JsonNode get(int port, String path) throws IOException, InterruptedException {
    return JSON.readTree(text(port, path));
  }
}
