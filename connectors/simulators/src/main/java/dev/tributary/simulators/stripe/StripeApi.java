package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Api;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.time.InstantSource;
import java.util.Set;

/** Answers as Stripe does, with its limit. */
final class StripeApi implements Api {
  /** A secret key of a sandbox, and a restricted one. */
  static final String KEY = "sk_test_demo4242";

  private static final Set<String> ACCEPTED =
      Set.of("Bearer " + KEY, "Bearer rk_test_demo4242", "Bearer sk_live_demo4242");

  private final Routes routes = new Routes();
  private final RateLimiter limiter;

  StripeApi(StripeData data, RateLimiter limiter, InstantSource clock) {
    this.limiter = limiter;
    new ListRoutes(data).addTo(routes);
    new WriteRoutes(data, clock).addTo(routes);
  }

  @Override
  public Response answer(Request request) {
    String key = request.header("Authorization");
    if (key == null || !ACCEPTED.contains(key)) {
      // https://docs.stripe.com/api/authentication: the key is told in part.
      return error(401, "Invalid API Key provided: " + shortened(key));
    }
    if (!limiter.admit()) {
      // https://docs.stripe.com/rate-limits: without Retry-After.
      return refused(429, "invalid_request_error", "rate_limit", "Too many requests", null)
          .with("Stripe-Rate-Limited-Reason", "global-rate");
    }
    return routes
        .answer(request)
        .orElseGet(() -> error(404, "Unrecognized request URL (" + request + ")"))
        .with("Request-Id", "req_demo")
        .with("Stripe-Version", String.valueOf(request.header("Stripe-Version")));
  }

  private static String shortened(String key) {
    String text = key == null ? "" : key.replaceFirst("^Bearer ", "");
    return text.length() < 12
        ? text
        : text.substring(0, 8) + "****" + text.substring(text.length() - 4);
  }

  /** An object that is not there, asked for by its id. */
  static Response missing(int status, String message, String parameter) {
    return refused(status, "invalid_request_error", "resource_missing", message, parameter);
  }

  static Response invalid(String message, String parameter) {
    return refused(400, "invalid_request_error", "parameter_invalid_integer", message, parameter);
  }

  /** https://docs.stripe.com/api/errors */
  private static Response refused(
      int status, String type, String code, String message, String parameter) {
    ObjectNode body = Response.object();
    ObjectNode error = body.putObject("error").put("message", message).put("type", type);
    if (code != null) {
      error.put("code", code);
    }
    if (parameter != null) {
      error.put("param", parameter);
    }
    return Response.json(status, body);
  }

  @Override
  public Response error(int status, String message) {
    return refused(
        status, status < 500 ? "invalid_request_error" : "api_error", null, message, null);
  }
}
