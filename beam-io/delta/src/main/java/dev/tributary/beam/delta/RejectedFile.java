package dev.tributary.beam.delta;

import java.io.Serializable;
import java.util.Objects;

/**
 * A data file of the table of rejected records.
 *
 * @param file its path is relative to that table
 * @param rows how many records it holds
 */
record RejectedFile(DataFile file, long rows) implements Serializable {
  RejectedFile {
    Objects.requireNonNull(file, "file");
    if (rows < 1) {
      throw new IllegalArgumentException("Invalid rejected file: " + rows + " rows");
    }
  }
}
