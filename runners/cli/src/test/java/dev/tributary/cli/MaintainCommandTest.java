package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintainCommandTest {
  private static final String SPEC =
      """
      { "connection_name": "local",
        "objects": [
          { "table": { "source_table": "customers" } },
          { "table": { "source_table": "events", "destination_schema": "raw" } } ] }
      """;

  @TempDir private Path directory;

  private Path spec;

  @BeforeEach
  void spec() throws IOException {
    spec = Files.writeString(directory.resolve("spec.json"), SPEC);
    Files.writeString(
        Files.createDirectory(directory.resolve("connections")).resolve("local.json"),
        "{\"connector\": \"example\", \"options\": {\"records\": 20}}");
  }

  @Test
  void aDryRunListsAndTheRunDeletes() throws IOException {
    run("run", "--tables=customers");
    Path stray = table("customers").resolve("part-00000-stray.snappy.parquet");
    Files.writeString(stray, "stray");
    Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    Result plan = run("maintain", "--dry-run");

    assertThat(plan.status()).isZero();
    assertThat(plan.out().lines())
        .containsExactly(
            "table                   status   compacted  into  deleted  bytes deleted",
            "main.default.customers  PLANNED          0     -        1              5",
            "main.raw.events         ABSENT           0     0        0              0",
            "Would delete main.default.customers: part-00000-stray.snappy.parquet");
    assertThat(stray).exists();
    assertThat(run("maintain", "--retention=9d", "--dry-run").out()).doesNotContain("Would");
    JsonNode report =
        new ObjectMapper().readTree(run("maintain", "--tables=customers", "--output=json").out());
    assertThat(report.get("success").asBoolean()).isTrue();
    assertThat(report.get("tables")).hasSize(1);
    JsonNode customers = report.at("/tables/0");
    assertThat(customers.get("status").asText()).isEqualTo("DONE");
    assertThat(customers.get("files_deleted").asInt()).isEqualTo(1);
    assertThat(customers.at("/unreferenced/0/path").asText())
        .isEqualTo("part-00000-stray.snappy.parquet");
    assertThat(customers.get("version").isNull()).isTrue();
    assertThat(stray).doesNotExist();
    assertThat(run("run", "--tables=customers").out()).contains("UNCHANGED");
  }

  @Test
  void aShortRetentionIsRefusedUnlessNobodyElseIsThere() {
    Result refused = run("maintain", "--retention=10m");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith(
            "Invalid --retention: 10m is less than 1h, so that files could go that somebody reads"
                + " or is about to commit. Add --exclusive if nobody else uses the tables"
                + " meanwhile.");
    assertThat(run("maintain", "--retention=10m", "--exclusive").status()).isZero();
    assertThat(run("maintain", "--retention=soon").err())
        .startsWith("Invalid --retention: 'soon', it must be a duration above zero");
  }

  @Test
  void aTableThatIsNotOursFailsAlone() throws IOException {
    run("run", "--tables=events");
    Files.createDirectories(table("customers").resolve("_tributary/state"));
    Files.writeString(table("customers").resolve("_tributary/state/1-a.json"), "{}");

    Result result = run("maintain");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).startsWith("customers: FAILED: Cannot go on with the table ");
    assertThat(result.out()).contains("main.default.customers  FAILED").contains("DONE");
  }

  private Path table(String name) {
    return directory.resolve("warehouse/main/default").resolve(name);
  }

  private Result run(String command, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(command);
    arguments.add("--spec=" + spec);
    arguments.add("--warehouse=" + directory.resolve("warehouse"));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(new String[0]));
  }
}
