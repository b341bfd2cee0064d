package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Walks the pull requests of a repository that changed since a cursor. Their list has no {@code
 * since}, so it is walked newest change first, until a row is older than the cursor. Why nothing is
 * lost:
 *
 * <ul>
 *   <li>A row that changes meanwhile moves to the front, and pushes the others back: over the
 *       border of a counted page a row can come twice, and none is skipped.
 *   <li>Nothing leaves the list: GitHub deletes no pull request and moves none to another
 *       repository, and the list is always asked for in all states.
 *   <li>What moved to the front has changed after the start of the run. The cursor stays at the
 *       newest change that is not newer than that, so the next run begins there.
 *   <li>Pages are followed by their links: for large lists GitHub refuses page numbers with 422.
 * </ul>
 *
 * @see <a href="https://docs.github.com/en/rest/pulls/pulls#list-pull-requests">List pull
 *     requests</a>
 */
final class PullWalk {
  private static final String RESOURCE = "pulls";

  private final GithubApi api;
  private final Repository repository;
  private final Instant runStart;

  PullWalk(GithubApi api, Repository repository, Instant runStart) {
    this.api = api;
    this.repository = repository;
    this.runStart = runStart;
  }

  /**
   * What a page brought.
   *
   * @param pulls the pull requests that changed
   * @param position behind the page, still in the walk
   */
  record Step(List<ObjectNode> pulls, PullPosition position) {}

  /**
   * Begins a walk where none is going on; empty if this run has already walked to the offset: it
   * looks back once.
   */
  Optional<PullPosition> begun(Offset start) {
    PullPosition at = PullPosition.of(start);
    if (at.isAtRest() && runStart.equals(at.cursorRun())) {
      return Optional.empty();
    }
    return Optional.of(at.isAtRest() ? at.begin(runStart) : at);
  }

  /** The records read up to a position, which may end the walk. */
  Page page(List<SourceRecord> records, PullPosition at) {
    if (!at.walked() || !at.pulls().isEmpty()) {
      return Page.of(records, at.toOffset());
    }
    Offset rest = at.end().toOffset();
    // A walk that an older run began has not seen what this run is to see.
    return at.runStart().isBefore(runStart) ? Page.of(records, rest) : Page.last(records, rest);
  }

  /** Reads a page. */
  Step step(PullPosition at, Options options) {
    Optional<RestResponse> answer =
        at.next() == null ? list(options) : api.follow(repository, RESOURCE, at.next());
    if (answer.isEmpty()) {
      return new Step(List.of(), at.behind(at.newest(), null));
    }
    Instant since = since(at.cursor(), options);
    Instant bound = ChangeWalk.bound(at.runStart(), answer.get());
    Instant newest = at.newest();
    var pulls = new ArrayList<ObjectNode>();
    boolean more = true;
    for (UpdatedRow row : UpdatedRow.of(answer.get())) {
      more = since == null || !row.updated().isBefore(since);
      if (more) {
        pulls.add(row.json());
        if (!row.updated().isAfter(bound)) {
          newest = ChangeWalk.latest(newest, row.updated());
        }
      }
    }
    String next = more ? api.next(answer.get()).orElse(null) : null;
    return new Step(pulls, at.behind(newest, next));
  }

  private Optional<RestResponse> list(Options options) {
    var query = new LinkedHashMap<String, String>();
    query.put("state", "all");
    query.put("sort", "updated");
    query.put("direction", "desc");
    query.put("per_page", Integer.toString(TableOptions.rows(options)));
    return api.list(repository, RESOURCE, query);
  }

  private static Instant since(Instant cursor, Options options) {
    Instant earliest = options.instant("start_date");
    return ChangeWalk.latest(
        earliest, cursor == null ? null : cursor.minus(options.seconds("lookback_seconds")));
  }
}
