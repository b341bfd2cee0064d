package dev.tributary.connectors.example;

import dev.tributary.connectors.SourceRecord;
import java.time.Instant;

/**
 * A list of records that is computed and never held: what stands for the source's API. Ordered by
 * time; a later day's feed begins with all of an earlier day's, unless it is a snapshot's.
 */
interface Feed {
  long size();

  SourceRecord record(long position);

  /** When the record changed. */
  Instant time(long position);

  /** The first position whose time is not before an instant, or the size. */
  default long firstFrom(Instant instant) {
    long low = 0;
    long high = size();
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (time(middle).isBefore(instant)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
