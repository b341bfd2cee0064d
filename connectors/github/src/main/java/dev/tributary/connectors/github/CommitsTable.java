package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Commits of the default branch. Dates say nothing of when a commit came: a merged branch brings
 * commits that are older than the newest one read. So a read first looks up the branch's head, and
 * then reads what is reachable from it and not from the last head: by comparing the two or, where
 * there is no last head or GitHub does not know it any more, by listing the history (rows whose key
 * is known are dropped by the append). Both lists are of fixed commits and so do not change while
 * they are read. A page is one request.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/commits#list-commits">List commits</a>
 * @see <a href="https://docs.github.com/en/rest/commits/commits#compare-two-commits">Compare two
 *     commits</a>
 */
final class CommitsTable implements GithubTable.OfRepositories {
  private static final String RESOURCE = "commits";

  private static final Option WINDOW_SECONDS =
      Option.of(
              "window_seconds",
              Option.Type.INTEGER,
              "The first read lists the history in windows of so many seconds of committer dates, from"
                  + " start_date or the repository's creation on; else as a whole. For histories so long"
                  + " that GitHub fails at their late pages.")
          .asPositive();

  private static final TableDescription DESCRIPTION =
      GithubTable.describe(
          "commits",
          "One row a commit that is or was reachable from the head of the default branch.",
          "commits/commits#list-commits",
          TableOptions.incremental(WINDOW_SECONDS),
          CommitSchema.COLUMNS,
          TableMetadata.append("sha"),
          CommitSchema.EXCLUDED);

  @Override
  public TableDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    CommitPosition at = CommitPosition.of(start);
    return at.isAtRest()
        ? begin(api, repository, at, start, options, runStart)
        : page(api, repository, at, options, runStart);
  }

  /** Looks up where the branch is now. */
  private static Page begin(
      GithubApi api,
      Repository repository,
      CommitPosition at,
      Offset start,
      Options options,
      Instant runStart) {
    Optional<RestResponse> newest = api.list(repository, RESOURCE, Map.of("per_page", "1"));
    if (newest.isEmpty() || newest.get().json().isEmpty()) {
      return Page.last(List.of(), start);
    }
    String target = newest.get().json().path(0).path("sha").asText();
    if (target.equals(at.head())) {
      return Page.last(List.of(), start);
    }
    CommitPosition begun =
        at.head() == null
            ? listing(
                api,
                repository,
                at,
                target,
                options,
                runStart,
                ChangeWalk.bound(runStart, newest.get()))
            : at.comparing(target, runStart);
    return Page.of(List.of(), begun.toOffset());
  }

  private static CommitPosition listing(
      GithubApi api,
      Repository repository,
      CommitPosition at,
      String target,
      Options options,
      Instant runStart,
      Instant bound) {
    Instant from = options.instant("start_date");
    long window = options.integer("window_seconds", 0);
    if (window == 0) {
      return at.listing(target, runStart, from, null);
    }
    if (from == null) {
      // A history may be older than its repository: the first window has no beginning.
      Instant created = api.created(repository);
      return at.listing(target, runStart, null, created.minusSeconds(1));
    }
    return at.listing(target, runStart, from, windowEnd(from, window, bound));
  }

  /** Both bounds of a window are inclusive; the last one is open, for dates in the future. */
  private static Instant windowEnd(Instant since, long window, Instant bound) {
    Instant end = since.plusSeconds(window - 1);
    return end.isBefore(bound) ? end : null;
  }

  private static Page page(
      GithubApi api, Repository repository, CommitPosition at, Options options, Instant runStart) {
    Optional<RestResponse> found =
        at.next() != null
            ? api.find(at.next())
            : at.listed()
                ? api.find(repository.path(RESOURCE), query(at, options))
                : api.find(
                    repository.path("compare/" + at.head() + "..." + at.target()),
                    Map.of("per_page", Integer.toString(TableOptions.rows(options))));
    if (found.isEmpty()) {
      // Rewritten history: GitHub does not know the last head any more, has nothing in common with
      // it, or has lost the target itself.
      CommitPosition again =
          at.listed() || at.next() != null
              ? CommitPosition.atRest(at.listed() ? at.head() : null)
              : listing(api, repository, at, at.target(), options, at.runStart(), at.runStart());
      return Page.of(List.of(), again.toOffset());
    }
    RestResponse answer = found.get();
    List<SourceRecord> records = records(answer, at, repository, options);
    Optional<String> next = api.next(answer);
    if (next.isPresent()) {
      api.prefetch(next.get());
      return Page.of(records, at.behind(next.get()).toOffset());
    }
    if (at.listed() && at.until() != null) {
      Instant since = at.until().plusSeconds(1);
      long window = Math.max(1, options.integer("window_seconds", Long.MAX_VALUE >> 24));
      Instant until = windowEnd(since, window, ChangeWalk.bound(at.runStart(), answer));
      return Page.of(records, at.listing(at.target(), at.runStart(), since, until).toOffset());
    }
    Offset rest = CommitPosition.atRest(at.target()).toOffset();
    // A read that an older run began has not seen what this run is to see.
    return at.runStart().isBefore(runStart) ? Page.of(records, rest) : Page.last(records, rest);
  }

  private static Map<String, String> query(CommitPosition at, Options options) {
    var query = new LinkedHashMap<String, String>();
    query.put("sha", at.target());
    if (at.since() != null) {
      query.put("since", at.since().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (at.until() != null) {
      query.put("until", at.until().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    query.put("per_page", Integer.toString(TableOptions.rows(options)));
    return query;
  }

  private static List<SourceRecord> records(
      RestResponse answer, CommitPosition at, Repository repository, Options options) {
    JsonNode body = answer.json();
    List<ObjectNode> commits =
        at.listed()
            ? UpdatedRow.objects(answer, body, "")
            : UpdatedRow.objects(answer, body.path("commits"), "/commits");
    Instant earliest = options.instant("start_date");
    return commits.stream()
        // A comparison does not know start_date.
        .filter(commit -> earliest == null || !committed(answer, commit).isBefore(earliest))
        .map(repository::stamped)
        .toList();
  }

  private static Instant committed(RestResponse answer, ObjectNode commit) {
    try {
      return Instant.parse(commit.at("/commit/committer/date").asText());
    } catch (DateTimeException e) {
      throw answer.unexpected("a commit has no time at /commit/committer/date");
    }
  }
}
