package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ReadMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that does by hand what connectors have {@code RestClient} for, rightly or not. */
final class ToyClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final int MOST_BYTES = 8 << 20;
  private static final int ATTEMPTS = 5;

  /** An answer and the time at the source. */
  record Answer(JsonNode json, Instant date) {}

  private record Raw(HttpResponse<InputStream> head, byte[] body) {}

  private final URI base;
  private final String secret;
  private final ReadMetrics metrics;
  private final ContractTime time;
  private final Flaw flaw;
  private String token;

  ToyClient(URI base, String secret, ReadMetrics metrics, ContractTime time, Flaw flaw) {
    this.base = base;
    this.secret = secret;
    this.metrics = metrics;
    this.time = time;
    this.flaw = flaw;
  }

  /** Path and query of a link. */
  String within(URI link) {
    if (!base.getAuthority().equals(link.getAuthority())) {
      throw new ConnectorException(Category.INVALID_RESPONSE, "A link leaves " + base);
    }
    return link.getRawPath() + "?" + link.getRawQuery();
  }

  Answer get(String target) {
    URI url = base.resolve(target);
    if (token == null) {
      renew();
    }
    return call(url, true);
  }

  private void renew() {
    token = "none yet";
    token = call(base.resolve("/token"), false).json().path("token").asText();
  }

  private Answer call(URI url, boolean isGet) {
    boolean isRenewed = !isGet || flaw == Flaw.NEVER_RENEWS_ITS_TOKEN;
    for (int attempt = 1; ; attempt++) {
      Duration wait = Duration.ofSeconds(attempt);
      String what;
      try {
        Raw raw = send(url, isGet);
        if (raw.head() == null) {
          return new Answer(NOTHING, time.instant());
        }
        int status = raw.head().statusCode();
        if (status == 200) {
          return new Answer(parse(raw.body()), date(raw.head()));
        }
        what = "status " + status;
        if (status == 401 && !isRenewed) {
          isRenewed = true;
          renew();
          metrics.retry();
          continue;
        }
        if (status < 400) {
          URI target = url.resolve(raw.head().headers().firstValue("Location").orElse(""));
          if (flaw == Flaw.FOLLOWS_REDIRECTS) {
            return call(target, isGet);
          }
          throw new ConnectorException(Category.INVALID_RESPONSE, "A redirect leaves " + base);
        }
        if (status == 401) {
          throw new ConnectorException(Category.AUTHENTICATION, what);
        }
        boolean givesUp =
            (flaw == Flaw.GIVES_UP_ON_TOO_MANY_REQUESTS && status == 429)
                || (flaw == Flaw.GIVES_UP_ON_SERVER_ERRORS && status >= 500)
                || (status < 500 && status != 429);
        if (givesUp) {
          throw new ConnectorException(Category.UNAVAILABLE, what);
        }
        if (flaw != Flaw.IGNORES_RETRY_AFTER) {
          long asked = raw.head().headers().firstValueAsLong("Retry-After").orElse(0);
          wait = asked > 0 ? Duration.ofSeconds(asked) : wait;
        }
      } catch (IOException e) {
        what = e.getMessage();
      }
      if (attempt == ATTEMPTS || flaw == Flaw.HAS_NO_PATIENCE) {
        throw new ConnectorException(
            Category.UNAVAILABLE, "Cannot read " + url.getPath() + ": " + what);
      }
      sleep(wait, url);
      metrics.waited(wait);
      metrics.retry();
    }
  }

  private void sleep(Duration wait, URI url) {
    try {
      time.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(Category.UNAVAILABLE, "Interrupted at " + url.getPath(), e);
    }
  }

  private Raw send(URI url, boolean isGet) throws IOException {
    metrics.request();
    var request = HttpRequest.newBuilder(url);
    if (isGet) {
      request.header("Authorization", "Bearer " + token);
    } else {
      request.POST(BodyPublishers.ofString("secret=" + ToySimulator.encode(secret)));
    }
    Duration patience =
        flaw == Flaw.HAS_NO_PATIENCE ? Duration.ofMillis(300) : time.requestTimeout();
    HttpResponse<InputStream> head;
    try {
      head = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (IOException e) {
      if (flaw == Flaw.TAKES_A_CUT_FOR_THE_END && isGet) {
        return new Raw(null, null);
      }
      throw e;
    }
    try (InputStream in = head.body()) {
      byte[] body = read(in, patience);
      if (body.length > MOST_BYTES && flaw != Flaw.TAKES_A_BOMB_FOR_THE_END) {
        throw new ConnectorException(Category.INVALID_RESPONSE, "An answer is too large");
      }
      return new Raw(head, body);
    }
  }

  private byte[] read(InputStream in, Duration patience) throws IOException {
    CompletableFuture<byte[]> body =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return in.readNBytes(MOST_BYTES + 1);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return body.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no complete answer", e);
    } catch (ExecutionException e) {
      if (flaw == Flaw.TAKES_HALF_A_BODY_FOR_THE_END) {
        return new byte[0];
      }
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private JsonNode parse(byte[] body) {
    boolean isHtml = body.length > 0 && body[0] == '<';
    if (body.length > MOST_BYTES
        || (body.length == 0 && flaw == Flaw.TAKES_HALF_A_BODY_FOR_THE_END)
        || (isHtml && flaw == Flaw.TAKES_HTML_FOR_THE_END)) {
      return NOTHING;
    }
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      if (flaw == Flaw.TAKES_INVALID_JSON_FOR_THE_END) {
        return NOTHING;
      }
      throw new ConnectorException(Category.INVALID_RESPONSE, "An answer is not JSON");
    }
  }

  private static Instant date(HttpResponse<InputStream> head) {
    String date = head.headers().firstValue("Date").orElseThrow();
    return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
