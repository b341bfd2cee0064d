package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.RestResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a list that GitHub sorts by {@code updated_at}, oldest change first, from an inclusive
 * {@code since} on. The list changes while it is read: a row that is updated leaves its place for
 * the end, and all rows behind it move up, over the borders of counted pages. Why nothing is lost:
 *
 * <ul>
 *   <li><b>Between instants the walk goes on by value.</b> The next page is the first page of the
 *       list from the last instant read; the ids already read at that instant are asked for once
 *       more and dropped. Whatever moves before that instant moves no row behind it. A row that was
 *       updated comes again, at its new place.
 *   <li><b>Inside one instant</b> whose rows do not fit the largest page only the {@code Link}
 *       leads on. If the link counts pages, a row that leaves can hide another. Rows only ever
 *       leave a past instant, so a second walk over it that finds as many rows as the first has
 *       found all: the instant is walked again until two counts agree, and then left. A link with a
 *       cursor of the server's ({@code after}), as api.github.com gives, counts no pages and needs
 *       no second walk. Of a page that reaches beyond the instant only the instant's rows are
 *       taken. An instant at the end of the list is not walked twice: the next run begins with it.
 *   <li><b>The stored cursor</b> is the newest change that is not newer than the start of the run
 *       in which the walk began (corrected by the server's clock). A row dated in the future is
 *       read but moves no cursor, and changes that become visible late, hours into a walk perhaps,
 *       are read by the next walk, which begins the lookback before the cursor.
 *   <li><b>A walk may stop at any page</b> and go on later: its position is an instant, or a link
 *       inside one. A walk that an older run began is finished first; then the present run walks
 *       once more.
 * </ul>
 *
 * <p>The walk has caught up where a page has no next link. If nothing changed its end is its start.
 * The run that moved a cursor does not begin at it again: a lookback is applied once a run.
 */
final class ChangeWalk {

  /** What is walked. */
  interface Listing {
    /**
     * The first page of the list from an instant on; empty if there is no such list.
     *
     * @param since null for the whole list
     */
    Optional<RestResponse> from(Instant since, int rows);

    /** The page behind a link; empty if the list is there no more. */
    Optional<RestResponse> behind(String link);

    /** Begins to read what {@link #from} is asked for next. */
    void prefetch(Instant since, int rows);

    /** Begins to read what {@link #behind} is asked for next. */
    void prefetch(String link);

    /** The link to the next page. */
    Optional<String> next(RestResponse answer);

    /** The row as a record; empty if it belongs to another table. */
    Optional<SourceRecord> record(ObjectNode row);
  }

  private final Listing listing;
  private final Instant runStart;

  ChangeWalk(Listing listing, Instant runStart) {
    this.listing = listing;
    this.runStart = runStart;
  }

  /**
   * Reads a page.
   *
   * @param earliest from when rows are wanted; null for all
   * @param lookback how far before the cursor a walk begins
   * @param rows how many new rows a page should have
   */
  Page read(Offset start, Instant earliest, Duration lookback, int rows) {
    WalkPosition at = WalkPosition.of(start);
    if (at.isAtRest()) {
      if (runStart.equals(at.cursorRun())) {
        return Page.last(List.of(), start);
      }
      Instant since = latest(earliest, at.cursor() == null ? null : at.cursor().minus(lookback));
      at = at.begin(runStart, since);
    }
    int asked = asked(at, rows);
    Optional<RestResponse> answer =
        at.next() == null ? listing.from(at.since(), asked) : listing.behind(at.next());
    if (answer.isEmpty()) {
      return Page.last(List.of(), start);
    }
    Page page = at.next() == null ? page(at, answer.get(), asked) : pageInside(at, answer.get());
    if (!page.last()) {
      prefetch(WalkPosition.of(page.end()), rows);
    }
    return page;
  }

  /** How many rows to ask for, so that as many as wanted are new. */
  private static int asked(WalkPosition at, int rows) {
    return Math.min(GithubApi.MOST_ROWS, rows + at.seen().size());
  }

  private void prefetch(WalkPosition next, int rows) {
    if (next.next() != null) {
      listing.prefetch(next.next());
    } else if (!next.isAtRest()) {
      listing.prefetch(next.since(), asked(next, rows));
    }
  }

  private Page page(WalkPosition at, RestResponse answer, int asked) {
    List<UpdatedRow> rows = UpdatedRow.of(answer);
    List<UpdatedRow> unseen = rows.stream().filter(row -> !seen(at, row)).toList();
    Instant cursor = cursor(at, answer, rows);
    String next = listing.next(answer).orElse(null);
    if (next == null || rows.isEmpty()) {
      return end(records(unseen), cursor, at);
    }
    Instant reached = reached(at, rows, bound(at.runStart(), answer));
    int countedBefore = reached.equals(at.since()) ? at.tiedBefore() : -1;
    boolean oneInstant = rows.stream().allMatch(row -> row.updated().equals(reached));
    boolean fullOrStuck = asked == GithubApi.MOST_ROWS || unseen.isEmpty();
    WalkPosition end =
        oneInstant && fullOrStuck
            ? at.inside(cursor, reached, next, rows.size(), countedBefore)
            : at.from(cursor, reached, idsAt(reached, rows), countedBefore);
    // What is behind is on the next page too.
    List<UpdatedRow> upTo = unseen.stream().filter(row -> !row.updated().isAfter(reached)).toList();
    return Page.of(records(upTo), end.toOffset());
  }

  private Page pageInside(WalkPosition at, RestResponse answer) {
    List<UpdatedRow> rows = UpdatedRow.of(answer);
    List<UpdatedRow> inside =
        rows.stream().filter(row -> row.updated().equals(at.since())).toList();
    List<SourceRecord> records = records(inside);
    int counted = at.tied() + inside.size();
    String next = listing.next(answer).orElse(null);
    Instant cursor = cursor(at, answer, inside);
    if (inside.size() == rows.size()) {
      return next == null
          ? end(records, cursor, at)
          : Page.of(
              records, at.inside(cursor, at.since(), next, counted, at.tiedBefore()).toOffset());
    }
    boolean complete = counted == at.tiedBefore() || isServerCursor(at.next());
    WalkPosition end =
        complete
            ? at.from(cursor, at.since().plusSeconds(1), Set.of(), -1)
            : at.from(cursor, at.since(), Set.of(), counted);
    return Page.of(records, end.toOffset());
  }

  /** A walk that an older run began has not seen what this run is to see. */
  private Page end(List<SourceRecord> records, Instant cursor, WalkPosition at) {
    Offset rest = at.end(cursor).toOffset();
    return at.runStart().isBefore(runStart) ? Page.of(records, rest) : Page.last(records, rest);
  }

  /**
   * The instant to go on from: that of the last row, unless it changed after the walk began. Such a
   * row may be one that changed between the sorting of the page and its writing, and rows between
   * its old and its new place are still to come.
   */
  private static Instant reached(WalkPosition at, List<UpdatedRow> rows, Instant bound) {
    Instant reached = null;
    boolean progress = false;
    for (UpdatedRow row : rows) {
      if (!row.updated().isAfter(bound)) {
        reached = row.updated();
        progress |= !seen(at, row);
      }
    }
    return progress ? reached : rows.get(rows.size() - 1).updated();
  }

  private static Instant cursor(WalkPosition at, RestResponse answer, List<UpdatedRow> rows) {
    Instant bound = bound(at.runStart(), answer);
    Instant cursor = at.cursor();
    for (UpdatedRow row : rows) {
      if (!row.updated().isAfter(bound)) {
        cursor = latest(cursor, row.updated());
      }
    }
    return cursor;
  }

  /**
   * The start of a run by GitHub's clock, corrected in whole minutes: what a {@code Date} says less
   * than that is not worth two equal reads.
   */
  static Instant bound(Instant runStart, RestResponse answer) {
    long minutes = Math.round(answer.clockSkew().toSeconds() / 60.0);
    return runStart.plus(Duration.ofMinutes(minutes));
  }

  private static boolean seen(WalkPosition at, UpdatedRow row) {
    return row.updated().equals(at.since()) && at.seen().contains(row.id());
  }

  private static Set<Long> idsAt(Instant instant, List<UpdatedRow> rows) {
    var ids = new HashSet<Long>();
    for (UpdatedRow row : rows) {
      if (row.updated().equals(instant)) {
        ids.add(row.id());
      }
    }
    return ids;
  }

  private static boolean isServerCursor(String link) {
    return link.matches(".*[?&]after=.*");
  }

  private List<SourceRecord> records(List<UpdatedRow> rows) {
    return rows.stream().flatMap(row -> listing.record(row.json()).stream()).toList();
  }

  /** The later of two instants, of which either may be null. */
  static Instant latest(Instant one, Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }
}
