package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {
  /** They start processes. */
  private static final List<Work> OF_PROCESSES = List.of(Work.COLD, Work.COLD_MERGE, Work.MEMORY);

  private static final String COMMAND = "tributary.benchmarks.command";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void worksOfEachKindEndInTheSameTables() throws Exception {
    int status = run("initial,recent,history,snapshot,rounds,slow");

    assertThat(status).as(err.toString()).isZero();
    assertCompared(10);
  }

  @Test
  @Tag("long")
  void allWorksInThisProcessEndInTheSameTables() throws Exception {
    int status =
        run(
            Arrays.stream(Work.values())
                .filter(work -> !OF_PROCESSES.contains(work))
                .map(Work::name)
                .collect(Collectors.joining(",")));

    assertThat(status).as(err.toString()).isZero();
    assertCompared(22);
  }

  @Test
  @Tag("long")
  void processesEndInTheSameTablesAndTellTheirMemory() throws Exception {
    int status = run("cold,cold_merge,memory");

    assertThat(status).as(err.toString()).isZero();
    assertThat(rows())
        .hasSize(3)
        .allSatisfy(
            row -> {
              assertThat(row.get("tributary_s").asDouble()).isPositive();
              assertThat(row.get("tributary_peak_bytes").asLong()).isPositive();
            });
    assertThat(rows().get(0).get("tributary_spark_peak_bytes").asLong()).isPositive();
    assertThat(rows().get(0).get("peer_peak_bytes").asLong()).isPositive();
    assertThat(rows().get(2).get("goal").asText()).isEqualTo("completes");
    assertThat(rows().get(2).get("reached").asBoolean()).isTrue();
    assertThat(rows().get(2).get("ratio").isNull()).isTrue();
  }

  @Test
  void aWorkThatFailsLeavesTheOthersTheirResults() throws Exception {
    String launcher = System.clearProperty(COMMAND);
    try {
      int status = run("memory,slow");

      assertThat(status).isOne();
    } finally {
      System.setProperty(COMMAND, launcher);
    }
    assertThat(err.toString())
        .contains(
            "Failed: initial load of 10 times the rows, -Xmx1g, whole process: Set"
                + " -Dtributary.benchmarks.command, as benchmarks/run does");
    assertThat(rows()).hasSize(1);
    assertThat(rows().get(0).get("work").asText())
        .isEqualTo("50 ms a page, 8 partitions against one");
  }

  private void assertCompared(int count) throws Exception {
    assertThat(rows())
        .hasSize(count)
        .allSatisfy(
            row -> {
              assertThat(row.get("tributary_s").asDouble()).isPositive();
              assertThat(row.get("ratio").asDouble()).isPositive();
              assertThat(row.get("tributary_peak_bytes").isNull()).isTrue();
            });
  }

  private int run(String works) {
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status =
        command.execute(
            "--works=" + works,
            "--rows=1000",
            "--rounds=1",
            "--warm-ups=0",
            "--repetitions=2",
            "--output=json",
            "--directory=" + directory);
    assertThat(directory).as("nothing is left behind").isEmptyDirectory();
    return status;
  }

  /** The lines of the results. */
  private JsonNode rows() throws Exception {
    return new ObjectMapper().readTree(out.toString()).get("rows");
  }
}
