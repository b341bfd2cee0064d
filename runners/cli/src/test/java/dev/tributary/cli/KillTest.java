package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
  /** Of each of the two warehouses, which are loaded side by side to use both cores. */
  private static final int KILLS = Integer.getInteger("kills", 12);

  /** The first load is killed again and again before changes come. */
  private static final int KILLS_OF_FIRST_LOAD = 5;

  /** A run that is not disturbed takes about that long once it has begun. */
  private static final long LATEST_KILL_MILLIS = 1_000;

  private static final int RECORDS = 1000;
  private static final List<String> TABLES = List.of("orders", "orders_history", "events");
  private static final Pattern ADDED = Pattern.compile("\"add\":\\{\"path\":\"([^\"]+)\"");

  @TempDir private Path directory;
  private final long seed = Long.getLong("seed", System.nanoTime());

  @Test
  void killedRunsLeaveWhatUndisturbedOnesDo() throws Exception {
    System.err.println("KillTest: -Dseed=" + seed);
    Result whole = run(Files.createDirectory(directory.resolve("undisturbed")), KILLS + 1);
    assertThat(whole.status()).as(whole.err()).isZero();
    var random = new SplittableRandom(seed);
    List<Callable<Integer>> killers = new ArrayList<>();
    for (String name : List.of("one", "other")) {
      Path killed = Files.createDirectory(directory.resolve(name));
      SplittableRandom moments = random.split();
      killers.add(() -> killAll(killed, moments));
    }

    int hits = 0;
    ExecutorService threads = Executors.newFixedThreadPool(killers.size());
    try {
      for (Future<Integer> done : threads.invokeAll(killers)) {
        hits += done.get();
      }
    } finally {
      threads.shutdown();
    }

    for (String name : List.of("one", "other")) {
      Path killed = directory.resolve(name);
      Result last = run(killed, KILLS + 1);
      assertThat(last.status()).as(last.err()).isZero();
      for (String table : TABLES) {
        assertThat(SparkOracle.rows(path(killed, table)))
            .as("%s, seed %d", table, seed)
            .isEqualTo(SparkOracle.rows(path(directory.resolve("undisturbed"), table)));
        assertThat(orphans(path(killed, table))).as("%s, seed %d", table, seed).isEmpty();
      }
    }
    assertThat(hits).as("kills that hit a run").isGreaterThan(KILLS);
  }

  /** Kills run after run, of a new day nearly each; tells how many were there to be killed. */
  private int killAll(Path where, SplittableRandom random)
      throws IOException, InterruptedException {
    int hits = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      int day = Math.max(1, kill + 1 - KILLS_OF_FIRST_LOAD);
      hits += kill(where, day, random.nextLong(LATEST_KILL_MILLIS)) ? 1 : 0;
    }
    return hits;
  }

  /** Kills a run a while after it began to write; tells whether it was still there. */
  private boolean kill(Path where, int day, long millis) throws IOException, InterruptedException {
    Set<String> before = attempts(where);
    Process process = start(where, day);
    boolean ended = false;
    while (!ended && before.containsAll(attempts(where))) {
      ended = process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
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
            + " \"latency_ms\": 100}}");
  }

  private String[] arguments(Path where) throws IOException {
    Path spec = where.resolve("spec.json");
    List<String> tables = new ArrayList<>();
    for (String table : TABLES) {
      tables.add(
          "{\"table\": {\"source_table\": \"%s\", \"destination_table\": \"%s\","
                  .formatted(table.replace("_history", ""), table)
              + " \"table_configuration\": {\"commit_every\": {\"records\": 200}"
              + (table.endsWith("_history") ? ", \"scd_type\": \"SCD_TYPE_2\"" : "")
              + "}}}");
    }
    Files.writeString(
        spec, "{\"connection_name\": \"local\", \"objects\": [" + String.join(",", tables) + "]}");
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
