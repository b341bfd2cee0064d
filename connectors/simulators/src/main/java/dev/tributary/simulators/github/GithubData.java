package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.DemoHistory;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import dev.tributary.simulators.SimulatorParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that the simulator knows. */
final class GithubData {
  private static final Template BRANCH = Template.load("branch");

  /** Pull requests are listed with the issues, and reviews change the times of pull requests. */
  private static final List<String> TOGETHER = List.of("issues", "pull_requests", "reviews");

  final Accounts accounts = new Accounts();
  final Repositories repositories = new Repositories(accounts);
  final Discussions discussions = new Discussions(accounts);
  final Commits commits;
  final Listed branches;
  final Listed assignees;
  final Listed collaborators;
  final Listed users;
  final Listed teams;
  final Listed organizations;

  /** By the names of the connector's tables. */
  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  GithubData(SimulatorParameters parameters) {
    commits = new Commits(accounts, parameters.seed());
    branches =
        Listed.ofRepository(
            (id, madeAt, time, random) -> {
              String name = id == 1 ? "main" : "topic/größe-" + id;
              return BRANCH.fill(
                  "name",
                  name,
                  "sha",
                  Commits.sha("branch", random.nextLong()),
                  "protected",
                  id == 1 || random.nextInt(4) == 0,
                  "repository_url",
                  Accounts.API + "/repos/octo-org/hello-world",
                  "url",
                  Accounts.API + "/repos/octo-org/hello-world/branches/" + name);
            });
    Listed.Maker user = (id, madeAt, time, random) -> varied(id, random.nextInt(1000));
    assignees = Listed.ofRepository(user);
    collaborators =
        Listed.ofRepository(
            (id, madeAt, time, random) -> {
              ObjectNode row = varied(id, random.nextInt(1000));
              boolean mayPush = random.nextBoolean();
              row.putObject("permissions")
                  .put("pull", true)
                  .put("triage", mayPush)
                  .put("push", mayPush)
                  .put("maintain", false)
                  .put("admin", false);
              return row.put("role_name", mayPush ? "write" : "read");
            });
    users = new Listed(user, row -> row);
    teams =
        new Listed(
            (id, madeAt, time, random) ->
                accounts.team(id, Samples.orNull(Samples.sentence(random), random)),
            row -> row);
    organizations =
        new Listed(
            (id, madeAt, time, random) ->
                accounts.organization(
                    Accounts.ORG_ID - 1 + id,
                    id == 1 ? Accounts.ORG : Accounts.ORG + "-" + id,
                    Samples.orNull(Samples.sentence(random), random),
                    time),
            Accounts::listed);
    kinds.put("issues", discussions.issues);
    kinds.put("pull_requests", discussions.pulls);
    kinds.put("comments", discussions.comments);
    kinds.put("reviews", discussions.reviews);
    kinds.put("commits", commits);
    kinds.put("repositories", repositories.table());
    kinds.put("branches", branches);
    kinds.put("assignees", assignees);
    kinds.put("collaborators", collaborators);
    kinds.put("users", users);
    kinds.put("teams", teams);
    kinds.put("organizations", organizations);
    for (String name : kinds.keySet()) {
      if (!TOGETHER.contains(name)) {
        playLater(parameters, List.of(name));
      }
    }
    playLater(parameters, TOGETHER);
  }

  private void playLater(SimulatorParameters parameters, List<String> names) {
    var some = new LinkedHashMap<String, Kind>();
    names.forEach(name -> some.put(name, kinds.get(name)));
    Kind.playLater(some.values(), () -> DemoHistory.play(parameters, "github", some));
  }

  Map<String, Kind> tables() {
    return kinds;
  }

  /** A user with a picture of its own. */
  private ObjectNode varied(long id, int picture) {
    ObjectNode row = Response.object();
    row.setAll(accounts.user(id));
    return row.put("avatar_url", "https://avatars.octo.example/u/" + id + "?v=" + picture);
  }
}
