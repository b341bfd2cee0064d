package dev.tributary.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The command, in this process or in one of its own. */
final class Command {
  static final Path EXAMPLES = Path.of("..", "..", "spec", "examples").toAbsolutePath().normalize();

  private Command() {}

  /** How a command ended and what it printed. */
  record Result(int status, String out, String err) {}

  /** Runs the command here. What goes to the standard streams directly is not seen. */
  static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine command = Tributary.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    int status = command.execute(arguments);
    return new Result(status, out.toString(), err.toString());
  }

  /** Starts the command in a process of its own, in a directory where its streams go to files. */
  static Process start(
      Path directory, Map<String, String> environment, List<String> jvm, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.add("-Dtributary.examples=" + EXAMPLES);
    command.addAll(jvm);
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("out.txt").toFile())
            .redirectError(directory.resolve("err.txt").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The class path of this test without the logger of Spark, which no user of the command has. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("log4j-slf4j2-impl"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Runs the command in a process of its own. */
  static Result runApart(
      Path directory, Map<String, String> environment, List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    int status = start(directory, environment, jvm, arguments).waitFor();
    return new Result(
        status, text(directory.resolve("out.txt")), text(directory.resolve("err.txt")));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** All that stands below a directory in files that are text, and the names of all. */
  static String everythingBelow(Path directory) throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(file).append('\n');
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
