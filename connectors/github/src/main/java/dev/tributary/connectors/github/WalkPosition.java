package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Offset;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Where a {@link ChangeWalk} stands.
 *
 * @param cursor the newest change read that is not newer than the start of the walk's run; null for
 *     none
 * @param cursorRun the start of the run that moved the cursor there; null for none
 * @param runStart the start of the run in which the walk began; null while at rest
 * @param since the instant from which the list is asked for; null for its beginning
 * @param seen the ids read at that instant
 * @param next path and query of the page behind, inside one instant; null outside
 * @param tied how many rows of that instant the pages before {@code next} held
 * @param tiedBefore how many rows of it the walk before counted; -1 if there was none
 */
record WalkPosition(
    Instant cursor,
    Instant cursorRun,
    Instant runStart,
    Instant since,
    Set<Long> seen,
    String next,
    int tied,
    int tiedBefore) {
  WalkPosition {
    seen = Set.copyOf(seen);
  }

  boolean isAtRest() {
    return runStart == null;
  }

  /** At the beginning of a walk. */
  WalkPosition begin(Instant run, Instant instant) {
    return new WalkPosition(cursor, cursorRun, run, instant, Set.of(), null, 0, -1);
  }

  /** At rest: all there was has been read. */
  WalkPosition end(Instant newCursor) {
    return new WalkPosition(newCursor, runOf(newCursor), null, null, Set.of(), null, 0, -1);
  }

  /** In the same walk, before all rows of an instant but those seen. */
  WalkPosition from(Instant newCursor, Instant instant, Set<Long> idsSeen, int countedBefore) {
    return new WalkPosition(
        newCursor, runOf(newCursor), runStart, instant, idsSeen, null, 0, countedBefore);
  }

  /** In the same walk, inside an instant whose rows do not fit a page. */
  WalkPosition inside(Instant newCursor, Instant instant, String link, int counted, int before) {
    return new WalkPosition(
        newCursor, runOf(newCursor), runStart, instant, Set.of(), link, counted, before);
  }

  private Instant runOf(Instant newCursor) {
    return Objects.equals(newCursor, cursor) ? cursorRun : runStart;
  }

  static WalkPosition of(Offset offset) {
    JsonNode value = offset.value();
    var ids = new HashSet<Long>();
    value.path("seen").forEach(id -> ids.add(id.longValue()));
    return new WalkPosition(
        offset.instant("cursor"),
        offset.instant("cursor_run"),
        offset.instant("run_start"),
        offset.instant("since"),
        ids,
        offset.text("next"),
        value.path("tied").asInt(0),
        value.path("tied_before").asInt(-1));
  }

  Offset toOffset() {
    return Offset.sparse(
        "cursor", cursor,
        "cursor_run", cursorRun,
        "run_start", runStart,
        "since", since,
        "seen", seen.stream().sorted().toList(),
        "next", next,
        "tied", next == null ? null : tied,
        "tied_before", tiedBefore < 0 ? null : tiedBefore);
  }
}
