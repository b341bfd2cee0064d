package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.github.GithubConnectorProvider;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connector github against traffic that GitHub itself produced. */
class RecordedGithubTest {
  private final GithubConnectorProvider provider = new GithubConnectorProvider();
  private final Instant runStart = Instant.now();
  private final List<JsonNode> rows = new ArrayList<>();
  private RecordedGithub github;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    Optional<JsonNode> recording = RecordedGithub.fetch();
    assumeTrue(recording.isPresent(), "Skipped: npm is not there or cannot fetch the recording");
    github = new RecordedGithub(recording.get());
  }

  @AfterEach
  void stop() {
    if (github != null) {
      github.close();
    }
  }

  @Test
  void allIssuesAreReadWithOneRequestAPage() {
    read(Offset.INITIAL, runStart);

    assertThat(rows).hasSize(13);
    assertThat(github.requests()).hasSize(5);
    assertThat(github.requests().get(1)).startsWith("/repositories/1000/issues?");
    var withoutAdded = new ArrayList<JsonNode>();
    for (JsonNode row : rows) {
      assertThat(row.path("repository_owner").asText()).isEqualTo(RecordedGithub.OWNER);
      assertThat(row.path("repository_name").asText()).isEqualTo(RecordedGithub.REPO);
      withoutAdded.add(
          ((ObjectNode) row).deepCopy().without(List.of("repository_owner", "repository_name")));
    }
    assertThat(withoutAdded).isEqualTo(github.issues());
  }

  @Test
  void aSecondRunMovesNothing() {
    Offset end = read(Offset.INITIAL, runStart);

    assertThat(end)
        .isEqualTo(Offset.of("cursor", "2017-10-10T16:00:00Z", "cursor_run", runStart.toString()));
    assertThat(read(end, runStart.plusSeconds(1))).isEqualTo(end);
    assertThat(github.requests()).hasSize(10);
  }

  @Test
  void everyPropertyThatGithubSendsIsAColumn() {
    Set<String> sent = new HashSet<>();
    github.issues().forEach(issue -> issue.fieldNames().forEachRemaining(sent::add));

    try (var connector = provider.create(connection(), context(runStart))) {
      assertThat(connector.tableSchema("issues", options()).names()).containsAll(sent);
    }
  }

  private Offset read(Offset start, Instant run) {
    Offset at = start;
    try (var connector = provider.create(connection(), context(run))) {
      for (int i = 0; i < 50; i++) {
        Page page = connector.readTable("issues", at, options());
        page.records().forEach(record -> rows.add(record.toTree()));
        if (page.last() || page.end().equals(at)) {
          return page.end();
        }
        at = page.end();
      }
    }
    throw new AssertionError("The read does not end: " + at);
  }

  private static ConnectorContext context(Instant run) {
    return new ConnectorContext(run, ReadMetrics.NONE);
  }

  private Options connection() {
    return Options.check(
            provider.connectionOptions(),
            Map.of("base_url", TextNode.valueOf(github.url().toString())))
        .orThrow();
  }

  private Options options() {
    return Options.check(
            provider.tableOptions("issues"),
            Map.of(
                "owner",
                TextNode.valueOf(RecordedGithub.OWNER),
                "repo",
                TextNode.valueOf(RecordedGithub.REPO)))
        .orThrow();
  }
}
