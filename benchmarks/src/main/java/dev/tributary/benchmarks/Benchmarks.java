package dev.tributary.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command: which works, how large, how often. */
@Command(
    name = "benchmarks/run",
    description = "Measures Tributary side by side with delta-spark and with a plain loop.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 all sides ended in the same tables, whatever they took; 1 they did not, or one",
      "failed; 2 a wrong option."
    })
final class Benchmarks implements Callable<Integer> {
  private static final long SHORT_ROWS = 10_000;
  private static final int SHORT_REPETITIONS = 3;

  /** How the results are printed. */
  enum Output {
    TEXT,
    JSON
  }

  @Spec private CommandSpec command;

  @Option(
      names = "--works",
      split = ",",
      paramLabel = "WORK",
      description = "Of ${COMPLETION-CANDIDATES}. Default: all")
  private List<Work> works = List.of(Work.values());

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "500000",
      description = "Rows of the table. Default: ${DEFAULT-VALUE}")
  private long rows;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds of each work; the median counts. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Rounds before them that do not count, but of processes. Default: ${DEFAULT-VALUE}")
  private int warmUps;

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "20",
      description = "Merges one after the other in the work 'rounds'. Default: ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(
      names = "--short",
      description = {
        "A first look of some minutes, whatever else is given:",
        "--rows=" + SHORT_ROWS + " --rounds=1 --warm-ups=0 --repetitions=" + SHORT_REPETITIONS
      })
  private boolean isShort;

  @Option(
      names = "--output",
      defaultValue = "text",
      description = "The results as ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Output output;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Where files and tables are written, in a directory that is deleted at the end. Default:"
              + " the system's for temporary files.")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    if (isShort) {
      rows = SHORT_ROWS;
      rounds = 1;
      warmUps = 0;
      repetitions = SHORT_REPETITIONS;
    }
    require("--rows", rows, 100);
    require("--rounds", rounds, 1);
    require("--warm-ups", warmUps, 0);
    require("--repetitions", repetitions, 1);
    List<Result> results = new ArrayList<>();
    boolean isComplete = measure(results);
    PrintWriter out = command.commandLine().getOut();
    switch (output) {
      case TEXT -> TextResults.print(results, out);
      case JSON -> out.println(JsonResults.of(results));
    }
    out.flush();
    return isComplete ? 0 : 1;
  }

  private void require(String option, long value, long least) {
    if (value < least) {
      throw new ParameterException(
          command.commandLine(), "Invalid " + option + ": " + value + " is less than " + least);
    }
  }

  /** What a work that fails took says nothing, but the others have their results. */
  private boolean measure(List<Result> results) throws IOException {
    Path scratch = scratch();
    PrintWriter err = command.commandLine().getErr();
    boolean isComplete = true;
    try (var bench = new Workbench(scratch, rows, repetitions, new Rounds(warmUps, rounds, err))) {
      for (Work work : EnumSet.copyOf(works)) {
        try {
          results.addAll(work.measure(bench));
        } catch (BenchmarkException e) {
          err.println("Failed: " + work.title() + ": " + e.getMessage());
          err.flush();
          isComplete = false;
        }
      }
    } finally {
      Directories.delete(scratch);
    }
    return isComplete;
  }

  private Path scratch() throws IOException {
    String prefix = "tributary-benchmarks-";
    return directory == null
        ? Files.createTempDirectory(prefix)
        : Files.createTempDirectory(Files.createDirectories(directory.toAbsolutePath()), prefix);
  }
}
