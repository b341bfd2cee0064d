package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableMetadata;
import java.time.Instant;
import java.util.List;

/** Pull requests, as their list has them. */
final class PullRequestsTable implements GithubTable.OfRepositories {
  private static final TableDescription DESCRIPTION =
      new TableDescription(
          "pull_requests",
          "One row a pull request. The table can also be named pulls.",
          "pulls/pulls#list-pull-requests",
          TableOptions.incremental(TableOptions.STATE, TableOptions.LOOKBACK_SECONDS),
          PullRequestSchema.COLUMNS,
          TableMetadata.cdc("updated_at", "id"),
          PullRequestSchema.EXCLUDED);

  @Override
  public TableDescription description() {
    return DESCRIPTION;
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    var walk = new PullWalk(api, repository, runStart);
    PullPosition from = PullPosition.of(start);
    if (walk.isDone(from)) {
      return Page.last(List.of(), start);
    }
    PullPosition at = walk.begun(from);
    PullWalk.Step step = walk.step(at, options);
    // Asked of GitHub the state would make rows leave the list while it is read.
    String state = options.string("state");
    List<SourceRecord> records =
        step.pulls().stream()
            .filter(row -> state.equals("all") || state.equals(row.path("state").asText()))
            .map(PullRequestSchema::row)
            .map(repository::stamped)
            .toList();
    if (!step.position().walked()) {
      api.prefetch(step.position().next());
      return Page.of(records, step.position().toOffset());
    }
    Offset rest = step.position().end().toOffset();
    // A walk that an older run began has not seen what this run is to see.
    return at.runStart().isBefore(runStart) ? Page.of(records, rest) : Page.last(records, rest);
  }
}
