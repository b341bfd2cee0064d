package dev.tributary.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories with all that is in them. */
final class Directories {
  private Directories() {}

  /** Copies a directory to a place where there is none. */
  static void copy(Path source, Path target) {
    try {
      Files.createDirectories(target.getParent());
      for (Path each : tree(source)) {
        Files.copy(each, target.resolve(source.relativize(each).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy " + source + " to " + target, e);
    }
  }

  /** Deletes a directory, if there is one. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try {
      for (Path each : tree(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }

  private static List<Path> tree(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.toList();
    }
  }
}
