package dev.tributary.connectors.hubspot;

import dev.tributary.connectors.Offset;
import java.time.Instant;

/**
 * Where the read of objects stands, or that of deletes.
 *
 * @param reached until when all changes have been read; null if a first read has not ended
 * @param run the start of the run in which the present walk, or else the last one, began
 * @param bound until when all changes have been read when the present walk ends; null at rest
 * @param since from when on the walk reads changes; null for all
 * @param after what the next page is behind: HubSpot's own word in a list, an id in a search; null
 *     at the begin of a list
 */
record Position(Instant reached, Instant run, Instant bound, Instant since, String after) {

  static Position of(Offset offset) {
    return new Position(
        offset.instant("reached"),
        offset.instant("run"),
        offset.instant("bound"),
        offset.instant("since"),
        offset.text("after"));
  }

  boolean isAtRest() {
    return bound == null;
  }

  /** Behind a page. */
  Position behind(String next) {
    return new Position(reached, run, bound, since, next);
  }

  /** At the end of a walk. */
  Position end() {
    boolean isBack = reached != null && bound.isBefore(reached);
    return new Position(isBack ? reached : bound, run, null, null, null);
  }

  Offset toOffset() {
    return Offset.sparse(
        "reached", reached, "run", run, "bound", bound, "since", since, "after", after);
  }
}
