package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a reader claims before it hands on what it fetched: the pages from one offset to another.
 *
 * @param from the offset at which the pages begin; the end of the claim before
 * @param to the offset behind the pages; equals {@code from} only if the claim ends the span
 * @param records how many records the pages hold
 * @param ending whether the span ends with them
 * @param upTo the end of the range when the pages were fetched; null where it had none
 * @param granted set by the tracker if the pages belong to the reader. A range that was cut at a
 *     fraction since the fetch may end amid the pages; the reader then fetches again, up to the
 *     cut. It cannot be told by a refusal, for runners take that as the reader's end.
 */
record PageClaim(
    Offset from, Offset to, long records, Ending ending, Offset upTo, AtomicBoolean granted) {
  PageClaim {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(ending, "ending");
    Objects.requireNonNull(granted, "granted");
    if (records < 0) {
      throw new IllegalArgumentException("Invalid claim: " + records + " records");
    }
    if (ending == Ending.NONE && from.equals(to)) {
      throw new IllegalArgumentException(
          "Invalid claim: pages that end where they begin, at " + from + ", end their span");
    }
  }

  /** A claim of pages that were fetched without an end in sight. */
  PageClaim(Offset from, Offset to, long records, Ending ending) {
    this(from, to, records, ending, null, new AtomicBoolean());
  }
}
