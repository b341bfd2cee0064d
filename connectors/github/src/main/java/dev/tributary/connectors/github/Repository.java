package dev.tributary.connectors.github;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.http.RestClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A repository, by the names that the table's options give it. */
record Repository(String owner, String name) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  static final Option OWNER =
      Option.of(
              "owner",
              Option.Type.STRING,
              "The user or organization that owns the repositories, as in github.com/OWNER/repo.")
          .asRequired()
          .asSourceIdentity();

  static final Option REPO =
      Option.of(
              "repo",
              Option.Type.LIST,
              "The name of the repository, or several; each is then read as a partition.")
          .asRequired()
          .asSourceIdentity();

  Repository {
    check("owner", owner, "octocat");
    check("repo", name, "hello-world");
  }

  private static void check(String option, String value, String example) {
    if (!NAME.matcher(value).matches() || value.matches("\\.+")) {
      throw new ConnectorException(
          Category.CONFIGURATION,
          "Option '" + option + "' must be a name like '" + example + "', not '" + value + "'");
    }
  }

  /** The repositories that a table's options name, at least one. */
  static List<Repository> of(Options options) {
    var repositories = new ArrayList<Repository>();
    var names = new HashSet<String>();
    for (String name : options.list("repo")) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new ConnectorException(
            Category.CONFIGURATION,
            "Option 'repo' names '" + name + "' twice (names compare without case)");
      }
      repositories.add(new Repository(options.string("owner"), name));
    }
    if (repositories.isEmpty()) {
      throw new ConnectorException(
          Category.CONFIGURATION, "Option 'repo' must name a repository, not []");
    }
    return List.copyOf(repositories);
  }

  /** The path of a resource of the repository. */
  String path(String resource) {
    return "/repos/" + RestClient.encode(owner) + "/" + RestClient.encode(name) + "/" + resource;
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
