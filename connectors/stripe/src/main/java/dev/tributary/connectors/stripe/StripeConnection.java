package dev.tributary.connectors.stripe;

import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.List;

/** The options of a connection. */
final class StripeConnection {
  static final List<Option> OPTIONS =
      List.of(
          Option.of(
                  "api_key",
                  Option.Type.STRING,
                  "A restricted key (rk_…) with read permissions, or a secret key (sk_…).")
              .asSecret()
              .asRequired(),
          Option.of(
              "stripe_account",
              Option.Type.STRING,
              "The connected account that is read, acct_…, with the key of its platform."),
          Option.of(
                  "requests_per_second",
                  Option.Type.INTEGER,
                  "How many requests are sent in a second, of all tables together.")
              .withDefault("25")
              .asPositive(),
          Option.of("base_url", Option.Type.URL, "Where the API is.")
              .withDefault("https://api.stripe.com"));

  private StripeConnection() {}

  /**
   * What can be told of the account without asking: the mode that a key is for, and the connected
   * account.
   *
   * @see <a href="https://docs.stripe.com/keys">API keys</a>
   */
  static String account(Options connection) {
    String mode = connection.string("api_key").matches("[a-z]+_test_.*") ? "test" : "live";
    String account = connection.string("stripe_account");
    String host = ConnectorProvider.host(connection.url("base_url")) + "/" + mode;
    return account == null ? host : host + "/" + account;
  }
}
