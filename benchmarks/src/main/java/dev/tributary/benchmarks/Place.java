package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.function.Supplier;

/** The directory of a side, another one for each run. */
final class Place {
  private final Supplier<Path> freshPath;
  private final Path base;
  private Path path;

  /**
   * A place.
   *
   * @param freshPath gives a path where nothing is
   * @param base what each run begins with a copy of; null for nothing
   */
  Place(Supplier<Path> freshPath, Path base) {
    this.freshPath = freshPath;
    this.base = base;
  }

  /** Makes the place of the next run, and deletes that of the last. */
  Path renew() {
    discard();
    path = freshPath.get();
    if (base != null) {
      Directories.copy(base, path);
    }
    return path;
  }

  Path path() {
    return path;
  }

  void discard() {
    if (path != null) {
      Directories.delete(path);
    }
  }
}
