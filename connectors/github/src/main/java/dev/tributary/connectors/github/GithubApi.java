package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.Authentication;
import dev.tributary.connectors.http.Paging;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GitHub's REST API as all tables use it.
 *
 * @see <a href="https://docs.github.com/en/rest/about-the-rest-api/api-versions">API versions</a>
 */
final class GithubApi {
  /**
   * Not the newest: 2026-03-10 drops {@code assignee} and others, GitHub Enterprise Server up to
   * 3.17 does not know it, and this one is supported until March 2028 at least.
   */
  static final String VERSION = "2022-11-28";

  /** The most rows that GitHub puts on a page. */
  static final int MOST_ROWS = 100;

  static final Option TOKEN =
      Option.of(
              "token",
              Option.Type.STRING,
              "A personal access token, fine-grained or classic, or an app's installation token."
                  + " Without one, public data is read with at most 60 requests an hour.")
          .asSecret();

  static final Option BASE_URL =
      Option.of(
              "base_url",
              Option.Type.URL,
              "Where the API is; for GitHub Enterprise Server https://HOST/api/v3.")
          .withDefault("https://api.github.com");

  static final List<Option> CONNECTION_OPTIONS = List.of(TOKEN, BASE_URL);

  private static final Paging PAGING = Paging.linkHeader();

  /** Not there, empty repository, switched off. */
  private static final Set<Integer> ABSENT = Set.of(404, 409, 410);

  private static final Logger LOG = LoggerFactory.getLogger(GithubApi.class);

  private final RestClient client;

  GithubApi(RestClient client) {
    this.client = client;
  }

  /** The settings for a connection, to which a test may add its clock. */
  static RestClient.Builder settings(Options connection, ConnectorContext context) {
    String token = connection.string("token");
    return RestClient.of(connection.url("base_url"))
        .authentication(token == null ? Authentication.none() : Authentication.bearer(token))
        .header("Accept", "application/vnd.github+json")
        .header("X-GitHub-Api-Version", VERSION)
        // GitHub refuses requests without one.
        .header("User-Agent", "tributary")
        .rateLimitPolicy(new GithubRateLimit())
        .metrics(context.metrics())
        .accept(404)
        .accept(409)
        .accept(410);
  }

  /**
   * A page of a repository's list; empty where the repository has no such list: it holds no commit
   * (409) or the feature is switched off (410).
   */
  Optional<RestResponse> list(Repository repository, String resource, Map<String, String> query) {
    RestResponse answer = client.get(repository.path(resource), query);
    // A renamed repository is redirected; a list without its filter and order is another list.
    if (!query.isEmpty() && answer.url().getRawQuery() == null) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Cannot read "
              + resource
              + " of "
              + repository
              + ": GitHub redirects to another repository and drops the query. Set owner and repo"
              + " to the repository's present name.");
    }
    return checked(repository, resource, answer);
  }

  /** The page behind a link that {@link #next} gave. */
  Optional<RestResponse> follow(Repository repository, String resource, String link) {
    return checked(repository, resource, client.follow(URI.create(link)));
  }

  /** The link to the next page, without its host. */
  Optional<String> next(RestResponse answer) {
    return PAGING.next(answer).map(link -> client.store(answer, link));
  }

  /** Begins to read the page behind a link, which is the next that is asked for. */
  void prefetch(String link) {
    client.prefetch(URI.create(link));
  }

  /** Begins to read a page of a repository's list, which is the next that is asked for. */
  void prefetch(Repository repository, String resource, Map<String, String> query) {
    client.prefetch(repository.path(resource), query);
  }

  void close() {
    client.close();
  }

  /** What is at a path; empty where there is nothing (404) or nothing yet (409). */
  Optional<RestResponse> find(String path, Map<String, String> query) {
    return present(client.get(path, query));
  }

  /** The page behind a link that {@link #next} gave; empty where there is nothing any more. */
  Optional<RestResponse> find(String link) {
    return present(client.follow(URI.create(link)));
  }

  private static Optional<RestResponse> present(RestResponse answer) {
    boolean absent = ABSENT.contains(answer.status());
    return absent ? Optional.empty() : Optional.of(answer);
  }

  /** When a repository was created. */
  Instant created(Repository repository) {
    RestResponse answer =
        find(repository.path(""), Map.of())
            .orElseThrow(() -> missing("the creation of " + repository));
    try {
      return Instant.parse(answer.json().path("created_at").asText());
    } catch (DateTimeException e) {
      throw answer.unexpected("there is no time at /created_at");
    }
  }

  /**
   * The failure for what is not there.
   *
   * @param what the rows, and of what
   */
  ConnectorException missing(String what) {
    return new ConnectorException(
        Category.NOT_FOUND,
        "Cannot read "
            + what
            + ": GitHub answers 404. Either there is no such thing, or the token may not see it:"
            + " check the table's options, and that the token has access.");
  }

  private static Optional<RestResponse> checked(
      Repository repository, String resource, RestResponse answer) {
    return switch (answer.status()) {
      case 404 ->
          throw new ConnectorException(
              Category.NOT_FOUND,
              "Cannot read "
                  + resource
                  + " of "
                  + repository
                  + ": GitHub answers 404. Either there is no such repository, or the token may not"
                  + " see it: check owner and repo, and that the token has access to the"
                  + " repository.");
      case 409, 410 -> {
        LOG.warn(
            "GitHub answers {} for {} of {}: the repository is empty or the feature is switched"
                + " off; there are no rows to read",
            answer.status(),
            resource,
            repository);
        yield Optional.empty();
      }
      default -> Optional.of(answer);
    };
  }
}
