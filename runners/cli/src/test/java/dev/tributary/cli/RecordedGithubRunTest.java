package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run over traffic that GitHub itself produced, read back by delta-spark. */
@ExtendWith(SparkOracle.class)
class RecordedGithubRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void allIssuesAreInTheTableAndASecondRunChangesNothing()
      throws IOException, InterruptedException {
    Optional<JsonNode> recording = RecordedGithub.fetch();
    assumeTrue(recording.isPresent(), "Skipped: npm is not there or cannot fetch the recording");
    try (var github = new RecordedGithub(recording.get())) {
      Result first = run(github);
      int requests = github.requests().size();
      Result second = run(github);

      Path table = directory.resolve("warehouse/main/code/issues");
      assertThat(first.status()).as(first.err()).isZero();
      assertThat(first.out()).containsPattern("main\\.code\\.issues +DONE +13 +13 +0 +0 +0 ");
      assertThat(requests).isEqualTo(5);
      assertThat(second.status()).isZero();
      assertThat(second.out()).containsPattern("main\\.code\\.issues +UNCHANGED +");
      List<String> expected = github.issues().stream().map(RecordedGithubRunTest::row).toList();
      assertThat(expected).hasSize(13);
      List<String> rows = SparkOracle.rows(table);
      assertThat(rows).isEqualTo(SparkOracle.rows(expected, table));
      assertThat(table.resolve("_delta_log/00000000000000000000.json")).exists();
      for (JsonNode issue : github.issues()) {
        assertThat(rows)
            .anySatisfy(
                row -> {
                  JsonNode found = JSON.readTree(row);
                  assertThat(found.path("id")).isEqualTo(issue.path("id"));
                  assertThat(found.path("title")).isEqualTo(issue.path("title"));
                  assertThat(found.path("user").path("login"))
                      .isEqualTo(issue.path("user").path("login"));
                });
      }
    }
  }

  /** An issue as GitHub sent it, with what the connector adds. */
  private static String row(JsonNode issue) {
    ObjectNode row = issue.deepCopy();
    row.put("repository_owner", RecordedGithub.OWNER);
    row.put("repository_name", RecordedGithub.REPO);
    return row.toString();
  }

  private Result run(RecordedGithub github) throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "github",
              "objects": [ { "table": {
                "source_table": "issues", "destination_schema": "code",
                "table_configuration": { "owner": "%s", "repo": "%s" } } } ] }
            """
                .formatted(RecordedGithub.OWNER, RecordedGithub.REPO));
    Path connection =
        Files.writeString(
            directory.resolve("connection.json"),
            "{\"connector\": \"github\", \"options\": {\"base_url\": \"%s\"}}"
                .formatted(github.url()));
    return Command.run(
        "run",
        "--spec=" + spec,
        "--connection=" + connection,
        "--warehouse=" + directory.resolve("warehouse"));
  }
}
