package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Names;
import java.util.List;

/** The tables there are. */
final class GithubTables {
  private static final List<GithubTable> ALL = List.of(new IssuesTable());

  private GithubTables() {}

  static List<String> names() {
    return ALL.stream().map(GithubTable::name).toList();
  }

  static GithubTable named(String name) {
    return ALL.stream()
        .filter(table -> table.name().equals(name))
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
