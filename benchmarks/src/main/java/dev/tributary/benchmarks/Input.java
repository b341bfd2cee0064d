package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * Files of records that all sides read.
 *
 * @param meaning what a table has to do with them
 */
record Input(Shape shape, Meaning meaning, List<Path> files) {
  /** What files are of a table. */
  enum Meaning {
    /** Rows that are new or changed. */
    CHANGES,
    /** All rows: what they lack is deleted. */
    SNAPSHOT
  }

  Input {
    files = List.copyOf(files);
  }

  static Input changes(Shape shape, List<Path> files) {
    return new Input(shape, Meaning.CHANGES, files);
  }

  Input asSnapshot() {
    return new Input(shape, Meaning.SNAPSHOT, files);
  }
}
