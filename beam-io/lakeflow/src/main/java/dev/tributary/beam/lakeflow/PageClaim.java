package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.Objects;

/**
 * What a reader claims before it hands on what it fetched: the pages from one offset to another.
 *
 * @param from the offset at which the pages begin; the end of the claim before
 * @param to the offset behind the pages; equals {@code from} only if the claim ends the span
 * @param records how many records the pages hold
 * @param ending whether the span ends with them
 */
record PageClaim(Offset from, Offset to, long records, Ending ending) {
  PageClaim {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(ending, "ending");
    if (records < 0) {
      throw new IllegalArgumentException("Invalid claim: " + records + " records");
    }
    if (ending == Ending.NONE && from.equals(to)) {
      throw new IllegalArgumentException(
          "Invalid claim: pages that end where they begin, at " + from + ", end their span");
    }
  }
}
