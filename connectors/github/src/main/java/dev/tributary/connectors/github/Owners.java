package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who owns repositories: users and organizations. Each is asked for once.
 *
 * @see <a href="https://docs.github.com/en/rest/users/users">Users</a>
 * @see <a href="https://docs.github.com/en/rest/orgs/orgs">Organizations</a>
 */
final class Owners {

  /** What an owner is: only organizations have teams and members. */
  enum Kind {
    USER,
    ORGANIZATION
  }

  private static final Map<String, String> QUERY =
      Map.of("per_page", Integer.toString(GithubApi.MOST_ROWS));

  private final GithubApi api;

  /** Names compare without case. */
  private final Map<String, Kind> kinds = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private List<String> own;

  Owners(GithubApi api) {
    this.api = api;
  }

  /**
   * The token's user, its organizations, and whose repositories it works on, by name.
   *
   * @throws ConnectorException if the token is of no user
   */
  List<String> own() {
    if (own == null) {
      var found = new TreeMap<String, Kind>(String.CASE_INSENSITIVE_ORDER);
      collect("/user", "", found);
      collect("/user/orgs", "", found);
      collect("/user/repos", "/owner", found);
      kinds.putAll(found);
      own = List.copyOf(found.keySet());
    }
    return own;
  }

  /** What {@link #own} says; none if the token is of no user. */
  Collection<String> ownIfAny() {
    try {
      return own();
    } catch (ConnectorException e) {
      if (e.category() != Category.AUTHENTICATION && e.category() != Category.PERMISSION) {
        throw e;
      }
      return List.of();
    }
  }

  /** What somebody is; empty if there is nobody of that name. */
  Optional<Kind> kind(String login) {
    if (!kinds.containsKey(login)) {
      String name = RestClient.encode(login);
      if (api.find("/orgs/" + name, Map.of()).isPresent()) {
        kinds.put(login, Kind.ORGANIZATION);
      } else if (api.find("/users/" + name, Map.of()).isPresent()) {
        kinds.put(login, Kind.USER);
      }
    }
    return Optional.ofNullable(kinds.get(login));
  }

  /**
   * Adds the accounts in the rows of a list, or in the one that is there instead of a list.
   *
   * @param pointer where the account is in a row
   */
  private void collect(String path, String pointer, Map<String, Kind> found) {
    Optional<RestResponse> answer = api.find(path, QUERY);
    while (answer.isPresent()) {
      RestResponse page = answer.get();
      JsonNode body = page.json();
      List<ObjectNode> rows =
          body instanceof ObjectNode one ? List.of(one) : UpdatedRow.objects(page, body, "");
      for (ObjectNode row : rows) {
        JsonNode account = row.at(pointer);
        String login = account.path("login").asText();
        if (login.isEmpty()) {
          throw page.unexpected("there is no text at " + pointer + "/login of a row");
        }
        // Lists of organizations name no type.
        boolean isUser = account.path("type").asText().equals("User");
        found.putIfAbsent(login, isUser ? Kind.USER : Kind.ORGANIZATION);
      }
      answer = api.next(page).flatMap(api::find);
    }
  }
}
