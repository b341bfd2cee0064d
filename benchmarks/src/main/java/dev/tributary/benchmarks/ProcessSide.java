package dev.tributary.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A process that writes a directory, from its start to its end. */
final class ProcessSide implements Side {
  private final Supplier<Path> freshPath;
  private final Function<Path, List<String>> command;
  private Path directory;
  private List<String> line;

  /**
   * A process.
   *
   * @param freshPath gives a path where nothing is
   * @param command what writes to such a path
   */
  ProcessSide(Supplier<Path> freshPath, Function<Path, List<String>> command) {
    this.freshPath = freshPath;
    this.command = command;
  }

  @Override
  public void prepare() {
    if (directory != null) {
      Directories.delete(directory);
    }
    directory = freshPath.get();
    line = command.apply(directory);
  }

  @Override
  public void run() {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int status = process.waitFor();
      if (status != 0) {
        throw new BenchmarkException(
            "A process ended with status " + status + ": " + String.join(" ", line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + line.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Cannot go on: interrupted");
    }
  }

  Path directory() {
    return directory;
  }
}
