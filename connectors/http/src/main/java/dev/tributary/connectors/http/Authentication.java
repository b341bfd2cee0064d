package dev.tributary.connectors.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** How requests prove who sends them. Implementations are safe for any thread. */
public interface Authentication {

  /** The headers of the next request; sent to the host of the base URL and to no other. */
  Map<String, String> headers();

  /** Every secret in use, so that messages can be cleaned of them. */
  List<String> secrets();

  /**
   * Whose requests count together against a host's limits. Equal for equal credentials in any
   * process, and so is its hash.
   */
  default Object account() {
    return secrets();
  }

  /**
   * Called once in a request, when the source answers 401.
   *
   * @param refused the headers that were sent
   * @return whether there are other credentials by now, with which the request is sent again
   */
  default boolean renew(Map<String, String> refused) {
    return false;
  }

  /**
   * The same credentials for requests that have a limit of their own.
   *
   * @param limit names it among those of the account
   */
  default Authentication limitedBy(String limit) {
    return new Limited(this, limit);
  }

  /** See {@link #limitedBy}. */
  record Limited(Authentication credentials, String limit) implements Authentication {
    @Override
    public Map<String, String> headers() {
      return credentials.headers();
    }

    @Override
    public List<String> secrets() {
      return credentials.secrets();
    }

    @Override
    public Object account() {
      return List.of(limit, credentials.account());
    }

    @Override
    public boolean renew(Map<String, String> refused) {
      return credentials.renew(refused);
    }
  }

  /** Requests without credentials. */
  static Authentication none() {
    return new Headers(Map.of(), List.of());
  }

  /** A token that does not change, as {@code Authorization: Bearer}. */
  static Authentication bearer(String token) {
    return new Headers(Map.of("Authorization", "Bearer " + token), List.of(token));
  }

  /** A name and a password that do not change, as {@code Authorization: Basic}: RFC 7617. */
  static Authentication basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(pair);
    return new Headers(Map.of("Authorization", "Basic " + encoded), List.of(password, encoded));
  }

  /** Credentials that do not change. */
  final class Headers implements Authentication {
    private final Map<String, String> headers;
    private final List<String> secrets;

    private Headers(Map<String, String> headers, List<String> secrets) {
      this.headers = Map.copyOf(headers);
      this.secrets = List.copyOf(secrets);
    }

    @Override
    public Map<String, String> headers() {
      return headers;
    }

    @Override
    public List<String> secrets() {
      return secrets;
    }
  }
}
