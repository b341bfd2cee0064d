package dev.tributary.connectors.github;

import dev.tributary.connectors.Names;
import dev.tributary.connectors.TableDescription;
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

  static List<TableDescription> descriptions() {
    return ALL.stream().map(GithubTable::description).toList();
  }

  static List<String> names() {
    return descriptions().stream().map(TableDescription::name).toList();
  }

  static GithubTable named(String name) {
    String known = ALIASES.getOrDefault(name, name);
    return ALL.stream()
        .filter(table -> table.description().name().equals(known))
        .findFirst()
        .orElseThrow(() -> Names.unknownTable("github", name, names()));
  }
}
