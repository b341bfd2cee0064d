package dev.tributary.simulators.zendesk;

import dev.tributary.simulators.Api;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.time.InstantSource;

/** Answers as Zendesk does, with its limits. */
final class ZendeskApi implements Api {
  private final Routes routes = new Routes();
  private final Tokens tokens;
  private final RateLimiter account;
  private final RateLimiter exports;

  ZendeskApi(
      ZendeskData data,
      Tokens tokens,
      RateLimiter account,
      RateLimiter exports,
      InstantSource clock) {
    this.tokens = tokens;
    this.account = account;
    this.exports = exports;
    new ExportRoutes(data, clock).addTo(routes);
    new ListRoutes(data).addTo(routes);
  }

  /**
   * The account's limit stands on every answer; incremental exports have one of their own.
   *
   * @see <a href="https://developer.zendesk.com/api-reference/introduction/rate-limits/">Rate
   *     limits</a>
   */
  @Override
  public Response answer(Request request) {
    if (request.path().equals("/oauth/tokens") && request.method().equals("POST")) {
      return tokens.grant(request);
    }
    if (!tokens.accepts(request)) {
      return error(401, "Couldn't authenticate you");
    }
    boolean isExport = request.path().startsWith("/api/v2/incremental/");
    if (!account.admit()) {
      return limited(account);
    }
    if (isExport && !exports.admit()) {
      return limited(exports);
    }
    Response answer =
        withLimit(routes.answer(request).orElseGet(() -> error(404, "InvalidEndpoint")));
    // Of the exports only this one tells what is left of its own limit.
    return request.path().startsWith("/api/v2/incremental/users/cursor")
        ? answer.with("Zendesk-RateLimit-incremental-exports-cursor", state(exports))
        : answer;
  }

  private static String state(RateLimiter limiter) {
    return "total=%d; remaining=%d; resets=%d"
        .formatted(limiter.limit(), limiter.remaining(), limiter.retryAfterSeconds());
  }

  private Response limited(RateLimiter limiter) {
    return withLimit(error(429, "APIRateLimitExceeded"))
        .with("Retry-After", "" + limiter.retryAfterSeconds());
  }

  private Response withLimit(Response answer) {
    return answer
        .with("x-rate-limit", "" + account.limit())
        .with("ratelimit-limit", "" + account.limit())
        .with("x-rate-limit-remaining", "" + account.remaining())
        .with("ratelimit-remaining", "" + account.remaining())
        .with("ratelimit-reset", "" + account.retryAfterSeconds());
  }

  static Response errorOf(int status, String message) {
    return Response.json(
        status, Response.object().put("error", message).put("description", message));
  }

  @Override
  public Response error(int status, String message) {
    return errorOf(status, message);
  }
}
