package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.ClientCredentials;
import dev.tributary.connectors.http.RestClient;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The options of a connection: where the account is, and who reads it. */
final class ZendeskConnection {
  static final List<Option> OPTIONS =
      List.of(
          Option.of(
              "subdomain",
              Option.Type.STRING,
              "The account's name, as in https://SUBDOMAIN.zendesk.com."),
          Option.of(
              "client_id",
              Option.Type.STRING,
              "The identifier of a confidential OAuth client, with client_secret."),
          Option.of("client_secret", Option.Type.STRING, "The client's secret.").asSecret(),
          Option.of(
                  "access_token",
                  Option.Type.STRING,
                  "An OAuth access token with scope read, in place of a client. It is not renewed.")
              .asSecret(),
          Option.of(
              "email",
              Option.Type.STRING,
              "The user of api_token, in place of a client. Zendesk ends API tokens on 30 April"
                  + " 2027."),
          Option.of("api_token", Option.Type.STRING, "An API token, with email.").asSecret(),
          Option.of(
                  "exports_per_minute",
                  Option.Type.INTEGER,
                  "How many requests for incremental exports are sent in a minute: 30 with the High"
                      + " Volume API add-on.")
              .withDefault("10")
              .asPositive(),
          Option.of(
              "base_url",
              Option.Type.URL,
              "Where the account is, in place of https://SUBDOMAIN.zendesk.com."));

  private static final Logger LOG = LoggerFactory.getLogger(ZendeskConnection.class);

  private ZendeskConnection() {}

  static URI url(Options connection) {
    if (connection.has("base_url")) {
      return connection.url("base_url");
    }
    String subdomain = connection.string("subdomain");
    if (subdomain == null) {
      throw invalid("Option 'subdomain' is required, or 'base_url' in its place");
    }
    if (!subdomain.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
      throw invalid(
          "Option 'subdomain' must be the account's name alone, as in"
              + " https://SUBDOMAIN.zendesk.com, not '"
              + subdomain
              + "'");
    }
    return URI.create("https://" + subdomain + ".zendesk.com");
  }

  /**
   * Who reads.
   *
   * @param settings of the client that asks for tokens
   */
  static Authentication authentication(Options connection, RestClient.Builder settings) {
    boolean byClient = both(connection, "client_id", "client_secret");
    if (connection.has("client_id") && !byClient) {
      throw invalid("Option 'client_id' needs 'client_secret'");
    }
    boolean byToken = connection.has("access_token");
    boolean byApiToken = both(connection, "email", "api_token");
    if ((byClient ? 1 : 0) + (byToken ? 1 : 0) + (byApiToken ? 1 : 0) != 1) {
      throw invalid(
          "Options 'client_id' and 'client_secret', or 'access_token', or 'email' and 'api_token'"
              + " are required: give one of the three");
    }
    if (byClient) {
      return new ClientCredentials(
          settings,
          ClientCredentials.Format.JSON,
          "/oauth/tokens",
          connection.string("client_id"),
          connection.string("client_secret"),
          "read");
    }
    if (byToken) {
      return Authentication.bearer(connection.string("access_token"));
    }
    LOG.warn(
        "Zendesk ends all API tokens on 30 April 2027, and those that are not used for 30 days"
            + " before: make an OAuth client and give client_id and client_secret");
    return Authentication.basic(
        connection.string("email") + "/token", connection.string("api_token"));
  }

  /** A secret is of use only with the name that it belongs to. */
  private static boolean both(Options connection, String name, String secret) {
    if (connection.has(secret) && !connection.has(name)) {
      throw invalid("Option '" + secret + "' needs '" + name + "'");
    }
    return connection.has(secret);
  }

  private static ConnectorException invalid(String message) {
    return new ConnectorException(Category.CONFIGURATION, message);
  }
}
