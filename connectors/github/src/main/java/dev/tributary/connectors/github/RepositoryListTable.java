package dev.tributary.connectors.github;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A table that is a list of a repository, read whole each time. Its pages are counted.
 *
 * @param resource the list's path in a repository, and the name of its rows
 */
record RepositoryListTable(TableDescription description, String resource)
    implements GithubTable.OfRepositories {

  static GithubTable branches() {
    return new RepositoryListTable(
        GithubTable.describe(
            "branches",
            "One row a branch of a repository.",
            "branches/branches#list-branches",
            TableOptions.ofRepositories(),
            BranchSchema.COLUMNS,
            keys("name"),
            BranchSchema.EXCLUDED),
        "branches");
  }

  static GithubTable assignees() {
    return new RepositoryListTable(
        GithubTable.describe(
            "assignees",
            "One row a user to whom issues of a repository can be assigned.",
            "issues/assignees#list-assignees",
            TableOptions.ofRepositories(),
            AccountSchema.ASSIGNEES,
            keys("id"),
            AccountSchema.NOT_STARRED),
        "assignees");
  }

  static GithubTable collaborators() {
    return new RepositoryListTable(
        GithubTable.describe(
            "collaborators",
            "One row a collaborator of a repository, with what it may do there.",
            "collaborators/collaborators#list-repository-collaborators",
            TableOptions.ofRepositories(),
            AccountSchema.COLLABORATORS,
            keys("id"),
            Map.of()),
        "collaborators");
  }

  private static TableMetadata keys(String key) {
    return TableMetadata.snapshot(
        SnapshotPaging.SHIFTING, "repository_owner", "repository_name", key);
  }

  @Override
  public Page read(
      GithubApi api, Repository repository, Offset start, Options options, Instant runStart) {
    var listing =
        new SnapshotPages.Listing() {
          @Override
          public Optional<RestResponse> first() {
            Map<String, String> query = Map.of("per_page", Integer.toString(rows(options)));
            return api.list(repository, resource, query);
          }

          @Override
          public Optional<RestResponse> behind(String link) {
            return api.follow(repository, resource, link);
          }
        };
    return SnapshotPages.read(api, listing, start, repository::stamped);
  }

  private static int rows(Options options) {
    return Math.toIntExact(options.integer("per_page", GithubApi.MOST_ROWS));
  }
}
