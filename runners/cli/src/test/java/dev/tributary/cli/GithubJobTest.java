package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's demo, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class GithubJobTest {
  /** What GitHub deletes so that a reader can see it. */
  private static final Set<String> SNAPSHOTS =
      Set.of(
          "branches",
          "assignees",
          "collaborators",
          "repositories",
          "teams",
          "users",
          "organizations");

  @TempDir private Path directory;

  @Test
  void allTablesAreLoadedOnceAndThenWhatChanged() throws IOException {
    var github = new SourceJob(directory, "github");
    Map<String, JsonNode> first = github.demo(1);
    Map<String, JsonNode> same = github.demo(1);
    Map<String, JsonNode> second = github.demo(2);
    github.assertIsDemo(2);

    assertThat(first).hasSize(12);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(SourceJob.RECORDS);
          assertThat(report.path("unknown_fields")).as(table).isEmpty();
          assertThat(report.path("warnings")).as(table).isEmpty();
        });
    same.forEach(
        (table, report) -> {
          assertThat(report.path("status").asText()).as(table).isEqualTo("UNCHANGED");
          assertThat(report.path("offset_after"))
              .as(table)
              .isEqualTo(first.get(table).path("offset_after"));
        });
    second.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(1);
          assertThat(report.path("deleted").asInt())
              .as(table)
              .isEqualTo(SNAPSHOTS.contains(table) ? 1 : 0);
          assertThat(report.path("rows_read").asInt())
              .as(table)
              .isLessThanOrEqualTo(2 * SourceJob.RECORDS);
        });
  }
}
