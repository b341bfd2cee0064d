package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What can be read, as paths: {@code [owner]} and {@code [owner, repository]}. What is listed is
 * what the token's user owns or works on; any other owner or repository that it may see is known.
 */
final class Namespaces {
  private static final String REPOSITORIES = "repositories";

  private final GithubApi api;
  private final Owners owners;
  private final Function<String, List<String>> repositories;
  private final Map<String, List<String>> listed = new HashMap<>();

  /**
   * Namespaces of one run.
   *
   * @param repositories the names of all repositories of an owner
   */
  Namespaces(GithubApi api, Function<String, List<String>> repositories) {
    this.api = api;
    this.owners = new Owners(api);
    this.repositories = repositories;
  }

  List<List<String>> below(List<String> prefix) {
    if (prefix.isEmpty()) {
      return owners.own().stream().map(List::of).toList();
    }
    if (prefix.size() == 1) {
      String owner = prefix.get(0);
      kind(owner);
      return names(owner).stream().map(name -> List.of(owner, name)).toList();
    }
    check(prefix);
    return List.of();
  }

  List<String> tables(List<String> namespace) {
    if (namespace.size() > 1) {
      check(namespace);
      return names(GithubTable.OfRepositories.class);
    }
    boolean isUser = namespace.size() == 1 && kind(namespace.get(0)) == Owners.Kind.USER;
    return isUser ? List.of(REPOSITORIES) : names(GithubTable.OfAccounts.class);
  }

  private List<String> names(String owner) {
    List<String> names = repositories.apply(owner);
    listed.put(owner, names);
    return names;
  }

  private static List<String> names(Class<? extends GithubTable> kind) {
    return GithubTables.ALL.stream()
        .filter(kind::isInstance)
        .map(table -> table.description().name())
        .toList();
  }

  Map<String, Object> options(List<String> namespace) {
    if (namespace.isEmpty()) {
      return Map.of();
    }
    String owner = namespace.get(0);
    if (namespace.size() == 1) {
      boolean isUser = kind(owner) == Owners.Kind.USER;
      return Map.of(isUser ? Repository.OWNER.name() : TableOptions.ORG.name(), owner);
    }
    check(namespace);
    return Map.of(Repository.OWNER.name(), owner, Repository.REPO.name(), namespace.get(1));
  }

  private Owners.Kind kind(String owner) {
    Repository.check("owner", owner, "octocat");
    return owners.kind(owner).orElseThrow(() -> unknown(owner, owner, owners.ownIfAny()));
  }

  private void check(List<String> path) {
    String whole = String.join("/", path);
    if (path.size() > 2) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Unknown namespace '"
              + whole
              + "': a namespace of GitHub is an owner, or an owner and a repository");
    }
    var repository = new Repository(path.get(0), path.get(1));
    if (!isThere(repository)) {
      kind(repository.owner());
      throw unknown(whole, repository.name(), names(repository.owner()));
    }
  }

  private boolean isThere(Repository repository) {
    // What was listed is not asked for one by one.
    return listed.getOrDefault(repository.owner(), List.of()).contains(repository.name())
        || api.find(repository.path(""), Map.of()).isPresent();
  }

  private static ConnectorException unknown(
      String path, String segment, Collection<String> candidates) {
    return new ConnectorException(
        Category.CONFIGURATION,
        "Unknown namespace '"
            + path
            + "': GitHub has no such thing, or the token may not see it"
            + Names.closest(segment, candidates)
                .map(candidate -> ". Did you mean '" + candidate + "'?")
                .orElse(": check its name, and that the token has access"));
  }
}
