package dev.tributary.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of sides as processes, with the memory and the quiet of this one. */
final class JavaCommand {
  /** Names the file with the class path of the command, which has no Spark on it. */
  private static final String COMMAND_CLASS_PATH = "tributary.benchmarks.command";

  /**
   * Of the flags of this process: the most heap, compilers, logging, and what Spark needs opened.
   * Not the heap that it begins with: what a process takes by itself is measured.
   */
  private static final List<String> SHARED_FLAGS =
      List.of("-Xmx", "-XX:Tiered", "-Dorg.slf4j.simpleLogger.", "--add-opens");

  private JavaCommand() {}

  /** Tributary on DirectRunner, as a user has it who knows nothing of Spark. */
  static List<String> direct(Loader.Request request, String... flags) {
    String file = System.getProperty(COMMAND_CLASS_PATH);
    if (file == null) {
      throw new BenchmarkException("Set -D" + COMMAND_CLASS_PATH + ", as benchmarks/run does");
    }
    try {
      // And this module, in which the connector is.
      String classPath = Files.readString(Path.of(file)).strip() + File.pathSeparator + classes();
      List<String> line = java(classPath, "dev.tributary.cli.Main", flags);
      line.addAll(request.arguments());
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
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

  private static List<String> java(String classPath, String mainClass, String... flags) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (SHARED_FLAGS.stream().anyMatch(argument::startsWith)) {
        line.add(argument);
      }
    }
    // Of two sizes of the heap the last one counts.
    line.addAll(List.of(flags));
    line.add("-cp");
    line.add(classPath);
    line.add(mainClass);
    return line;
  }

  private static Path classes() {
    return Path.of(
        URI.create(
            JavaCommand.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
