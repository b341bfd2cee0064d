package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Names;
import java.util.List;
import java.util.Map;

/** The tables there are. */
final class GithubTables {
  static final List<GithubTable> ALL =
      List.of(
          UpdatedTable.issues(),
          new PullRequestsTable(),
          UpdatedTable.comments(),
          new ReviewsTable(),
          new CommitsTable(),
          AccountTable.repositories(),
          RepositoryListTable.branches(),
          RepositoryListTable.assignees(),
          RepositoryListTable.collaborators(),
          AccountTable.organizations(),
          AccountTable.teams(),
          AccountTable.users());

  /** Other names under which a table is found. */
  private static final Map<String, String> ALIASES = Map.of("pulls", "pull_requests");

  private GithubTables() {}

  static List<String> names() {
    return ALL.stream().map(table -> table.description().name()).toList();
  }

  static GithubTable named(String name) {
    String known = ALIASES.getOrDefault(name, name);
    return ALL.stream()
        .filter(table -> table.description().name().equals(known))
        .findFirst()
        .orElseThrow(
            () ->
                new ConnectorException(
                    Category.CONFIGURATION,
                    "Unknown table '"
                        + name
                        + "' of connector github. "
                        + Names.suggestion(name, names())));
  }
}
