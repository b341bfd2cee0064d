package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The command in a JVM of its own, without a cluster. */
final class LocalCommand {
  static final List<String> ON_DIRECT_RUNNER = List.of("--runner=DirectRunner");
  static final List<String> ON_SPARK = List.of("--runner=SparkRunner", "--sparkMaster=local[2]");

  private LocalCommand() {}

  /**
   * Loads a spec and returns what the command prints on stdout.
   *
   * @param environment the variables that it gets beyond this process's
   */
  static String run(
      Path spec, Map<String, String> environment, Path warehouse, List<String> options)
      throws IOException, InterruptedException {
    Files.createDirectories(warehouse);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(Arrays.asList(System.getProperty("tributary.spark.jvm").split(" ")));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(List.of(Main.class.getName(), "run"));
    command.addAll(List.of("--spec=" + spec, "--warehouse=" + warehouse));
    command.addAll(options);
    Path out = Files.createTempFile(warehouse.getParent(), "out", ".txt");
    Path err = Files.createTempFile(warehouse.getParent(), "err", ".txt");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the run ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(out) + Files.readString(err)).isZero();
    return Files.readString(out);
  }

  /** Without this module's test classes, which a run must not need. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
