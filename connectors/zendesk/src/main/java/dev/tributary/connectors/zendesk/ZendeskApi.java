package dev.tributary.connectors.zendesk;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Zendesk's API as all tables use it: lists, and incremental exports, whose requests are limited
 * apart from all others.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/#rate-limits">Rate
 *     limits of incremental exports</a>
 */
final class ZendeskApi implements AutoCloseable {
  private final RestClient lists;
  private final RestClient exports;

  private ZendeskApi(RestClient lists, RestClient exports) {
    this.lists = lists;
    this.exports = exports;
  }

  /**
   * The API of an account.
   *
   * @param tuning of all clients, to which a test may give its clock
   */
  static ZendeskApi of(
      Options connection, ConnectorContext context, UnaryOperator<RestClient.Builder> tuning) {
    RestClient.Builder settings =
        tuning.apply(
            RestClient.of(ZendeskConnection.url(connection))
                .header("Accept", "application/json")
                .header("User-Agent", "tributary")
                .rateLimitPolicy(new ZendeskRateLimit())
                .metrics(context.metrics()));
    // No pace at all, for whoever asks for more.
    long exports = Math.min(Integer.MAX_VALUE, connection.integer("exports_per_minute", 10));
    Authentication authentication = ZendeskConnection.authentication(connection, settings);
    return new ZendeskApi(
        settings.copy().authentication(authentication).build(),
        settings
            .copy()
            .authentication(authentication.limitedBy("exports"))
            .pace((int) exports, Duration.ofMinutes(1))
            .accept(400)
            .accept(422)
            .build());
  }

  /** A page of a list. */
  RestResponse list(String path, Map<String, String> query) {
    return lists.get(path, query);
  }

  /** Begins to read a page of a list, which is the next that is asked for. */
  void prefetchList(String path, Map<String, String> query) {
    lists.prefetch(path, query);
  }

  /** A page of an export; its status may be 400 or 422, where the position is refused. */
  RestResponse export(String path, Map<String, String> query) {
    return exports.get(path, query);
  }

  static boolean isRefused(RestResponse answer) {
    return answer.status() == 400 || answer.status() == 422;
  }

  @Override
  public void close() {
    lists.close();
    exports.close();
  }
}
