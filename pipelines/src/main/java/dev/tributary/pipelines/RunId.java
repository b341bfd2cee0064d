package dev.tributary.pipelines;

import java.time.Instant;
import java.util.Objects;

/**
 * Which run it is.
 *
 * @param id as it is shown in rows, reports and leases
 * @param start the bound of all reads of the run
 */
record RunId(String id, Instant start) {
  RunId {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(start, "start");
  }
}
