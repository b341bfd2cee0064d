package dev.tributary.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts {@code bin/tributary}. */
final class Launcher {
  static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
  static final Path SCRIPT = PROJECT.resolve("bin/tributary");

  private Launcher() {}

  /** How the command ended and what it printed. */
  record Result(int status, String out, String err) {}

  /** Runs a launcher with nothing but these variables in its environment. */
  static Result run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(onPath("bash").toString(), script.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("launcher", ".out");
    Path err = Files.createTempFile("launcher", ".err");
    var builder =
        new ProcessBuilder(command)
            .directory(new File(System.getProperty("java.io.tmpdir")))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Result(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }
}
