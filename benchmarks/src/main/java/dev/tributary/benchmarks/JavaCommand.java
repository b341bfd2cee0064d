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

/** The command lines of both sides as processes, with the memory and the quiet of this one. */
final class JavaCommand {
  /** Names the file with the class path of the command, which has no Spark on it. */
  private static final String COMMAND_CLASS_PATH = "tributary.benchmarks.command";

  /** Of the flags of this process: heap, compilers, logging, and what Spark needs opened. */
  private static final List<String> SHARED_FLAGS =
      List.of("-Xm", "-XX:Tiered", "-Dorg.slf4j.simpleLogger.", "--add-opens");

  private JavaCommand() {}

  static List<String> tributary(List<String> arguments) {
    String file = System.getProperty(COMMAND_CLASS_PATH);
    if (file == null) {
      throw new BenchmarkException("Set -D" + COMMAND_CLASS_PATH + ", as benchmarks/run does");
    }
    try {
      // And this module, in which the connector is.
      String classPath = Files.readString(Path.of(file)).strip() + File.pathSeparator + classes();
      List<String> line = java(classPath, "dev.tributary.cli.Main");
      line.addAll(arguments);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  static List<String> peer(Path scratch, Path table, List<Path> files) {
    List<String> line = java(System.getProperty("java.class.path"), PeerProcess.class.getName());
    line.add(scratch.toString());
    line.add(table.toString());
    files.forEach(file -> line.add(file.toString()));
    return line;
  }

  private static List<String> java(String classPath, String mainClass) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (SHARED_FLAGS.stream().anyMatch(argument::startsWith)) {
        line.add(argument);
      }
    }
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
