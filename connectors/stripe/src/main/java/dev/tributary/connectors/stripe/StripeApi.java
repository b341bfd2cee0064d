package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Stripe's API as all tables use it. */
final class StripeApi implements AutoCloseable {
  /**
   * What objects look like.
   *
   * @see <a href="https://docs.stripe.com/api/versioning">Versioning</a>
   */
  static final String VERSION = "2026-07-29.dahlia";

  /** The most rows that Stripe puts on a page. */
  static final int MOST_ROWS = 100;

  private final RestClient client;

  /** What was asked for last that takes many requests: a reader of the next page needs it again. */
  private Object keptKey;

  private Object kept;

  /** How far Stripe's clock is ahead, by the last answer; null before the first. */
  private Duration skew;

  private StripeApi(RestClient client) {
    this.client = client;
  }

  /**
   * The API of an account.
   *
   * @param tuning of the client, to which a test may give its clock
   */
  static StripeApi of(
      Options connection, ConnectorContext context, UnaryOperator<RestClient.Builder> tuning) {
    long pace = Math.min(Integer.MAX_VALUE, connection.integer("requests_per_second", 25));
    RestClient.Builder settings =
        RestClient.of(connection.url("base_url"))
            .authentication(Authentication.bearer(connection.string("api_key")))
            .header("Stripe-Version", VERSION)
            .header("Accept", "application/json")
            .header("User-Agent", "tributary")
            .pace((int) pace, Duration.ofSeconds(1))
            .metrics(context.metrics())
            .accept(400)
            .accept(404);
    if (connection.has("stripe_account")) {
      settings.header("Stripe-Account", connection.string("stripe_account"));
    }
    return new StripeApi(tuning.apply(settings).build());
  }

  /** A page of a list. */
  RestResponse list(String path, Map<String, String> query) {
    RestResponse answer = get(path, query);
    if (isRefused(answer)) {
      throw refused(answer);
    }
    return answer;
  }

  private RestResponse get(String path, Map<String, String> query) {
    RestResponse answer = client.get(path, query);
    skew = answer.clockSkew();
    return answer;
  }

  /** The run's start by Stripe's clock, which is asked for it if no answer has told yet. */
  Instant serverTime(Instant runStart) {
    if (skew == null) {
      list("/v1/events", Map.of("limit", "1"));
    }
    return runStart.plus(skew);
  }

  /** Begins to read the page of a list that is asked for next. */
  void prefetch(String path, Map<String, String> query) {
    client.prefetch(path, query);
  }

  /**
   * A page of a list behind an object; where that is gone, from its time on.
   *
   * @param query without a place in the list, but for the latest time of objects
   * @param after the object's id; null for the list's first page
   * @param created when the object was created
   */
  RestResponse listBehind(String path, Map<String, String> query, String after, Instant created) {
    if (after == null) {
      return list(path, query);
    }
    RestResponse answer = get(path, behind(query, after));
    if (isMissing(answer) && error(answer).path("param").asText().equals("starting_after")) {
      var again = new LinkedHashMap<>(query);
      again.put("created[lte]", Long.toString(created.getEpochSecond()));
      return list(path, again);
    }
    if (isRefused(answer)) {
      throw refused(answer);
    }
    return answer;
  }

  static Map<String, String> behind(Map<String, String> query, String after) {
    var behind = new LinkedHashMap<>(query);
    behind.put("starting_after", after);
    return behind;
  }

  /** A page of a list of what belongs to an object; empty if that is gone. */
  Optional<RestResponse> listOf(String path, Map<String, String> query) {
    RestResponse answer = get(path, query);
    if (isMissing(answer)) {
      return Optional.empty();
    }
    if (isRefused(answer)) {
      throw refused(answer);
    }
    return Optional.of(answer);
  }

  /** An object by its id; empty if it is gone. */
  Optional<ObjectNode> object(String path, String id) {
    RestResponse answer = get(path + "/" + RestClient.encode(id), Map.of());
    if (isMissing(answer)) {
      return Optional.empty();
    }
    if (isRefused(answer)) {
      throw refused(answer);
    }
    if (!(answer.json() instanceof ObjectNode object)) {
      throw answer.unexpected("it is no object");
    }
    return Optional.of(object);
  }

  private static boolean isRefused(RestResponse answer) {
    return answer.status() == 400 || answer.status() == 404;
  }

  /**
   * Whether an object that was named is not there.
   *
   * @see <a href="https://docs.stripe.com/error-codes#resource-missing">resource_missing</a>
   */
  private static boolean isMissing(RestResponse answer) {
    return isRefused(answer) && error(answer).path("code").asText().equals("resource_missing");
  }

  private static JsonNode error(RestResponse answer) {
    return answer.json().path("error");
  }

  private static RuntimeException refused(RestResponse answer) {
    return answer.status() == 404
        ? answer.refused(Category.NOT_FOUND, "Check base_url and stripe_account.")
        : answer.refused(Category.CONFIGURATION, "Check the options of the table.");
  }

  /** What was found for a key, unless something was found for another one since. */
  @SuppressWarnings("unchecked") // A key holds the type of what is found for it.
  <T> T kept(Record key, Supplier<T> find) {
    if (!key.equals(keptKey)) {
      kept = find.get();
      keptKey = key;
    }
    return (T) kept;
  }

  @Override
  public void close() {
    client.close();
  }
}
