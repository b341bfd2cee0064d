package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHOrganization;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHUser;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;

/** The simulator against GitHub's own description, and read by a client that is not ours. */
class SimulatorFidelityTest {
  private final Simulated github = new Simulated("records=130");

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  void answersAreAsGithubDescribesThem() throws IOException, InterruptedException {
    Optional<OpenApi> api = OpenApi.fetch();
    assumeTrue(api.isPresent(), "Skipped: npm is not there or cannot fetch @octokit/openapi");
    var paths =
        Map.ofEntries(
            Map.entry("/repos/{owner}/{repo}", ""),
            Map.entry("/repos/{owner}/{repo}/issues", "?state=all&per_page=100"),
            Map.entry("/repos/{owner}/{repo}/issues/comments", "?per_page=100"),
            Map.entry("/repos/{owner}/{repo}/pulls", "?state=all&per_page=100"),
            Map.entry("/repos/{owner}/{repo}/pulls/{pull_number}/reviews", ""),
            Map.entry("/repos/{owner}/{repo}/commits", "?per_page=100"),
            Map.entry("/repos/{owner}/{repo}/branches", ""),
            Map.entry("/repos/{owner}/{repo}/assignees", ""),
            Map.entry("/repos/{owner}/{repo}/collaborators", ""),
            Map.entry("/orgs/{org}", ""),
            Map.entry("/orgs/{org}/repos", ""),
            Map.entry("/orgs/{org}/teams", ""),
            Map.entry("/orgs/{org}/members", ""),
            Map.entry("/users/{username}/repos", ""),
            Map.entry("/user", ""),
            Map.entry("/user/repos", ""),
            Map.entry("/user/orgs", ""),
            Map.entry("/user/teams", ""));
    var faults = new ArrayList<String>();
    for (Map.Entry<String, String> path : paths.entrySet()) {
      String target =
          path.getKey()
              .replace("{owner}", Simulated.OWNER)
              .replace("{org}", Simulated.OWNER)
              .replace("{username}", Simulated.OWNER)
              .replace("{repo}", Simulated.REPO)
              .replace("{pull_number}", "2");
      JsonNode answer = get(target + path.getValue());
      List<JsonNode> rows = new ArrayList<>();
      if (answer.isArray()) {
        answer.forEach(rows::add);
      } else {
        rows.add(answer);
      }
      assertThat(rows).isNotEmpty();
      JsonNode schema = api.get().rows(path.getKey());
      rows.forEach(row -> api.get().check(row, schema, path.getKey(), faults));
    }

    assertThat(faults).isEmpty();
  }

  private JsonNode get(String target) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(github.server().url() + target))
            .header("Authorization", "Bearer t")
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).as(target).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void anotherClientReadsAllOfIt() throws IOException {
    GitHub client =
        new GitHubBuilder()
            .withEndpoint(github.server().url().toString())
            .withOAuthToken("t")
            .build();
    GHRepository repository = client.getRepository(Simulated.OWNER + "/" + Simulated.REPO);
    GHOrganization organization = client.getOrganization(Simulated.OWNER);

    Set<Long> issues = new HashSet<>();
    int comments = 0;
    for (GHIssue issue : repository.queryIssues().state(GHIssueState.ALL).pageSize(50).list()) {
      if (!issue.isPullRequest()) {
        issues.add(issue.getId());
        comments += issue.queryComments().list().toList().size();
      }
    }
    assertThat(issues).isEqualTo(ids("issues"));
    assertThat(comments).isEqualTo(github.table("comments").rows().size());

    Set<Long> pulls = new HashSet<>();
    Set<Long> reviews = new HashSet<>();
    for (GHPullRequest pull :
        repository.queryPullRequests().state(GHIssueState.ALL).list().withPageSize(50)) {
      pulls.add(pull.getId());
      pull.listReviews()
          .forEach(
              review -> {
                if (!review.getState().name().equals("PENDING")) {
                  reviews.add(review.getId());
                }
              });
    }
    assertThat(pulls).isEqualTo(ids("pull_requests"));
    assertThat(reviews).isEqualTo(ids("reviews"));

    var commits = new ArrayList<String>();
    for (GHCommit commit : repository.queryCommits().pageSize(50).list()) {
      commits.add(commit.getSHA1());
    }
    assertThat(commits).containsExactlyInAnyOrderElementsOf(texts("commits", "sha"));
    var compared = repository.getCompare(commits.get(40), commits.get(0));
    assertThat(compared.getTotalCommits()).isEqualTo(40);
    assertThat(compared.getCommits()[0].getSHA1()).isEqualTo(commits.get(39));

    assertThat(repository.getBranches().keySet())
        .containsExactlyInAnyOrderElementsOf(texts("branches", "name"));
    assertThat(repository.listAssignees().toList())
        .extracting(GHUser::getId)
        .containsExactlyInAnyOrderElementsOf(ids("assignees"));
    assertThat(repository.listCollaborators().toList())
        .extracting(GHUser::getId)
        .containsExactlyInAnyOrderElementsOf(ids("collaborators"));
    assertThat(organization.listMembers().toList())
        .extracting(GHUser::getId)
        .containsExactlyInAnyOrderElementsOf(ids("users"));
    assertThat(organization.listTeams().toList())
        .extracting(team -> team.getId())
        .containsExactlyInAnyOrderElementsOf(ids("teams"));
    assertThat(organization.listRepositories(50).toList())
        .extracting(GHRepository::getId)
        .containsExactlyInAnyOrderElementsOf(ids("repositories"));
    assertThat(client.getMyself().getLogin()).isEqualTo("user-1");
    assertThat(client.getMyself().getAllOrganizations()).hasSize(130);
    assertThat(client.getRateLimit().getCore().getLimit()).isEqualTo(1_000_000);
  }

  private Set<Long> ids(String table) {
    var ids = new HashSet<Long>();
    github.table(table).rows().forEach(row -> ids.add(row.get("id").asLong()));
    return ids;
  }

  private List<String> texts(String table, String member) {
    return github.table(table).rows().stream().map(row -> row.get(member).asText()).toList();
  }

  @Test
  void aLongListRefusesPageNumbersAndFollowsItsLinks() throws IOException, InterruptedException {
    try (var large = new Simulated("records=1100")) {
      String target =
          large.server().url()
              + "/repos/octo-org/hello-world/issues?state=all&per_page=100&page=12";
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(target)).build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(422);

      assertThat(large.wholeRead("issues", Map.of()).records()).hasSize(1100);
    }
  }

  @Test
  void dataFollowsFromTheSeedAndDaysGoOn() {
    try (var same = new Simulated("records=130");
        var other = new Simulated("records=130&seed=2");
        var later = new Simulated("records=130&day=3")) {
      for (String table : GithubTables.names()) {
        assertThat(same.rows(table)).as(table).isEqualTo(github.rows(table));
        if (!table.equals("organizations")) {
          assertThat(other.rows(table)).as(table).isNotEqualTo(github.rows(table));
        }
        assertThat(later.rows(table)).as(table).isNotEqualTo(github.rows(table));
      }
    }
  }

  @Test
  void aUsedUpLimitIsRefusedUntilItsReset() {
    try (var limited = new Simulated("records=30&requests_per_hour=2")) {
      limited.wholeRead("issues", Map.of());
      limited.wholeRead("comments", Map.of());
      assertThatThrownBy(() -> limited.wholeRead("branches", Map.of()))
          .hasMessageContaining("rate limit is used up");
      assertThat(limited.server().requests()).hasSize(2);
    }
  }
}
