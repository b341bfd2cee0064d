package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {
  @TempDir private Path directory;

  @Test
  void aLoadAndAMergeEndInTheSameTablesAndLeaveNothingBehind() throws Exception {
    assertThat(run("--works=initial,recent")).hasSize(3);
  }

  @Test
  @Tag("long")
  void allWorksEndInTheSameTables() throws Exception {
    assertThat(run("--works=" + String.join(",", works()))).hasSize(11);
  }

  private static List<String> works() {
    return Arrays.stream(Work.values()).map(Work::name).toList();
  }

  /** The lines of the results, each with a time and a ratio. */
  private JsonNode run(String works) throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    int status =
        command.execute(
            works,
            "--rows=2000",
            "--rounds=1",
            "--warm-ups=0",
            "--output=json",
            "--directory=" + directory);

    assertThat(status).as(err.toString()).isZero();
    assertThat(directory).isEmptyDirectory();
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.get("tributary_s").asDouble()).isPositive();
              assertThat(row.get("ratio").asDouble()).isPositive();
            });
    return rows;
  }
}
