package dev.tributary.beam.delta;

import java.io.Serializable;
import java.time.Instant;

/**
 * A file of hidden members: rows of versions that a later change of the same version stands for in
 * the table.
 *
 * @param path relative to the table's root
 * @param minKey the least leading key in it, as {@link LeadingKeys#toText} has it
 * @param maxKey the greatest leading key in it
 * @param committedAt when the newest of its rows were committed, from which its retention counts
 * @param tier how many times its rows were merged into a larger file
 */
record HiddenFile(
    String path, long rows, String minKey, String maxKey, Instant committedAt, int tier)
    implements Serializable {
  HiddenFile {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("Invalid file of hidden members: its path is empty");
    }
    if (rows <= 0) {
      throw new IllegalArgumentException("Invalid number of rows in " + path + ": " + rows);
    }
  }
}
