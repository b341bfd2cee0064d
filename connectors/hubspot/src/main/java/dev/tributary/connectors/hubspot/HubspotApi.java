package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * HubSpot's API as all tables use it. Searches have a limit of their own.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines">Usage
 *     guidelines</a>
 */
final class HubspotApi implements AutoCloseable {
  static final List<Option> CONNECTION_OPTIONS =
      List.of(
          Option.of(
                  "access_token",
                  Option.Type.STRING,
                  "A service key of the account, or the token of a private app of old.")
              .asSecret()
              .asRequired(),
          Option.of("base_url", Option.Type.URL, "Where the API is.")
              .withDefault("https://api.hubapi.com"));

  /**
   * The version of all paths, which stays as it is until it ends.
   *
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/legacy/migration-guide">Versions by
   *     date</a>
   */
  private static final String VERSION = "2026-09";

  private static final String OBJECTS = "/crm/objects/" + VERSION + "/";

  private final RestClient searches;
  private final RestClient others;

  private HubspotApi(RestClient searches, RestClient others) {
    this.searches = searches;
    this.others = others;
  }

  /**
   * The API of an account.
   *
   * @param tuning of all clients, to which a test may give its clock
   */
  static HubspotApi of(
      Options connection, ConnectorContext context, UnaryOperator<RestClient.Builder> tuning) {
    RestClient.Builder settings =
        tuning.apply(
            RestClient.of(connection.url("base_url"))
                .header("Accept", "application/json")
                .header("User-Agent", "tributary")
                .rateLimitPolicy(new HubspotRateLimit())
                .metrics(context.metrics()));
    Authentication token = Authentication.bearer(connection.string("access_token"));
    return new HubspotApi(
        settings
            .copy()
            .authentication(token.limitedBy("searches"))
            .pace(5, Duration.ofSeconds(1))
            .build(),
        settings.copy().authentication(token).pace(190, Duration.ofSeconds(10)).build());
  }

  /**
   * The types of objects that the account defines.
   *
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/guide">Object
   *     schemas</a>
   */
  RestResponse schemas() {
    return others.get("/crm-object-schemas/" + VERSION + "/schemas", Map.of());
  }

  /**
   * The properties of a type.
   *
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/get-properties">Read
   *     all properties</a>
   */
  RestResponse properties(ObjectType type) {
    return others.get("/crm/properties/" + VERSION + "/" + type.name(), Map.of());
  }

  /** A page of a list. */
  RestResponse list(ObjectType type, Map<String, String> query) {
    return others.get(OBJECTS + type.name(), query);
  }

  /** Begins to read a page of a list, which is the next that is asked for. */
  void prefetchList(ObjectType type, Map<String, String> query) {
    others.prefetch(OBJECTS + type.name(), query);
  }

  /**
   * The ids of those objects that were changed, in order. A search without {@code after} is a query
   * of its own, so that no query has more rows than HubSpot gives of one.
   *
   * @param since from when on
   * @param behind the id of the object behind which to begin
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm">Search
   *     the CRM</a>
   */
  RestResponse search(ObjectType type, Instant since, String behind, int rows) {
    ObjectNode body = object().put("limit", rows);
    ArrayNode filters = body.putArray("filterGroups").addObject().putArray("filters");
    filters
        .addObject()
        .put("propertyName", type.modified())
        .put("operator", "GTE")
        .put("value", Long.toString(since.toEpochMilli()));
    filters
        .addObject()
        .put("propertyName", "hs_object_id")
        .put("operator", "GT")
        .put("value", behind);
    body.putArray("sorts")
        .addObject()
        .put("propertyName", "hs_object_id")
        .put("direction", "ASCENDING");
    body.putArray("properties").add("hs_object_id");
    return searches.post(OBJECTS + type.name() + "/search", Map.of(), body);
  }

  /**
   * Objects by their ids, with some properties.
   *
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/batch/get-contacts">Read
   *     a batch</a>
   */
  RestResponse batch(ObjectType type, Collection<String> ids, List<String> properties) {
    ObjectNode body = object();
    ArrayNode inputs = body.putArray("inputs");
    ids.forEach(id -> inputs.addObject().put("id", id));
    ArrayNode names = body.putArray("properties");
    properties.forEach(names::add);
    return others.post(OBJECTS + type.name() + "/batch/read", Map.of(), body);
  }

  /**
   * The associations of objects with those of another type.
   *
   * @param inputs an {@code id} each and, but for its first page, what to go on {@code after}
   * @see <a
   *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/batch/get-associations">Retrieve
   *     associations</a>
   */
  RestResponse associations(ObjectType from, String to, ArrayNode inputs) {
    ObjectNode body = object();
    body.set("inputs", inputs);
    return others.post(
        "/crm/associations/" + VERSION + "/" + from.name() + "/" + to + "/batch/read",
        Map.of(),
        body);
  }

  /**
   * Fails if an answer to a batch tells of another error than that something is not there.
   *
   * @param body the answer's
   */
  static void check(RestResponse answer, JsonNode body) {
    for (JsonNode error : body.path("errors")) {
      if (!error.path("category").asText().equals("OBJECT_NOT_FOUND")) {
        throw answer.unexpected("it tells of an error: " + error.path("message").asText());
      }
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    searches.close();
    others.close();
  }
}
