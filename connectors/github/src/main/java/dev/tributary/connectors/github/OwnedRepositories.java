package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds all repositories of an owner that the token may see. Only those that were there when the
 * run began count, so that every reader of a run finds the same.
 *
 * @see <a href="https://docs.github.com/en/rest/repos/repos">Repositories</a>
 */
final class OwnedRepositories {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedRepositories.class);

  private final GithubApi api;
  private final Instant runStart;

  OwnedRepositories(GithubApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
  }

  /** The names, the oldest repository first. */
  List<String> names(String owner) {
    var names = new TreeMap<Long, String>();
    String login = RestClient.encode(owner);
    Optional<RestResponse> ofOrganization = api.find("/orgs/" + login + "/repos", query());
    if (ofOrganization.isPresent()) {
      collect(ofOrganization, owner, names);
      return List.copyOf(names.values());
    }
    Optional<RestResponse> ofUser = api.find("/users/" + login + "/repos", query());
    if (ofUser.isEmpty()) {
      throw api.missing("repositories of " + owner);
    }
    collect(ofUser, owner, names);
    try {
      // The list of a user is of public ones only.
      collect(api.find("/user/repos", query()), owner, names);
    } catch (ConnectorException e) {
      if (e.category() != Category.AUTHENTICATION && e.category() != Category.PERMISSION) {
        throw e;
      }
      LOG.info("No token of a user: only public repositories of {} are read", owner);
    }
    return List.copyOf(names.values());
  }

  private void collect(Optional<RestResponse> first, String owner, Map<Long, String> names) {
    Optional<RestResponse> answer = first;
    while (answer.isPresent()) {
      RestResponse page = answer.get();
      for (ObjectNode row : UpdatedRow.objects(page, page.json(), "")) {
        String created = row.path("created_at").asText("");
        boolean inTime =
            created.isEmpty() || !Instant.parse(created).isAfter(ChangeWalk.bound(runStart, page));
        if (inTime && row.path("owner").path("login").asText().equalsIgnoreCase(owner)) {
          names.put(row.path("id").longValue(), row.path("name").asText());
        }
      }
      answer = api.next(page).flatMap(api::find);
    }
  }

  private static Map<String, String> query() {
    var query = new TreeMap<String, String>();
    query.put("direction", "asc");
    query.put("per_page", Integer.toString(GithubApi.MOST_ROWS));
    query.put("sort", "created");
    return query;
  }
}
