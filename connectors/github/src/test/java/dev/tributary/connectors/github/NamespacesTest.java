package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.simulators.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespacesTest {
  private final Simulated github = new Simulated("records=6");
  private final GithubConnector connector = connector(Map.of("token", "t0ken"));

  @AfterEach
  void stop() {
    connector.close();
    github.close();
  }

  @Test
  void theRootsAreTheTokensUserAndItsOrganizations() {
    assertThat(connector.namespaces(List.of()))
        .contains(List.of("user-1"), List.of("octo-org"), List.of("octo-org-2"))
        .doesNotHaveDuplicates()
        .isSortedAccordingTo((a, b) -> a.get(0).compareTo(b.get(0)));
  }

  @Test
  void anOwnerHasTheRepositoriesThatAStarStandsFor() {
    List<String> starred =
        connector.partitions("issues", github.options("issues", Map.of("repo", "*")));

    assertThat(starred).contains("hello-world").hasSizeGreaterThan(3);
    assertThat(connector.namespaces(List.of("octo-org")))
        .isEqualTo(starred.stream().map(name -> List.of("octo-org", name)).toList());
    assertThat(connector.namespaces(List.of("octo-org", "hello-world"))).isEmpty();
  }

  @Test
  void anOrganizationHasTablesThatAUserHasNot() {
    List<String> ofAccounts = List.of("repositories", "organizations", "teams", "users");
    assertThat(connector.tablesIn(List.of())).isEqualTo(ofAccounts);
    assertThat(connector.tablesIn(List.of("octo-org"))).isEqualTo(ofAccounts);
    assertThat(connector.namespaceOptions(List.of("octo-org")))
        .isEqualTo(Map.of("org", "octo-org"));
    assertThat(connector.tablesIn(List.of("user-1"))).containsExactly("repositories");
    assertThat(connector.namespaceOptions(List.of("user-1"))).isEqualTo(Map.of("owner", "user-1"));
  }

  @Test
  void aRepositoryHasAllOtherTables() {
    List<String> path = List.of("octo-org", "hello-world");

    assertThat(connector.tablesIn(path))
        .containsExactly(
            "issues",
            "pull_requests",
            "comments",
            "reviews",
            "commits",
            "branches",
            "assignees",
            "collaborators");
    assertThat(connector.namespaceOptions(path))
        .isEqualTo(Map.of("owner", "octo-org", "repo", "hello-world"));
  }

  @Test
  void anotherOrganizationHasRowsOfItsOwn() {
    var options = Reader.options("repositories", connector.namespaceOptions(List.of("octo-org-2")));
    assertThat(connector.readTable("repositories", Offset.INITIAL, options).records()).isEmpty();

    options = Reader.options("repositories", connector.namespaceOptions(List.of("octo-org")));
    assertThat(connector.readTable("repositories", Offset.INITIAL, options).records()).isNotEmpty();
  }

  @Test
  void whoIsNotListedIsKnownIfTheTokenMaySeeThem() {
    assertThat(connector.namespaces(List.of())).doesNotContain(List.of("user-2"));
    assertThat(connector.tablesIn(List.of("user-2"))).containsExactly("repositories");
    assertThat(connector.namespaces(List.of("user-2"))).isEmpty();
  }

  @Test
  void namesCompareWithoutCase() {
    assertThat(connector.namespaces(List.of("Octo-Org")))
        .contains(List.of("Octo-Org", "hello-world"));
    assertThat(connector.tablesIn(List.of("Octo-Org", "Hello-World"))).contains("issues");
  }

  @Test
  void whatIsUnknownIsToldWithTheClosest() {
    assertRefused(
        List.of("octo-orgg"),
        "Unknown namespace 'octo-orgg': GitHub has no such thing, or the token may not see it. Did"
            + " you mean 'octo-org'?");
    assertRefused(
        List.of("octo-org", "helo-world"),
        "Unknown namespace 'octo-org/helo-world': GitHub has no such thing, or the token may not"
            + " see it. Did you mean 'hello-world'?");
    assertRefused(
        List.of("octo-orgg", "hello-world"),
        "Unknown namespace 'octo-orgg': GitHub has no such thing, or the token may not see it. Did"
            + " you mean 'octo-org'?");
    assertRefused(
        List.of("nobody-at-all"),
        "Unknown namespace 'nobody-at-all': GitHub has no such thing, or the token may not see it:"
            + " check its name, and that the token has access");
    assertRefused(
        List.of("octo-org", "hello-world", "issues"),
        "Unknown namespace 'octo-org/hello-world/issues': a namespace of GitHub is an owner, or an"
            + " owner and a repository");
    assertRefused(
        List.of("..", "hello-world"), "Option 'owner' must be a name like 'octocat', not '..'");
  }

  private void assertRefused(List<String> path, String message) {
    assertThatThrownBy(() -> connector.namespaces(path)).hasMessage(message);
    assertThatThrownBy(() -> connector.tablesIn(path)).hasMessage(message);
    assertThatThrownBy(() -> connector.namespaceOptions(path))
        .isInstanceOf(ConnectorException.class)
        .hasMessage(message)
        .extracting("category")
        .isEqualTo(Category.CONFIGURATION);
  }

  @Test
  void whatWasListedIsNotAskedForAgain() {
    List<List<String>> paths = connector.namespaces(List.of("octo-org"));
    List<Request> requests = github.server().requests();
    int before = requests.size();

    for (List<String> path : paths) {
      connector.tablesIn(path);
      connector.namespaceOptions(path);
    }
    assertThat(requests).hasSize(before);
  }

  @Test
  void withoutATokenNothingIsItsOwnButTheRestIsKnown() {
    try (GithubConnector anonymous = connector(Map.of())) {
      assertThatThrownBy(() -> anonymous.namespaces(List.of()))
          .isInstanceOf(ConnectorException.class)
          .extracting("category")
          .isEqualTo(Category.AUTHENTICATION);
      assertThat(anonymous.namespaces(List.of("octo-org")))
          .contains(List.of("octo-org", "hello-world"));
      assertThatThrownBy(() -> anonymous.tablesIn(List.of("octo-orgg")))
          .hasMessageContaining("Unknown namespace 'octo-orgg'");
    }
  }

  private GithubConnector connector(Map<String, String> more) {
    var values = new HashMap<String, JsonNode>();
    values.put("base_url", TextNode.valueOf(github.server().url().toString()));
    more.forEach((name, value) -> values.put(name, TextNode.valueOf(value)));
    Options options = Options.check(GithubApi.CONNECTION_OPTIONS, values).orThrow();
    var context = new ConnectorContext(Instant.now(), ReadMetrics.NONE);
    return (GithubConnector) new GithubConnectorProvider().create(options, context);
  }
}
