package dev.tributary.beam.delta;

import java.util.List;

/**
 * Files of a table, and new ones with the same rows.
 *
 * @param removes files of the table
 * @param adds files that are to take their place
 */
record Rewrite(List<DataFile> removes, List<DataFile> adds) {
  Rewrite {
    removes = List.copyOf(removes);
    adds = List.copyOf(adds);
  }
}
