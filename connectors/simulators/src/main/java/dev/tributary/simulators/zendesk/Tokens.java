package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Access tokens by client credentials.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/oauth/grant_type_tokens/">OAuth
 *     tokens for grant types</a>
 */
final class Tokens {
  static final String CLIENT = "demo";
  static final String SECRET = "demo-secret";

  /** Always accepted, as a token that somebody has made before. */
  private static final String MADE_BEFORE = "Bearer demo";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InstantSource clock;
  private final Duration life;
  private final Map<String, Instant> expiry = new HashMap<>();

  Tokens(InstantSource clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** {@code POST /oauth/tokens}; the parameters must be formatted as JSON. */
  Response grant(Request request) {
    JsonNode body;
    try {
      body = JSON.readTree(request.body());
    } catch (JsonProcessingException e) {
      return refused(400, "invalid_request");
    }
    if (!body.path("grant_type").asText().equals("client_credentials")) {
      return refused(400, "unsupported_grant_type");
    }
    if (!body.path("client_id").asText().equals(CLIENT)
        || !body.path("client_secret").asText().equals(SECRET)) {
      return refused(401, "invalid_client");
    }
    String token = "token-" + (expiry.size() + 1);
    expiry.put("Bearer " + token, clock.instant().plus(life));
    return Response.json(
        Response.object()
            .put("access_token", token)
            .put("token_type", "bearer")
            .put("scope", body.path("scope").asText())
            .put("expires_in", life.toSeconds()));
  }

  boolean accepts(Request request) {
    String given = request.header("Authorization");
    return given != null
        && (given.equals(MADE_BEFORE)
            || given.startsWith("Basic ")
            || (expiry.containsKey(given) && clock.instant().isBefore(expiry.get(given))));
  }

  private static Response refused(int status, String error) {
    return Response.json(
        status,
        Response.object()
            .put("error", error)
            .put("error_description", "Client authentication failed"));
  }
}
