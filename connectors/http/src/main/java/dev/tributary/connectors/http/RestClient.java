package dev.tributary.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/**
 * Reads one REST API. What passes is tried again (no connection, a time-out, a cut connection, a
 * truncated body, 429, 500, 502, 503, 504, and what the {@link RateLimitPolicy} adds) after the
 * wait that {@code Retry-After} asks for, else after exponential backoff with full jitter. Waits of
 * one request fit a budget; one that does not fails at once.
 *
 * <p>No request, whether by redirect or by link, leaves scheme, host and port of the base URL. All
 * failures are {@link ConnectorException}s without secrets. An interrupt ends waits and requests.
 *
 * <p>An instance is used by one thread at a time. Connections are shared by all clients of the
 * process, and what they learn of a host's rate limit is kept for all by {@link RateLimitKeeper}.
 */
public final class RestClient implements AutoCloseable {
  private final Builder settings;
  private final Failures failures;
  private final Exchange exchange;
  private final RateLimitKeeper.Account account;
  private Ahead ahead;

  private RestClient(Builder settings) {
    this.settings = settings;
    this.failures = new Failures(this::secrets);
    this.exchange = new Exchange(settings, failures);
    this.account =
        new RateLimitKeeper.Account(
            Origin.of(settings.baseUrl).toString(), settings.authentication.account().hashCode());
  }

  /** A client of the API under a URL, which may have a path. */
  public static Builder of(URI baseUrl) {
    return new Builder(baseUrl);
  }

  /**
   * Reads a path under the base URL.
   *
   * @param path from its slash on, percent-encoded; see {@link #encode}
   * @param query parameters as they are, in the order in which they are sent
   * @return an answer with a 2xx status or one of those accepted
   */
  public RestResponse get(String path, Map<String, String> query) {
    return run(RestRequest.get(url(path, query)));
  }

  /**
   * Reads a path that is asked with a JSON body, as searches are. It may be sent several times.
   *
   * @param path see {@link #get}
   * @return as of {@link #get}
   */
  public RestResponse post(String path, Map<String, String> query, JsonNode body) {
    return run(RestRequest.post(url(path, query), "application/json", body.toString()));
  }

  /** Reads a path that is asked with a form, as tokens are. It may be sent several times. */
  RestResponse postForm(String path, Map<String, String> form) {
    String body = parameters(form);
    return run(RestRequest.post(url(path, Map.of()), "application/x-www-form-urlencoded", body));
  }

  /** Reads a path as {@link #postForm} does, with the values as a JSON object. */
  RestResponse postJson(String path, Map<String, String> values) {
    JsonNode body = new ObjectMapper().valueToTree(values);
    return post(path, Map.of(), body);
  }

