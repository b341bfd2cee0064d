package dev.tributary.connectors.http;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ReadMetrics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request once and brings its whole answer, redirects followed. Everything that another try
 * may mend is an IOException; what is refused is a ConnectorException.
 */
final class Exchange {
  private static final int REDIRECT_LIMIT = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /**
   * Connectors are made anew for each bundle of work; their connections and threads outlive them
   * here. A client holds no credentials, no cookies and nothing of an answer.
   */
  private static final Map<Duration, HttpClient> CLIENTS = new ConcurrentHashMap<>();

  private final RestClient.Builder settings;
  private final Failures failures;
  private final Origin origin;

  Exchange(RestClient.Builder settings, Failures failures) {
    this.settings = settings;
    this.failures = failures;
    this.origin = Origin.of(settings.baseUrl);
  }

  /**
   * @param metrics counts each request that is sent
   */
  RestResponse send(RestRequest asked, Map<String, String> credentials, ReadMetrics metrics)
      throws IOException {
    RestRequest request = asked;
    for (int redirects = 0; redirects <= REDIRECT_LIMIT; redirects++) {
      requireSameOrigin(asked, request.url());
      metrics.request();
      RestResponse answer = exchange(request, credentials);
      String location = answer.header("Location").orElse(null);
      boolean isRedirect = location != null && REDIRECTS.contains(answer.status());
      if (!isRedirect || !request.follows(answer.status())) {
        return answer;
      }
      try {
        request = request.at(request.url().resolve(location));
      } catch (IllegalArgumentException e) {
        throw failures.unexpected(answer, "its Location is no URL");
      }
    }
    throw failures.tooManyRedirects(asked, REDIRECT_LIMIT);
  }

  void requireSameOrigin(RestRequest asked, URI target) {
    if (!Origin.of(target).equals(origin) || target.getRawUserInfo() != null) {
      throw failures.otherHost(asked, target, origin);
    }
  }

  private RestResponse exchange(RestRequest request, Map<String, String> credentials)
      throws IOException {
    HttpResponse<byte[]> answer = await(request, http(request, credentials));
    byte[] body = answer.body();
    String encoding =
        answer.headers().firstValue("Content-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (body.length > 0 && (encoding.equals("gzip") || encoding.equals("x-gzip"))) {
      try {
        body = BoundedBody.gunzip(body, settings.maxResponseBytes);
      } catch (BoundedBody.TooLargeException e) {
        throw failures.tooLarge(request, settings.maxResponseBytes);
      }
    }
    return new RestResponse(
        request, answer.statusCode(), answer.headers(), body, settings.clock.instant(), failures);
  }

  private HttpRequest http(RestRequest request, Map<String, String> credentials) {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(request.url())
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()))
            .timeout(settings.requestTimeout)
            // An upgrade to HTTP/2 without TLS is a header that some proxies choke on.
            .version(
                origin.scheme().equals("https")
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("Accept-Encoding", "gzip");
    settings.headers.forEach(http::setHeader);
    if (request.contentType() != null) {
      http.setHeader("Content-Type", request.contentType());
    }
    try {
      credentials.forEach(http::setHeader);
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes the credential.
      throw failures.unfitCredentials(request);
    }
    return http.build();
  }

  /** HttpClient's own time-out ends with the headers; this one covers the body as well. */
  private HttpResponse<byte[]> await(RestRequest request, HttpRequest http) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client(settings.connectTimeout)
            .sendAsync(http, head -> new BoundedBody(settings.maxResponseBytes));
    try {
      return answer.get(settings.requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException(
          "no complete answer within " + settings.requestTimeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failures.interrupted(request);
    } catch (ExecutionException e) {
      throw fault(request, e.getCause());
    }
  }

  private IOException fault(RestRequest request, Throwable thrown) throws ConnectorException {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof BoundedBody.TooLargeException) {
        throw failures.tooLarge(request, settings.maxResponseBytes);
      }
    }
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    return new IOException(message == null ? name : name + ": " + message);
  }

  private static HttpClient client(Duration connectTimeout) {
    return CLIENTS.computeIfAbsent(
        connectTimeout,
        timeout ->
            HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
  }
}
