package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a {@link PullWalk} stands.
 *
 * @param cursor the newest change that earlier walks read; null for none
 * @param cursorRun the start of the run whose walk read it; null for none
 * @param runStart the start of the run in which the walk began; null while at rest
 * @param newest the newest change of this walk that is not newer than the start of its run
 * @param next path and query of the page behind; null for the first page, or if there is none
 * @param pulls the numbers of pull requests whose reviews are still to be read
 * @param reviews path and query of the next page of the first of them; null for its first page
 * @param walked whether the list has been read and only reviews are left
 */
record PullPosition(
    Instant cursor,
    Instant cursorRun,
    Instant runStart,
    Instant newest,
    String next,
    List<Long> pulls,
    String reviews,
    boolean walked) {
  PullPosition {
    pulls = List.copyOf(pulls);
  }

  boolean isAtRest() {
    return runStart == null;
  }

  /** At the beginning of a walk. */
  PullPosition begin(Instant run) {
    return new PullPosition(cursor, cursorRun, run, null, null, List.of(), null, false);
  }

  /**
   * Behind a page of pull requests.
   *
   * @param link the next one; null if there is none
   */
  PullPosition behind(Instant newestChange, String link) {
    return new PullPosition(
        cursor, cursorRun, runStart, newestChange, link, List.of(), null, link == null);
  }

  PullPosition withReviews(List<Long> numbers, String link) {
    return new PullPosition(cursor, cursorRun, runStart, newest, next, numbers, link, walked);
  }

  /** Where the next run begins, once the walk is over. */
  PullPosition end() {
    Instant reached = ChangeWalk.latest(cursor, newest);
    Instant by = Objects.equals(reached, cursor) ? cursorRun : runStart;
    return new PullPosition(reached, by, null, null, null, List.of(), null, false);
  }

  static PullPosition of(Offset offset) {
    var numbers = new ArrayList<Long>();
    offset.value().path("pulls").forEach(number -> numbers.add(number.longValue()));
    return new PullPosition(
        offset.instant("cursor"),
        offset.instant("cursor_run"),
        offset.instant("run_start"),
        offset.instant("newest"),
        offset.text("next"),
        numbers,
        offset.text("reviews"),
        offset.value().path("walked").asBoolean());
  }

  Offset toOffset() {
    return Offset.sparse(
        "cursor", cursor,
        "cursor_run", cursorRun,
        "run_start", runStart,
        "newest", newest,
        "next", next,
        "pulls", pulls,
        "reviews", reviews,
        "walked", walked);
  }
}
