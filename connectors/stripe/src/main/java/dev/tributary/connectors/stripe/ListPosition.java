package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Offset;
import java.time.Instant;

/**
 * Where the read of a list stands.
 *
 * @param began when the list began, by Stripe's clock; null where it has not
 * @param part which of several lists is read
 * @param after the last object read, if any
 * @param created when that was created
 * @param within the object to which those belong that are read, if any
 */
record ListPosition(Instant began, int part, String after, Instant created, String within) {
  static final ListPosition FIRST = new ListPosition(null, 0, null, null, null);

  static boolean isAt(Offset offset) {
    return offset.isInitial() || offset.text("listing") != null;
  }

  static ListPosition of(Offset offset) {
    String part = offset.text("part");
    return new ListPosition(
        offset.instant("listing"),
        part == null ? 0 : Integer.parseInt(part),
        offset.text("after"),
        offset.instant("created"),
        offset.text("within"));
  }

  ListPosition begun(Instant time) {
    return began == null ? new ListPosition(time, part, after, created, within) : this;
  }

  ListPosition behind(String id, Instant time) {
    return new ListPosition(began, part, id, time, within);
  }

  ListPosition within(String id) {
    return new ListPosition(began, part, after, created, id);
  }

  ListPosition nextPart() {
    return new ListPosition(began, part + 1, null, null, null);
  }

  Offset toOffset() {
    return Offset.sparse(
        "listing",
        began,
        "part",
        part == 0 ? null : part,
        "after",
        after,
        "created",
        created,
        "within",
        within);
  }
}
