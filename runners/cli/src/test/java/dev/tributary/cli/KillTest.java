package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are killed at random moments, each followed by the next day's. */
@Tag("long")
@ExtendWith(SparkOracle.class)
class KillTest {
  private static final int KILLS = 10;
  private static final int RECORDS = 3000;
  private static final List<String> TABLES =
      List.of("customers", "orders", "subscriptions", "events");
  private static final Pattern ADDED = Pattern.compile("\"add\":\\{\"path\":\"([^\"]+)\"");

  @TempDir private Path directory;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void killedRunsLeaveWhatUndisturbedOnesDo() throws IOException, InterruptedException {
    System.err.println("KillTest: -Dseed=" + seed);
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Result whole = run(Files.createDirectory(directory.resolve("undisturbed")), KILLS + 1);
    assertThat(whole.status()).as(whole.err()).isZero();

    int hits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      // The first load is killed again and again before changes come.
      hits += kill(killed, Math.max(1, kill - 4)) ? 1 : 0;
    }
    Result last = run(killed, KILLS + 1);

    assertThat(last.status()).as(last.err()).isZero();
    for (String table : TABLES) {
      assertThat(SparkOracle.rows(path(killed, table)))
          .as("%s, seed %d", table, seed)
          .isEqualTo(SparkOracle.rows(path(directory.resolve("undisturbed"), table)));
      assertThat(orphans(path(killed, table))).as("%s, seed %d", table, seed).isEmpty();
    }
    assertThat(hits).as("kills that hit a run").isGreaterThan(KILLS / 2);
  }

  /** Kills a run at a random moment after it began to write; tells whether it was still there. */
  private boolean kill(Path where, int day) throws IOException, InterruptedException {
    Set<String> before = attempts(where);
    Process process = start(where, day);
    boolean ended = false;
    while (!ended && before.containsAll(attempts(where))) {
      ended = process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    ended = process.waitFor(random.nextLong(2_000), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  private static Set<String> attempts(Path where) throws IOException {
    Set<String> attempts = new TreeSet<>();
    for (String table : TABLES) {
      Path directory = path(where, table).resolve("_tributary/attempts");
      if (Files.isDirectory(directory)) {
        try (Stream<Path> found = Files.list(directory)) {
          found.map(Path::toString).forEach(attempts::add);
        }
      }
    }
    return attempts;
  }

  private Result run(Path where, int day) throws IOException, InterruptedException {
    return Command.runApart(where, environment(day), List.of(), arguments(where));
  }

  private Process start(Path where, int day) throws IOException {
    return Command.start(where, environment(day), List.of(), arguments(where));
  }

  private static Map<String, String> environment(int day) {
    return Map.of(
        "TRIBUTARY_CONNECTION_LOCAL",
        "{\"connector\": \"example\", \"options\": {\"records\": %d, \"day\": %d, \"page_size\": 50,"
                .formatted(RECORDS, day)
            + " \"latency_ms\": 50}}");
  }

  private String[] arguments(Path where) throws IOException {
    String table =
        "{\"table\": {\"source_table\": \"%s\","
            + " \"table_configuration\": {\"commit_every\": {\"records\": 500}}}}";
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            "{\"connection_name\": \"local\", \"objects\": ["
                + String.join(",", TABLES.stream().map(table::formatted).toList())
                + "]}");
    return new String[] {"run", "--spec=" + spec, "--warehouse=" + where.resolve("warehouse")};
  }

  private static Path path(Path where, String table) {
    return where.resolve("warehouse/main/default").resolve(table);
  }

  /** Files of rows or of attempts that no version of the table knows. */
  private static Set<String> orphans(Path table) throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.walk(table)) {
      found
          .filter(Files::isRegularFile)
          .map(file -> table.relativize(file).toString())
          .filter(name -> !name.contains("/") || name.matches("_tributary/(staged|attempts)/.*"))
          .filter(name -> !name.startsWith("."))
          .forEach(files::add);
    }
    try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
      for (Path version : log.filter(file -> file.toString().endsWith(".json")).toList()) {
        Matcher added = ADDED.matcher(Files.readString(version));
        while (added.find()) {
          files.remove(added.group(1));
        }
      }
    }
    return files;
  }
}
