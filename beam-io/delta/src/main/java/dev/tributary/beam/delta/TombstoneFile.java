package dev.tributary.beam.delta;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file of tombstones: keys that were deleted, with the sequence of their deletion.
 *
 * @param path relative to the table's root
 * @param minKey the least key in it, in a form that only its reader and writer know
 * @param maxKey the greatest key in it
 * @param committedAt when the epoch that wrote it was committed, from which its retention counts
 */
record TombstoneFile(String path, long rows, String minKey, String maxKey, Instant committedAt)
    implements Serializable {
  TombstoneFile {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Invalid tombstone file: its path is empty");
    }
    if (rows <= 0) {
      throw new IllegalArgumentException("Invalid number of rows in " + path + ": " + rows);
    }
  }
}
