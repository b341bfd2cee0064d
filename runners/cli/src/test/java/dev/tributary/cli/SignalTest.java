package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs that their user ends at random moments, each followed by one that goes on. */
@Tag("long")
@ExtendWith(SparkOracle.class)
class SignalTest {
  private static final int RUNS = 10;

  /** Reading takes about 40 seconds, however many rows there are. */
  private static final int PAGES = 400;

  private static final long LATENCY_MILLIS = 100;
  private static final long LATEST_SIGNAL_MILLIS = 4_000;
  private static final long LATEST_SECOND_MILLIS = 500;

  /** What is promised; a stopped run has also to commit what it has read. */
  private static final long LONGEST_END_SECONDS = 10;

  private static final long LONGEST_STOP_SECONDS = 60;

  @TempDir private Path directory;
  private final long seed = Long.getLong("seed", System.nanoTime());
  private final long rows = Long.getLong("rows", 100_000);
  private final SplittableRandom random = new SplittableRandom(seed);

  /** What a user does. */
  private enum Wish {
    STOP,
    STOP_AND_DROP,
    TERMINATE
  }

  @Test
  void whatUsersEndIsGoneOnWith() throws Exception {
    System.err.println("SignalTest: -Dseed=" + seed + " -Drows=" + rows);
    List<Wish> heard = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      Wish wish = Wish.values()[run % Wish.values().length];
      if (end(wish)) {
        heard.add(wish);
      }
    }
    assertThat(heard).as("seed %d", seed).contains(Wish.values());

    Command.Result last = Command.runApart(directory, Map.of(), List.of(), arguments("ended", 0));
    assertThat(last.status()).as(last.out() + last.err()).isZero();
    Command.Result whole =
        Command.runApart(directory, Map.of(), List.of(), arguments("undisturbed", 0));
    assertThat(whole.status()).as(whole.err()).isZero();
    assertThat(SparkOracle.fingerprint(table("ended")))
        .as("seed %d", seed)
        .isEqualTo(SparkOracle.fingerprint(table("undisturbed")));
  }

  /** Begins a run and ends it; tells whether it was still reading when the signal came. */
  private boolean end(Wish wish) throws IOException, InterruptedException {
    Process run = Command.start(directory, Map.of(), List.of(), arguments("ended", LATENCY_MILLIS));
    Path lease = table("ended").resolve("_tributary/lease.json");
    while (run.isAlive() && !Files.exists(lease)) {
      run.waitFor(20, TimeUnit.MILLISECONDS);
    }
    run.waitFor(random.nextLong(LATEST_SIGNAL_MILLIS), TimeUnit.MILLISECONDS);
    boolean isHeard = run.isAlive();
    signal(run, wish == Wish.TERMINATE ? "TERM" : "INT");
    if (wish == Wish.STOP_AND_DROP) {
      run.waitFor(random.nextLong(LATEST_SECOND_MILLIS), TimeUnit.MILLISECONDS);
      signal(run, "INT");
    }
    long begin = System.nanoTime();
    long longest = wish == Wish.STOP ? LONGEST_STOP_SECONDS : LONGEST_END_SECONDS;
    boolean hasEnded = run.waitFor(longest, TimeUnit.SECONDS);
    System.err.printf(
        "%s: status %s after %d ms%n",
        wish,
        hasEnded ? run.exitValue() : "none",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    if (!hasEnded) {
      run.destroyForcibly().waitFor();
    }
    String told =
        "%s, seed %d:%n%s%s"
            .formatted(
                wish,
                seed,
                Files.readString(directory.resolve("out.txt")),
                Files.readString(directory.resolve("err.txt")));
    assertThat(hasEnded).as(told).isTrue();
    // A run of which every table has caught up has nothing left that could be stopped.
    assertThat(run.exitValue()).as(told).isIn(0, 1);
    if (isHeard && run.exitValue() == 1) {
      assertThat(told).contains(wish == Wish.TERMINATE ? "Ending: " : "Stopping: ");
      assertThat(told).containsPattern("main.default.orders +(PARTIAL|FAILED)");
      assertThat(told).doesNotContain("Exception");
    }
    return isHeard;
  }

  private static void signal(Process run, String name) throws IOException, InterruptedException {
    if (run.isAlive()) {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + run.pid()).start().waitFor();
    }
  }

  private String[] arguments(String warehouse, long latencyMillis) throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            "{\"connection_name\": \"local\", \"objects\": [{\"table\": {\"source_table\":"
                + " \"orders\", \"table_configuration\": {\"commit_every\": {\"time\": \"3s\","
                + " \"records\": 10000000}}}}]}");
    Path connection =
        Files.writeString(
            directory.resolve("connection-" + latencyMillis + ".json"),
            "{\"connector\": \"example\", \"options\": {\"records\": %d, \"page_size\": %d, \"latency_ms\": %d}}"
                .formatted(rows, Math.max(1, rows / PAGES), latencyMillis));
    return new String[] {
      "run",
      "--spec=" + spec,
      "--connection=" + connection,
      "--warehouse=" + directory.resolve(warehouse)
    };
  }

  private Path table(String warehouse) {
    return directory.resolve(warehouse).resolve("main/default/orders");
  }
}
