package dev.tributary.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command lines of sides as processes, with the memory and the quiet of this one. */
final class JavaCommand {
  /** Names the launcher of the command, {@code bin/tributary}. */
  private static final String COMMAND = "tributary.benchmarks.command";

  /**
   * Of the flags of this process: the most heap, compilers, logging, and what Spark needs opened.
   * Not the heap that it begins with: what a process takes by itself is measured.
   */
  private static final List<String> SHARED_FLAGS =
      List.of("-Xmx", "-XX:Tiered", "-Dorg.slf4j.simpleLogger.", "--add-opens");

  private JavaCommand() {}

  /**
   * Tributary on DirectRunner, as a user starts it.
   *
   * @param connectorJar with the connector of this module
   */
  static List<String> direct(Loader.Request request, Path connectorJar, String... flags) {
    String launcher = System.getProperty(COMMAND);
    if (launcher == null) {
      throw new BenchmarkException("Set -D" + COMMAND + ", as benchmarks/run does");
    }
    List<String> options = sharedFlags();
    // Of two sizes of the heap the last one counts.
    options.addAll(List.of(flags));
    List<String> line = new ArrayList<>();
    line.add("env");
    line.add("JAVA_HOME=" + System.getProperty("java.home"));
    line.add("TRIBUTARY_OPTS=" + String.join(" ", options));
    line.add(launcher);
    line.addAll(request.arguments());
    line.add("--connector-jar=" + connectorJar);
    return line;
  }

  /** Tributary on SparkRunner, in one process with it. */
  static List<String> onSpark(Loader.Request request) {
    List<String> line = java(ownClassPath(), "dev.tributary.spark.Main");
    line.addAll(request.arguments());
    line.add("--runner=SparkRunner");
    line.add("--sparkMaster=local[2]");
    return line;
  }

  static List<String> peer(List<String> arguments) {
    List<String> line = java(ownClassPath(), PeerProcess.class.getName());
    line.addAll(arguments);
    return line;
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  private static List<String> java(String classPath, String mainClass) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(sharedFlags());
    line.add("-cp");
    line.add(classPath);
    line.add(mainClass);
    return line;
  }

  private static List<String> sharedFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> SHARED_FLAGS.stream().anyMatch(argument::startsWith))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
