package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ContinuousRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Process process;

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void optionsThatDoNotFitTogetherAreRefused() {
    assertThat(run("--interval=5m").err())
        .startsWith("--interval is of --continuous: add that, or drop it");
    assertThat(run("--continuous", "--full-refresh").err())
        .startsWith("--full-refresh with --continuous would load the tables anew again and again");
    for (String interval : List.of("0s", "soon", "PT0.5S")) {
      Result run = run("--continuous", "--interval=" + interval);
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).startsWith("Invalid --interval: '" + interval + "', it must be");
    }
  }

  @Test
  @Timeout(60)
  void aSpecThatIsWrongEndsIt() {
    Result run = Command.run("run", "--spec=" + directory.resolve("none.json"), "--continuous");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Cannot find the spec").doesNotContain("The next run");
  }

  @Test
  @Timeout(120)
  void runsFollowEachOtherUntilTheirUserEndsThem() throws Exception {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            "{\"connection_name\": \"local\", \"objects\": [{\"table\": {\"source_table\":"
                + " \"customers\"}}]}");
    process =
        Command.start(
            directory,
            Map.of(
                "TRIBUTARY_CONNECTION_LOCAL",
                "{\"connector\": \"example\", \"options\": {\"records\": 20}}"),
            List.of(),
            "run",
            "--spec=" + spec,
            "--warehouse=" + directory.resolve("warehouse"),
            "--output=json",
            "--continuous",
            "--interval=1s");
    Path out = directory.resolve("out.txt");
    while (Files.readAllLines(out).size() < 3) {
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as("ended").isFalse();
    }

    // SIGTERM
    process.destroy();

    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isIn(0, 1);
    List<String> statuses = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      JsonNode report = JSON.readTree(line);
      statuses.add(report.at("/tables/0/status").asText());
    }
    assertThat(statuses.subList(0, 3)).containsExactly("DONE", "UNCHANGED", "UNCHANGED");
    assertThat(Files.readString(directory.resolve("err.txt"))).contains("Ending: ");
  }

  private static Result run(String... options) {
    var all = new ArrayList<>(List.of("run", "--spec=example"));
    all.addAll(List.of(options));
    return Command.run(all.toArray(String[]::new));
  }
}