  private URI url(String path, Map<String, String> query) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("Invalid path: '" + path + "' does not start with /");
    }
    String url = settings.baseUrl.toString().replaceAll("/+$", "") + path;
    return URI.create(query.isEmpty() ? url : url + "?" + parameters(query));
  }

  private static String parameters(Map<String, String> values) {
    var joined = new StringJoiner("&");
    values.forEach((name, value) -> joined.add(encode(name) + "=" + encode(value)));
    return joined.toString();
  }

  /**
   * Reads what a link leads to.
   *
   * @param target a URL, or a path with or without query, which is taken from the root of the base
   *     URL's host and not from its path
   * @return an answer with a 2xx status or one of those accepted
   */
  public RestResponse follow(URI target) {
    return run(RestRequest.get(linked(target)));
  }

  /**
   * Begins to read what a link leads to, while the caller works on. If the next request is the same
   * it gets this answer, or this failure; else the answer is dropped. Only answers that are taken
   * are counted.
   *
   * @param target as of {@link #follow}
   */
  public void prefetch(URI target) {
    prefetch(RestRequest.get(linked(target)));
  }

  /**
   * Begins to read a path, as {@link #prefetch(URI)} does a link.
   *
   * @param path see {@link #get}
   */
  public void prefetch(String path, Map<String, String> query) {
    prefetch(RestRequest.get(url(path, query)));
  }

  private void prefetch(RestRequest request) {
    drop();
    ahead = Ahead.begin(request, settings.metrics, metrics -> call(request, metrics));
  }

  private URI linked(URI target) {
    URI url = settings.baseUrl.resolve(target);
    exchange.requireSameOrigin(RestRequest.get(settings.baseUrl), url);
    return url;
  }

  private RestResponse run(RestRequest request) {
    if (ahead != null && ahead.isFor(request)) {
      Ahead taken = ahead;
      ahead = null;
      return taken.take(settings.metrics, () -> failures.interrupted(request));
    }
    drop();
    return call(request, settings.metrics);
  }

  private RestResponse call(RestRequest request, ReadMetrics metrics) {
    return new Call(settings, exchange, failures, account, metrics, request).run();
  }

  private void drop() {
    if (ahead != null) {
      ahead.drop();
      ahead = null;
    }
  }

  /** Drops what was read ahead. The client can still be used. */
  @Override
  public void close() {
    drop();
  }

  /**
   * A link of an answer as path and query, to be stored and given to {@link #follow} later.
   *
   * @throws ConnectorException if the link leads to another host or holds a secret
   */
  public String store(RestResponse answer, URI link) {
    exchange.requireSameOrigin(answer.request(), link);
    String query = link.getRawQuery();
    String stored = link.getRawPath() + (query == null ? "" : "?" + query);
    if (secrets().areIn(stored)) {
      throw answer.unexpected("a link holds a secret and can therefore not be stored");
    }
    return stored;
  }

  /** What no text may show, at this moment: tokens are renewed. */
  public Secrets secrets() {
    return Secrets.of(settings.authentication.secrets()).and(settings.secrets);
  }

  /** A text as one segment of a path or as a query parameter, percent-encoded. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The settings of a client. All but the base URL have defaults that suit most sources. */
  public static final class Builder {
    final URI baseUrl;
    final Map<String, String> headers = new LinkedHashMap<>();
    final List<String> secrets = new ArrayList<>();
    final Set<Integer> accepted = new HashSet<>();
    Authentication authentication = Authentication.none();
    ReadMetrics metrics = ReadMetrics.NONE;
    RateLimitPolicy rateLimitPolicy = RateLimitPolicy.STANDARD;
    Duration connectTimeout = Duration.ofSeconds(10);
    Duration requestTimeout = Duration.ofSeconds(60);
    int maxRetries = 6;
    Duration firstBackoff = Duration.ofSeconds(1);
    Duration longestBackoff = Duration.ofSeconds(60);
    Duration maxWait = Duration.ofMinutes(10);
    long maxResponseBytes = 32L << 20;
    RateLimitKeeper.Pace pace;
    InstantSource clock = InstantSource.system();
    Sleeper sleeper = Sleeper.ofThread();
    RandomGenerator random = RandomGenerator.getDefault();

    private Builder(URI baseUrl) {
      if (baseUrl.getHost() == null
          || !List.of("http", "https").contains(baseUrl.getScheme())
          || baseUrl.getRawUserInfo() != null
          || baseUrl.getRawQuery() != null
          || baseUrl.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "Invalid base URL: an http or https URL without user, query and fragment is needed");
      }
      this.baseUrl = baseUrl;
    }

    private Builder(Builder other) {
      baseUrl = other.baseUrl;
      headers.putAll(other.headers);
      secrets.addAll(other.secrets);
      accepted.addAll(other.accepted);
      authentication = other.authentication;
      metrics = other.metrics;
      rateLimitPolicy = other.rateLimitPolicy;
      connectTimeout = other.connectTimeout;
      requestTimeout = other.requestTimeout;
      maxRetries = other.maxRetries;
      firstBackoff = other.firstBackoff;
      longestBackoff = other.longestBackoff;
      maxWait = other.maxWait;
      maxResponseBytes = other.maxResponseBytes;
      pace = other.pace;
      clock = other.clock;
      sleeper = other.sleeper;
      random = other.random;
    }

    /** The same settings, to be changed apart from these. */
    public Builder copy() {
      return new Builder(this);
    }

    /** A header of every request; no secret, which {@link #authentication} is for. */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** A status that is no failure: its meaning is the connector's business. */
    public Builder accept(int status) {
      accepted.add(status);
      return this;
    }

    public Builder authentication(Authentication value) {
      authentication = Objects.requireNonNull(value);
      return this;
    }

    /** Secrets beyond those of the authentication that no message may show. */
    public Builder secrets(List<String> values) {
      secrets.addAll(values);
      return this;
    }

    public Builder metrics(ReadMetrics value) {
      metrics = Objects.requireNonNull(value);
      return this;
    }

    public Builder rateLimitPolicy(RateLimitPolicy value) {
      rateLimitPolicy = Objects.requireNonNull(value);
      return this;
    }

    /** How long one attempt may take to connect, and in all until the body is there. */
    public Builder timeouts(Duration connect, Duration request) {
      connectTimeout = connect;
      requestTimeout = request;
      return this;
    }

    /** How often a request is sent again, and how long its waits may be together. */
    public Builder retries(int most, Duration wait) {
      maxRetries = most;
      maxWait = wait;
      return this;
    }

    /** The bounds of the first and of any wait where the source names none. */
    public Builder backoff(Duration first, Duration longest) {
      firstBackoff = first;
      longestBackoff = longest;
      return this;
    }

    /**
     * At most so many requests in any window of time, counting those of all clients for the same
     * host and {@link Authentication#account account}. A request waits for its turn.
     */
    public Builder pace(int requests, Duration window) {
      pace = new RateLimitKeeper.Pace(requests, window);
      return this;
    }

    /** How large a body may be, packed and unpacked. */
    public Builder maxResponseBytes(int bytes) {
      maxResponseBytes = bytes;
      return this;
    }

    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value);
      return this;
    }

    public Builder sleeper(Sleeper value) {
      sleeper = Objects.requireNonNull(value);
      return this;
    }

    public Builder random(RandomGenerator value) {
      random = Objects.requireNonNull(value);
      return this;
    }

    public RestClient build() {
      return new RestClient(new Builder(this));
    }
  }
}
