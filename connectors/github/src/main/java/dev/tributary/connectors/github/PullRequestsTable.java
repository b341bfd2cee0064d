package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pull requests, as their list has them. */
final class PullRequestsTable implements GithubTable.OfRepositories {
  private static final TableDescription DESCRIPTION =
      GithubTable.describe(
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
    Optional<PullPosition> at = walk.begun(start);
    if (at.isEmpty()) {
      return Page.last(List.of(), start);
    }
    PullWalk.Step step = walk.step(at.get(), options);
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
    }
    return walk.page(records, step.position());
  }
}
