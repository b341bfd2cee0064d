package dev.tributary.connectors.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * OAuth 2.0 client credentials (RFC 6749, section 4.4): a token that is asked for when it is first
 * needed, renewed shortly before it expires, and once when the source refuses it. All readers of
 * the process share it, and only one of them asks at a time.
 */
public final class ClientCredentials implements Authentication {
  /** Longer than a request takes, shorter than any token lives. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(60);

  /** Of a token whose life the source does not tell (RFC 6749, section 5.1). */
  private static final Duration USUAL_LIFE = Duration.ofHours(1);

  private static final Map<Key, Holder> TOKENS = new ConcurrentHashMap<>();

  private record Key(Origin origin, String path, String clientId, String scope, int secret) {}

  private record Token(String text, Instant renewAt) {}

  /** The token that all who share it have; null before the first. */
  private static final class Holder {
    private Token token;
  }

  private final RestClient.Builder settings;
  private final String path;
  private final String clientId;
  private final String clientSecret;
  private final String scope;
  private final Holder holder;
  private final Format format;

  /** How a source wants to be asked. */
  public enum Format {
    /** A form, as RFC 6749 has it. */
    FORM,
    JSON
  }

  /** As {@link #ClientCredentials(RestClient.Builder, Format, String, String, String, String)}. */
  public ClientCredentials(
      RestClient.Builder settings,
      String path,
      String clientId,
      String clientSecret,
      String scope) {
    this(settings, Format.FORM, path, clientId, clientSecret, scope);
  }

  /**
   * @param settings of the client that asks for tokens: its base URL is the source's
   * @param path where tokens are given, below that URL
   * @param scope null for the source's own choice
   */
  public ClientCredentials(
      RestClient.Builder settings,
      Format format,
      String path,
      String clientId,
      String clientSecret,
      String scope) {
    // Wrong credentials are 400 or 401 here: RFC 6749, section 5.2.
    this.settings = settings.copy().secrets(List.of(clientSecret)).accept(400);
    this.format = format;
    this.path = path;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.scope = scope;
    Origin origin = Origin.of(settings.baseUrl);
    // The secret as a hash: another one must not go on with the token of this one.
    var key = new Key(origin, path, clientId, scope, clientSecret.hashCode());
    this.holder = TOKENS.computeIfAbsent(key, other -> new Holder());
  }

  @Override
  public Map<String, String> headers() {
    synchronized (holder) {
      Instant now = settings.clock.instant();
      if (holder.token == null || !now.isBefore(holder.token.renewAt())) {
        holder.token = ask();
      }
      return authorization(holder.token);
    }
  }

  @Override
  public boolean renew(Map<String, String> refused) {
    synchronized (holder) {
      // Somebody else may have renewed it meanwhile.
      if (holder.token != null && authorization(holder.token).equals(refused)) {
        holder.token = ask();
      }
      return true;
    }
  }

  private static Map<String, String> authorization(Token token) {
    return Map.of("Authorization", "Bearer " + token.text());
  }

  @Override
  public List<String> secrets() {
    synchronized (holder) {
      return holder.token == null
          ? List.of(clientSecret)
          : List.of(clientSecret, holder.token.text());
    }
  }

  @Override
  public Object account() {
    return clientId;
  }

  private Token ask() {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", clientId);
    form.put("client_secret", clientSecret);
    if (scope != null) {
      form.put("scope", scope);
    }
    RestResponse answer;
    try (RestClient client = settings.build()) {
      answer = format == Format.JSON ? client.postJson(path, form) : client.postForm(path, form);
    }
    if (answer.status() == 400) {
      throw answer.refused(Category.AUTHENTICATION, "Check the connection's credentials.");
    }
    JsonNode token = answer.json();
    String text = token.path("access_token").asText("");
    if (text.isEmpty()) {
      throw new ConnectorException(
          Category.INVALID_RESPONSE,
          "POST " + path + " was answered without an access_token. Check base_url.");
    }
    long seconds = token.path("expires_in").asLong(USUAL_LIFE.toSeconds());
    // Of a short life half is used.
    Duration life = Duration.ofSeconds(Math.max(seconds - BEFORE_EXPIRY.toSeconds(), seconds / 2));
    return new Token(text, settings.clock.instant().plus(life));
  }
}
