package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {
  @TempDir private Path directory;

  @Test
  void allWorksEndInTheSameTablesAndLeaveNothingBehind() throws Exception {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    int status =
        command.execute(
            "--rows=2000",
            "--rounds=1",
            "--warm-ups=0",
            "--output=json",
            "--directory=" + directory);

    assertThat(status).as(err.toString()).isZero();
    JsonNode rows = new ObjectMapper().readTree(out.toString()).get("rows");
    assertThat(rows).hasSize(11);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.get("tributary_s").asDouble()).isPositive();
              assertThat(row.get("ratio").asDouble()).isPositive();
            });
    assertThat(directory).isEmptyDirectory();
  }
}
