package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Api;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Answers as HubSpot does, with its limits. */
final class HubspotApi implements Api {
  private final Routes routes = new Routes();
  private final RateLimiter requests;
  private final RateLimiter searches;

  HubspotApi(HubspotData data, InstantSource clock, RateLimiter requests, RateLimiter searches) {
    this.requests = requests;
    this.searches = searches;
    var objects = new ObjectRoutes(data, clock);
    var search = new SearchRoutes(data);
    var associations = new AssociationRoutes(data, clock);
    var schemas = new SchemaRoutes(data);
    for (String path : List.of("/crm/objects/2026-09", "/crm/v3/objects")) {
      objects.addTo(routes, path + "/{type}");
      search.addTo(routes, path + "/{type}");
    }
    for (String path : List.of("/crm/associations/2026-09", "/crm/v4/associations")) {
      associations.addTo(routes, path);
    }
    for (String path : List.of("/crm/properties/2026-09", "/crm/v3/properties")) {
      schemas.addProperties(routes, path);
    }
    for (String version : List.of("2026-09", "v3")) {
      schemas.addSchemas(routes, "/crm-object-schemas/" + version + "/schemas");
    }
  }

  /**
   * Searches count by themselves, and their answers do not tell what is left.
   *
   * @see <a
   *     href="https://developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines">Usage
   *     guidelines</a>
   */
  @Override
  public Response answer(Request request) {
    String token = request.header("Authorization");
    if (token == null || !token.startsWith("Bearer ")) {
      return error(401, "Authentication credentials not found.");
    }
    if (request.path().endsWith("/search")) {
      return searches.admit() ? route(request) : limited("SECONDLY");
    }
    Response answer = requests.admit() ? route(request) : limited("TEN_SECONDLY_ROLLING");
    return answer
        .with("X-HubSpot-RateLimit-Max", "" + requests.limit())
        .with("X-HubSpot-RateLimit-Remaining", "" + requests.remaining())
        .with("X-HubSpot-RateLimit-Interval-Milliseconds", "10000");
  }

  private Response route(Request request) {
    return routes.answer(request).orElseGet(() -> error(404, "resource not found"));
  }

  private static Response limited(String policy) {
    ObjectNode body =
        Response.object()
            .put("status", "error")
            .put("message", "You have reached your " + policy.toLowerCase(Locale.ROOT) + " limit.")
            .put("errorType", "RATE_LIMIT")
            .put("policyName", policy);
    return Response.json(429, body);
  }

  static Response refused(String message) {
    return Response.json(
        400,
        Response.object()
            .put("status", "error")
            .put("message", message)
            .put("category", "VALIDATION_ERROR"));
  }

  @Override
  public Response error(int status, String message) {
    return Response.json(status, Response.object().put("status", "error").put("message", message));
  }
}
