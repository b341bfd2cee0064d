package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of one spec at once, the first of them in a process of its own. */
@Timeout(300)
@ExtendWith(SparkOracle.class)
class ConcurrentRunsTest {
  private static final int RECORDS = 1000;
  private static final int DAY = 3;
  private static final List<String> TABLES = List.of("orders", "orders_history", "events");

  @TempDir private Path directory;
  private Process first;

  @AfterEach
  void end() throws InterruptedException {
    if (first != null) {
      first.destroyForcibly().waitFor();
    }
  }

  @Test
  void theSecondRunEndsAtOnceAndSaysWhoIsAtWork() throws Exception {
    start(60_000);
    while (leases().size() < TABLES.size()) {
      assertThat(first.waitFor(20, TimeUnit.MILLISECONDS)).as("ended").isFalse();
    }

    Result second = run("shared", 0);

    assertThat(first.isAlive()).isTrue();
    assertThat(second.status()).isEqualTo(1);
    for (String table : TABLES) {
      assertThat(second.out() + second.err())
          .containsPattern(
              "Cannot load "
                  + path("shared", table)
                  + ": the run \\S+ has been loading it since \\S+, as process "
                  + first.pid()
                  + " on \\S+, and was at work at");
    }

    first.destroyForcibly().waitFor();
    assertThat(run("shared", 0).status()).as("after the first one's death").isZero();
  }

  /** Somebody deletes each lease as soon as it is there, as its message offers. */
  @Tag("long")
  @Test
  void withoutTheLeaseBothEndAndEachRowIsThereOnce() throws Exception {
    assertThat(run("undisturbed", 0).status()).isZero();
    start(100);
    var deleted = new TreeSet<Path>();
    while (deleted.size() < TABLES.size()) {
      assertThat(first.waitFor(5, TimeUnit.MILLISECONDS)).as("ended").isFalse();
      for (Path lease : leases()) {
        // Not before it is complete: its writer would find that the file it made is gone.
        if (Files.readString(lease).endsWith("}")) {
          Files.delete(lease);
          deleted.add(lease);
        }
      }
    }

    Result second = run("shared", 50);

    assertThat(second.status()).as(second.out() + second.err()).isZero();
    assertThat(first.waitFor()).as(Files.readString(directory.resolve("shared/err.txt"))).isZero();
    for (String table : TABLES) {
      assertThat(SparkOracle.rows(path("shared", table)))
          .as(table)
          .isEqualTo(SparkOracle.rows(path("undisturbed", table)));
    }
  }

  private void start(long latencyMillis) throws IOException {
    Path shared = Files.createDirectories(directory.resolve("shared"));
    first = Command.start(shared, Map.of(), List.of(), arguments("shared", latencyMillis));
  }

  private Result run(String warehouse, long latencyMillis) throws IOException {
    return Command.run(arguments(warehouse, latencyMillis));
  }

  private List<Path> leases() {
    return TABLES.stream()
        .map(table -> path("shared", table).resolve("_tributary/lease.json"))
        .filter(Files::exists)
        .toList();
  }

  private String[] arguments(String warehouse, long latencyMillis) throws IOException {
    Path connection =
        Files.writeString(
            directory.resolve("connection-" + latencyMillis + ".json"),
            "{\"connector\": \"example\", \"options\": {\"records\": %d, \"day\": %d,"
                    .formatted(RECORDS, DAY)
                + " \"page_size\": 50, \"latency_ms\": %d}}".formatted(latencyMillis));
    return new String[] {
      "run",
      "--spec=" + spec(),
      "--connection=" + connection,
      "--warehouse=" + directory.resolve(warehouse)
    };
  }

  private Path spec() throws IOException {
    List<String> tables = new ArrayList<>();
    for (String table : TABLES) {
      tables.add(
          "{\"table\": {\"source_table\": \"%s\", \"destination_table\": \"%s\","
                  .formatted(table.replace("_history", ""), table)
              + " \"table_configuration\": {\"commit_every\": {\"records\": 100}"
              + (table.endsWith("_history") ? ", \"scd_type\": \"SCD_TYPE_2\"" : "")
              + "}}}");
    }
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"local\", \"objects\": [" + String.join(",", tables) + "]}");
  }

  private Path path(String warehouse, String table) {
    return directory.resolve(warehouse).resolve("main/default").resolve(table);
  }
}
