package dev.tributary.beam.delta;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** What becomes of the versions of one key after the other, in a table with history. */
interface VersionMerge extends Closeable {

  /**
   * Applies the changes of a key.
   *
   * @param rows of the key, in the files that the task replaces
   * @param changes in the order in which they were read; none only where keys that no change names
   *     do not stay untouched
   */
  void apply(List<Object[]> rows, List<Change> changes) throws IOException;

  /** Whether the versions of a key that no change names stay. */
  boolean keepsUntouched();
}
