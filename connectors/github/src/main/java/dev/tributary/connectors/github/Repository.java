package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.RestClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A repository, by the names that the table's options give it. */
record Repository(String owner, String name) {
  /** In place of a name: all repositories of the owner. */
  static final String ALL = "*";

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
              "The name of the repository, or several, or * for all of the owner's; each of several is"
                  + " read as a partition.")
          .asRequired()
          .asSourceIdentity();

  Repository {
    check("owner", owner, "octocat");
    check("repo", name, "hello-world");
  }

  static void check(String option, String value, String example) {
    if (!NAME.matcher(value).matches() || value.matches("\\.+")) {
      throw TableOptions.invalid(
          "Option '" + option + "' must be a name like '" + example + "', not '" + value + "'");
    }
  }

  /** Whether a table's options ask for all repositories of the owner. */
  static boolean all(Options options) {
    return options.list("repo").equals(List.of(ALL));
  }

  /** The repositories that a table's options name, at least one; empty if they ask for all. */
  static List<Repository> named(Options options) {
    if (all(options)) {
      check("owner", options.string("owner"), "octocat");
      return List.of();
    }
    var repositories = new ArrayList<Repository>();
    var names = new HashSet<String>();
    for (String name : options.list("repo")) {
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw TableOptions.invalid(
            "Option 'repo' names '" + name + "' twice (names compare without case)");
      }
      repositories.add(new Repository(options.string("owner"), name));
    }
    if (repositories.isEmpty()) {
      throw TableOptions.invalid("Option 'repo' must name a repository, not []");
    }
    return List.copyOf(repositories);
  }

  /** The path of a resource of the repository; of the repository itself if that is empty. */
  String path(String resource) {
    String path = "/repos/" + RestClient.encode(owner) + "/" + RestClient.encode(name);
    return resource.isEmpty() ? path : path + "/" + resource;
  }

  /** A row of the repository as a record that says where it is from. */
  SourceRecord stamped(ObjectNode row) {
    row.put("repository_owner", owner);
    row.put("repository_name", name);
    return SourceRecord.upsert(row);
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
