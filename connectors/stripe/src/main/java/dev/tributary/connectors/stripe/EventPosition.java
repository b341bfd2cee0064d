package dev.tributary.connectors.stripe;

import dev.tributary.connectors.Offset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to where events have been read, and where the read of a range of them stands.
 *
 * @param read up to when they have been read
 * @param listed when the list began that the rows come from: no row is older than that
 * @param seen ids of the events that have been read, of those within the lookback
 * @param from where the range begins that is being read; null for none
 * @param until where it ends
 * @param created when the last object read was created
 * @param last the id of that object; null where none has been read
 */
record EventPosition(
    Instant read,
    Instant listed,
    List<String> seen,
    Instant from,
    Instant until,
    Instant created,
    String last) {

  /** Behind a list. */
  static EventPosition behindList(Instant began) {
    return new EventPosition(began, began, List.of(), null, null, null, null);
  }

  static EventPosition of(Offset offset) {
    var seen = new ArrayList<String>();
    offset.value().path("seen").forEach(id -> seen.add(id.asText()));
    return new EventPosition(
        offset.instant("read"),
        offset.instant("listed"),
        seen,
        offset.instant("from"),
        offset.instant("until"),
        offset.instant("created"),
        offset.text("last"));
  }

  EventPosition reading(Instant rangeFrom, Instant rangeUntil) {
    return new EventPosition(read, listed, seen, rangeFrom, rangeUntil, null, null);
  }

  EventPosition behind(ChangedObject object) {
    return new EventPosition(read, listed, seen, from, until, object.created(), object.id());
  }

  /** Behind the range. */
  EventPosition done(List<String> recent) {
    return new EventPosition(until, listed, recent, null, null, null, null);
  }

  Offset toOffset() {
    return Offset.sparse(
        "read", read, "listed", listed, "seen", seen, "from", from, "until", until, "created",
        created, "last", last);
  }
}
