package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.github.GithubSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's demo, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class GithubJobTest {
  private static final int RECORDS = 40;

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
    Map<String, JsonNode> first = run(1);
    Map<String, JsonNode> same = run(1);
    assertIsSource(1);
    Map<String, JsonNode> second = run(2);
    assertIsSource(2);

    assertThat(first).hasSize(12);
    first.forEach(
        (table, report) -> {
          assertThat(report.path("inserted").asInt()).as(table).isEqualTo(RECORDS);
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
          assertThat(report.path("rows_read").asInt()).as(table).isLessThanOrEqualTo(2 * RECORDS);
        });
  }

  private void assertIsSource(long day) {
    try (Simulator github = new GithubSimulator().start(SimulatorParameters.of(RECORDS, 1, day))) {
      assertThat(new TreeSet<>(github.tables().keySet())).hasSize(12);
      github.tables().forEach(this::assertIsTable);
    }
  }

  private void assertIsTable(String name, SimulatedTable source) {
    Path table = directory.resolve("warehouse/main/github").resolve(name);
    List<String> expected = source.rows().stream().map(ObjectNode::toString).toList();
    assertThat(SparkOracle.rows(table))
        .as(name)
        .isEqualTo(SparkOracle.rows(expected, table))
        .hasSameSizeAs(expected);
  }

  private Map<String, JsonNode> run(long day) throws IOException {
    Path connection =
        Files.writeString(
            directory.resolve("demo_github.json"),
            "{\"connector\": \"github\", \"options\": {\"token\": \"demo\","
                + " \"base_url\": \"demo:github?records=%d&day=%d\"}}".formatted(RECORDS, day));
    Result result =
        Command.run(
            "run",
            "--spec=github",
            "--examples=" + Command.EXAMPLES,
            "--connection=" + connection,
            "--warehouse=" + directory.resolve("warehouse"),
            "--output=json");
    assertThat(result.status()).as(result.err()).isZero();
    var reports = new LinkedHashMap<String, JsonNode>();
    new ObjectMapper()
        .readTree(result.out())
        .path("tables")
        .forEach(table -> reports.put(table.path("name").asText(), table));
    return reports;
  }
}
