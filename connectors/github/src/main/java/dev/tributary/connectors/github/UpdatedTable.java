package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A table that GitHub lists by {@code updated_at}, from an instant on.
 *
 * @param resource the list's path in a repository
 * @param filter the parameters of the list beyond its order
 * @param row the row as it is to be stored, or null if it belongs to another table
 */
record UpdatedTable(
    TableDescription description,
    String resource,
    Function<Options, Map<String, String>> filter,
    UnaryOperator<ObjectNode> row)
    implements GithubTable.OfRepositories {

  /** Issues, without the pull requests that GitHub lists among them. */
  static GithubTable issues() {
    List<Option> options =
        TableOptions.incremental(TableOptions.STATE, TableOptions.LOOKBACK_SECONDS);
    return new UpdatedTable(
        GithubTable.describe(
            "issues",
            "One row an issue; the pull requests that GitHub lists among issues are left out.",
            "issues/issues#list-repository-issues",
            options,
            IssueSchema.COLUMNS,
            TableMetadata.cdc("updated_at", "id"),
            IssueSchema.EXCLUDED),
        "issues",
        given -> Map.of("state", given.string("state")),
        IssueSchema::row);
  }

  /** Comments on issues and in the conversations of pull requests. */
  static GithubTable comments() {
    return new UpdatedTable(
        GithubTable.describe(
            "comments",
            "One row a comment on an issue or in the conversation of a pull request.",
            "issues/comments#list-issue-comments-for-a-repository",
            TableOptions.incremental(TableOptions.LOOKBACK_SECONDS),
            CommentSchema.COMMENTS,
            TableMetadata.cdc("updated_at", "id"),
            CommentSchema.EXCLUDED),
        "issues/comments",
        given -> Map.of(),
        UnaryOperator.identity());
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    return new ChangeWalk(new Rows(api, repository, filter.apply(options)), runStart)
        .read(
            start,
            options.instant("start_date"),
            options.seconds("lookback_seconds"),
            TableOptions.rows(options));
  }

  /** The list of one repository. */
  private final class Rows implements ChangeWalk.Listing {
    private final GithubApi api;
    private final Repository repository;
    private final Map<String, String> parameters;

    Rows(GithubApi api, Repository repository, Map<String, String> parameters) {
      this.api = api;
      this.repository = repository;
      this.parameters = parameters;
    }

    @Override
    public Optional<RestResponse> from(Instant since, int rows) {
      return api.list(repository, resource, query(since, rows));
    }

    @Override
    public void prefetch(Instant since, int rows) {
      api.prefetch(repository, resource, query(since, rows));
    }

    private Map<String, String> query(Instant since, int rows) {
      var query = new LinkedHashMap<>(parameters);
      query.put("sort", "updated");
      query.put("direction", "asc");
      if (since != null) {
        query.put("since", since.truncatedTo(ChronoUnit.SECONDS).toString());
      }
      query.put("per_page", Integer.toString(rows));
      return query;
    }

    @Override
    public Optional<RestResponse> behind(String link) {
      return api.follow(repository, resource, link);
    }

    @Override
    public void prefetch(String link) {
      api.prefetch(link);
    }

    @Override
    public Optional<String> next(RestResponse answer) {
      return api.next(answer);
    }

    @Override
    public Optional<SourceRecord> record(ObjectNode json) {
      return Optional.ofNullable(row.apply(json)).map(repository::stamped);
    }
  }
}
