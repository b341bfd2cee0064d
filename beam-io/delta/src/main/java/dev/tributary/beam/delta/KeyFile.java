package dev.tributary.beam.delta;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file of what is remembered of keys beside the table.
 *
 * @param path relative to the table's root
 * @param minKey the least leading key in it, as {@link LeadingKeys#toText} has it
 * @param maxKey the greatest leading key in it
 * @param committedAt when the newest of its rows were committed, from which its retention counts
 * @param tier how many times its rows were merged into a larger file
 */
record KeyFile(String path, long rows, String minKey, String maxKey, Instant committedAt, int tier)
    implements Serializable {

  /** What is remembered. */
  enum Kind {
    /** Deleted keys, with the sequence of their deletion; short rows. */
    TOMBSTONES(TableLayout.TOMBSTONES, true),
    /** Rows of versions that a later change of the same version stands for in the table. */
    HIDDEN_MEMBERS(TableLayout.HIDDEN, false);

    private final String directory;
    private final boolean hasShortRows;

    Kind(String directory, boolean hasShortRows) {
      this.directory = directory;
      this.hasShortRows = hasShortRows;
    }

    /** Relative to the table's root. */
    String directory() {
      return directory;
    }

    boolean hasShortRows() {
      return hasShortRows;
    }
  }

  KeyFile {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Invalid file of keys: its path is empty");
    }
    if (rows <= 0) {
      throw new IllegalArgumentException("Invalid number of rows in " + path + ": " + rows);
    }
  }
}
