package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Rows;
import java.util.Optional;

/** The organization's repositories. */
final class Repositories {
  /** The one that holds everything. */
  static final String MAIN = "hello-world";

  static final long MAIN_ID = 1;

  private final Listed listed;

  Repositories(Accounts accounts) {
    listed =
        new Listed(
            (id, madeAt, time, random) ->
                accounts
                    .repository(id, name(id), madeAt, time, random)
                    .put("private", id % 7 == 0)
                    .put("visibility", id % 7 == 0 ? "private" : "public"),
            row ->
                Accounts.listedRepository(row)
                    .put("repository_owner", Accounts.ORG)
                    .set("repository_name", row.get("name")));
  }

  Listed table() {
    return listed;
  }

  Rows rows() {
    return listed.all();
  }

  private static String name(long id) {
    return id == MAIN_ID ? MAIN : "repo-" + id;
  }

  Optional<ObjectNode> named(String owner, String name) {
    return owner.equalsIgnoreCase(Accounts.ORG)
        ? rows()
            .query()
            .where(row -> row.path("name").asText().equalsIgnoreCase(name))
            .list()
            .stream()
            .findFirst()
        : Optional.empty();
  }
}
