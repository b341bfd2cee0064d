package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.github.FakeGithub.Paging;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GithubConnectorTest {
  private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant RUN = Instant.parse("2025-06-01T00:00:00Z");
  private static final String TOKEN = "ghp_s3cr3t";

  private final List<Duration> sleeps = new ArrayList<>();
  private FakeGithub github;

  @BeforeEach
  void start() throws IOException {
    github = new FakeGithub(Paging.COUNTED);
  }

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  void theProviderIsFoundByItsName() {
    assertThat(ServiceLoader.load(ConnectorProvider.class))
        .extracting(ConnectorProvider::name)
        .containsExactly("github");
  }

  @Test
  void theAccountIsTheHost() {
    var provider = new GithubConnectorProvider();
    assertThat(provider.account(connection(Map.of()))).isEqualTo("api.github.com");
    assertThat(provider.account(connection(Map.of("base_url", "https://GHE.example:443/api/v3"))))
        .isEqualTo("ghe.example");
    assertThat(provider.account(connection(Map.of("base_url", "http://localhost:8080"))))
        .isEqualTo("localhost:8080");
  }

  @Test
  void anUnknownTableIsToldFromTheClosest() {
    assertThatThrownBy(() -> new GithubConnectorProvider().tableOptions("isues"))
        .hasMessage("Unknown table 'isues' of connector github. Did you mean 'issues'?");
  }

  @Test
  void keysAndCursorAreRequiredColumns() {
    var options = Reader.options(Map.of());
    var connector = connector(TOKEN);
    var schema = connector.tableSchema("issues", options);
    var metadata = connector.tableMetadata("issues", options);

    assertThat(schema.field("id").nullable()).isFalse();
    assertThat(schema.field(metadata.cursorField()).nullable()).isFalse();
    assertThat(metadata.primaryKeys()).containsExactly("id");
  }

  @Test
  void columnsAreKnownBeforeTheRepositoriesAre() {
    Options none =
        Options.check(new GithubConnectorProvider().tableOptions("issues"), Map.of()).options();
    var connector = connector(TOKEN);

    assertThat(connector.tableSchema("issues", none))
        .isEqualTo(connector.tableSchema("issues", Reader.options(Map.of())));
    assertThat(connector.tableMetadata("issues", none).primaryKeys()).contains("id");
  }

  @Test
  void requestsCarryTokenAndPinnedVersion() {
    github.put("r", 1, START);
    connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    var request = github.requests().get(0);
    assertThat(request.target())
        .isEqualTo("/repos/octo/r/issues?state=all&sort=updated&direction=asc&per_page=100");
    assertThat(request.headers().get("Authorization")).containsExactly("Bearer " + TOKEN);
    assertThat(request.headers().get("X-github-api-version")).containsExactly("2022-11-28");
    assertThat(request.headers().get("Accept")).containsExactly("application/vnd.github+json");
  }

  @Test
  void withoutATokenNoneIsSent() {
    github.put("r", 1, START);
    connector(null).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(github.requests().get(0).headers()).doesNotContainKey("Authorization");
  }

  @Test
  void rowsAreOnlyIssuesAndCarryTheirRepository() {
    github.put("r", 1, START).putObject("pull_request").put("url", "x");
    github.put("r", 2, START).putArray("labels").add("bare").addObject().put("name", "full");
    Page page = connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(page.records()).hasSize(1);
    JsonNode row = Reader.only(page);
    assertThat(row.path("id").asLong()).isEqualTo(2);
    assertThat(row.path("repository_owner").asText()).isEqualTo("octo");
    assertThat(row.path("repository_name").asText()).isEqualTo("r");
    assertThat(row.path("labels")).hasToString("[{\"name\":\"bare\"},{\"name\":\"full\"}]");
    assertThat(page.last()).isTrue();
  }

  @Test
  void aPageOfPullRequestsOnlyIsNotTheEnd() {
    for (int id = 1; id <= 150; id++) {
      var row = github.put("r", id, START.plusSeconds(id));
      if (id <= 120) {
        row.putObject("pull_request");
      }
    }
    var reader = new Reader(github.url(), RUN, Map.of());
    reader.read(Offset.INITIAL);

    assertThat(reader.ids()).hasSize(30);
  }

  @Test
  void onlyTheStateAskedForIsRead() {
    github.put("r", 1, START).put("state", "closed");
    github.put("r", 2, START);
    var reader = new Reader(github.url(), RUN, Map.of("state", "closed"));
    reader.read(Offset.INITIAL);

    assertThat(reader.ids()).containsExactly(1L);
  }

  @Test
  void severalRepositoriesArePartitionsAndReadInTurnGiveTheSameRows() {
    for (int id = 1; id <= 130; id++) {
      github.put("a", id, START.plusSeconds(id));
      github.put("b", 1000 + id, START.plusSeconds(id));
    }
    github.rows("empty");
    Map<String, Object> several = Map.of("repo", List.of("a", "empty", "b"));
    Options options = Reader.options(several);
    var connector = connector(TOKEN);
    assertThat(connector.partitions("issues", options)).containsExactly("a", "empty", "b");
    assertThat(connector.partitions("issues", Reader.options(Map.of()))).isEmpty();

    Set<Long> partitioned = new HashSet<>();
    for (String partition : connector.partitions("issues", options)) {
      Offset at = Offset.INITIAL;
      Page page;
      do {
        page = connector.readPartition("issues", partition, at, options);
        page.records().forEach(record -> partitioned.add(record.toTree().get("id").asLong()));
        at = page.end();
      } while (!page.last());
    }
    var inTurn = new Reader(github.url(), RUN, several);
    Offset end = inTurn.read(Offset.INITIAL);

    assertThat(inTurn.ids()).hasSize(260).doesNotHaveDuplicates();
    assertThat(partitioned).isEqualTo(new HashSet<>(inTurn.ids()));
    assertThat(inTurn.read(end)).isEqualTo(end);
    assertThatThrownBy(() -> connector.readPartition("issues", "c", Offset.INITIAL, options))
        .hasMessageStartingWith("Option 'repo' does not name 'c'.");
  }

  @Test
  void impossibleOptionsAreNamed() {
    assertRefused(Map.of("per_page", 0), "Option 'per_page' must be from 1 to 100, not 0");
    assertRefused(Map.of("per_page", 101), "Option 'per_page' must be from 1 to 100, not 101");
    assertRefused(
        Map.of("max_records_per_batch", 0),
        "Option 'max_records_per_batch' must be 1 or more, not 0");
    assertRefused(Map.of("repo", List.of()), "Option 'repo' must name a repository, not []");
    assertRefused(
        Map.of("repo", List.of("a", "A")),
        "Option 'repo' names 'A' twice (names compare without case)");
    assertRefused(
        Map.of("repo", "octo/r"), "Option 'repo' must be a name like 'hello-world', not 'octo/r'");
    assertRefused(Map.of("owner", ".."), "Option 'owner' must be a name like 'octocat', not '..'");
  }

  private void assertRefused(Map<String, Object> options, String message) {
    assertThatThrownBy(() -> connector(TOKEN).tableSchema("issues", Reader.options(options)))
        .hasMessage(message)
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.CONFIGURATION);
  }

  @Test
  void aMissingRepositoryIsNamed() {
    assertThatThrownBy(
            () -> connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
        .hasMessageStartingWith("Cannot read issues of octo/r: GitHub answers 404.")
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.NOT_FOUND);
  }

  @Test
  void disabledIssuesAndAnEmptyRepositoryAreNoRows() {
    for (int status : new int[] {409, 410}) {
      github.refuse(status, Map.of(), "{\"message\":\"no\"}");
      Offset start = Offset.of("cursor", "2025-01-01T00:00:00Z");
      Page page = connector(TOKEN).readTable("issues", start, Reader.options(Map.of()));

      assertThat(page.records()).isEmpty();
      assertThat(page.last()).isTrue();
      assertThat(page.end()).isEqualTo(start);
    }
  }

  @Test
  void aMissingPermissionIsNoRateLimit() {
    github.put("r", 1, START);
    github.refuse(403, Map.of(), "{\"message\":\"Resource not accessible by " + TOKEN + "\"}");

    assertThatThrownBy(
            () -> connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
        .hasMessageContaining("status 403")
        .hasMessageNotContaining(TOKEN)
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.PERMISSION);
    assertThat(sleeps).isEmpty();
  }

  @Test
  void aUsedUpLimitIsWaitedForUntilItsReset() {
    github.put("r", 1, START);
    long reset = Instant.now().plusSeconds(120).getEpochSecond();
    github.refuse(403, Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "" + reset), "{}");
    connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(sleeps).hasSize(1);
    assertThat(sleeps.get(0)).isBetween(Duration.ofSeconds(115), Duration.ofSeconds(121));
  }

  @Test
  void aLimitThatIsUsedUpForLongFailsAndNamesItsReset() {
    github.put("r", 1, START);
    Instant reset = Instant.ofEpochSecond(Instant.now().plusSeconds(3000).getEpochSecond());
    github.refuse(
        429,
        Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "" + reset.getEpochSecond()),
        "{}");

    assertThatThrownBy(
            () -> connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
        .hasMessageContaining("until " + reset)
        .asInstanceOf(type(ConnectorException.class))
        .extracting(ConnectorException::category)
        .isEqualTo(Category.RATE_LIMITED);
  }

  @Test
  void retryAfterComesFirst() {
    github.put("r", 1, START);
    github.refuse(
        403,
        Map.of(
            "Retry-After", "5", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "99999999999"),
        "{}");
    connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(sleeps).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void aSecondaryLimitIsWaitedForAMinuteAndTwice() {
    github.put("r", 1, START);
    String message = "{\"message\":\"You have exceeded a secondary rate limit\"}";
    github.refuse(403, Map.of(), message);
    github.refuse(429, Map.of(), "{}");
    github.refuse(403, Map.of("x-ratelimit-remaining", "17"), message);
    connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(sleeps)
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4));
  }

  @Test
  void aRenamedRepositoryIsFollowedOnlyWithItsQuery() {
    github.put("r", 1, START);
    github.put("1234", 7, START);
    github.refuse(
        301,
        Map.of(
            "Location",
            "/repositories/1234/issues?state=all&sort=updated&direction=asc&per_page=100"),
        "");
    Page page = connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of()));
    assertThat(Reader.only(page).path("id").asLong()).isEqualTo(7);

    github.refuse(301, Map.of("Location", "/repositories/1234/issues"), "");
    github.refuse(200, Map.of(), "[]");
    assertThatThrownBy(
            () -> connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
        .hasMessageContaining("GitHub redirects to another repository and drops the query");
  }

  @Test
  void aLinkToAnotherHostIsRefused() {
    for (int id = 1; id <= 150; id++) {
      github.put("r", id, START);
    }
    github.linksTo("http://evil.example");

    assertThatThrownBy(
            () -> connector(TOKEN).readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
        .hasMessageContaining("leads to http://evil.example/repositories/r/issues")
        .hasMessageContaining("which is refused");
  }

  @Test
  void anAnswerOfAnotherShapeIsNamed() {
    Map.of(
            "{}", "it is no array",
            "[7]", "there is no object at /0",
            "[{\"id\":\"x\"}]", "there is no number at /0/id",
            "[{\"id\":1}]", "there is no time at /0/updated_at")
        .forEach(
            (body, fault) -> {
              github.refuse(200, Map.of(), body);
              assertThatThrownBy(
                      () ->
                          connector(TOKEN)
                              .readTable("issues", Offset.INITIAL, Reader.options(Map.of())))
                  .hasMessageContaining(fault);
            });
  }

  @Test
  void aLocalClockThatIsSlowIsCorrectedByTheServersDate() {
    Instant today = Instant.parse(Instant.now().toString().substring(0, 19) + "Z");
    github.put("r", 1, today.minusSeconds(3600));
    Instant slow = Instant.now().minus(Duration.ofDays(10));
    var settings =
        GithubApi.settings(
                connection(Map.of("base_url", github.url().toString())),
                new ConnectorContext(slow, ReadMetrics.NONE))
            .clock(() -> slow);
    Page page =
        new GithubConnector(new GithubApi(settings.build()), slow)
            .readTable("issues", Offset.INITIAL, Reader.options(Map.of()));

    assertThat(page.end().text("cursor")).isEqualTo(today.minusSeconds(3600).toString());
  }

  /** A connector whose waits are noted instead of waited. */
  private GithubConnector connector(String token) {
    var context = new ConnectorContext(RUN, ReadMetrics.NONE);
    Map<String, String> values =
        token == null
            ? Map.of("base_url", github.url().toString())
            : Map.of("base_url", github.url().toString(), "token", token);
    var settings = GithubApi.settings(connection(values), context).sleeper(sleeps::add);
    return new GithubConnector(new GithubApi(settings.build()), RUN);
  }

  private static Options connection(Map<String, String> values) {
    var json = new java.util.HashMap<String, JsonNode>();
    values.forEach((name, value) -> json.put(name, JsonNodeFactory.instance.textNode(value)));
    return Options.check(GithubApi.CONNECTION_OPTIONS, json).orThrow();
  }
}
