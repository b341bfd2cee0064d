package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Api;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.util.List;

/** Answers as GitHub does, with its limits. */
final class GithubApi implements Api {
  private static final String RESOURCE = "core";

  private final Routes routes;
  private final RateLimiter limiter;

  GithubApi(GithubData data, RateLimiter limiter) {
    this.limiter = limiter;
    routes = new Routes();
    new RepositoryRoutes(data).addTo(routes);
    new AccountRoutes(data).addTo(routes);
    // https://docs.github.com/en/rest/rate-limit/rate-limit
    routes.get("/rate_limit", request -> Response.json(limits()));
  }

  /**
   * The limits' headers are on every answer, and what goes beyond is 403.
   *
   * @see <a
   *     href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate
   *     limits for the REST API</a>
   */
  @Override
  public Response answer(Request request) {
    boolean isAdmitted = request.path().equals("/rate_limit") || limiter.admit();
    Response answer =
        isAdmitted
            ? routes.answer(request).orElseGet(() -> error(404, "Not Found"))
            : error(403, "API rate limit exceeded for user ID 1.");
    return answer
        .with("x-ratelimit-limit", "" + limiter.limit())
        .with("x-ratelimit-remaining", "" + limiter.remaining())
        .with("x-ratelimit-used", "" + (limiter.limit() - limiter.remaining()))
        .with("x-ratelimit-reset", "" + limiter.resetAt().getEpochSecond())
        .with("x-ratelimit-resource", RESOURCE);
  }

  private ObjectNode limits() {
    ObjectNode core =
        Response.object()
            .put("limit", limiter.limit())
            .put("used", limiter.limit() - limiter.remaining())
            .put("remaining", limiter.remaining())
            .put("reset", limiter.resetAt().getEpochSecond());
    ObjectNode body = Response.object();
    ObjectNode resources = body.putObject("resources");
    for (String resource : List.of(RESOURCE, "search", "graphql", "integration_manifest")) {
      resources.set(resource, core);
    }
    body.set("rate", core);
    return body;
  }

  /** An error without an instance, for those who have none. */
  static Response errorOf(int status, String message) {
    return Response.json(
        status,
        Response.object()
            .put("message", message)
            .put("documentation_url", "https://docs.github.com/rest")
            .put("status", "" + status));
  }

  @Override
  public Response error(int status, String message) {
    return errorOf(status, message);
  }
}
