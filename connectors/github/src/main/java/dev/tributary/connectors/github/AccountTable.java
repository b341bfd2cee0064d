package dev.tributary.connectors.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.connectors.http.RestResponse;
import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A table of an organization or, where none is named, of the token's own account; read whole each
 * time. Its pages are counted.
 *
 * @param path where its rows are, by the options
 * @param columns which columns GitHub sends, by the options
 * @param order the parameters that keep the list's order steady
 * @param record makes a row a record
 */
record AccountTable(
    TableDescription description,
    Function<Options, String> path,
    BiPredicate<Options, String> columns,
    Map<String, String> order,
    Function<ObjectNode, SourceRecord> record)
    implements GithubTable.OfAccounts {

  private static final Option OWNER =
      Option.of(
              "owner",
              Option.Type.STRING,
              "The user or organization whose public repositories are read.")
          .asSourceIdentity();

  /** Repositories: of an organization, of a user, or all that the token may see. */
  static GithubTable repositories() {
    return new AccountTable(
        description(
            "repositories",
            "One row a repository: of org, the public ones of owner, or all that the token's user"
                + " owns or works on.",
            "repos/repos#list-organization-repositories",
            List.of(OWNER, TableOptions.ORG, TableOptions.PER_PAGE),
            RepositorySchema.COLUMNS,
            RepositorySchema.EXCLUDED),
        options ->
            options.has("org")
                ? "/orgs/" + name(options, "org") + "/repos"
                : options.has("owner")
                    ? "/users/" + name(options, "owner") + "/repos"
                    : "/user/repos",
        (options, column) -> true,
        // New rows come last; only a row that is deleted moves others.
        ordered("sort", "created", "direction", "asc"),
        AccountTable::repository);
  }

  static GithubTable organizations() {
    return new AccountTable(
        description(
            "organizations",
            "One row an organization of the token's user; or org alone, with all that it tells.",
            "orgs/orgs#list-organizations-for-the-authenticated-user",
            List.of(TableOptions.ORG, TableOptions.PER_PAGE),
            AccountSchema.ORGANIZATIONS,
            Map.of()),
        options -> options.has("org") ? "/orgs/" + name(options, "org") : "/user/orgs",
        (options, column) ->
            options.has("org") || GithubTypes.ORGANIZATION.names().contains(column),
        Map.of(),
        SourceRecord::upsert);
  }

  static GithubTable teams() {
    return new AccountTable(
        description(
            "teams",
            "One row a team of org, or of the token's user in all organizations.",
            "teams/teams#list-teams",
            List.of(TableOptions.ORG, TableOptions.PER_PAGE),
            AccountSchema.TEAMS,
            AccountSchema.TEAMS_EXCLUDED),
        options -> options.has("org") ? "/orgs/" + name(options, "org") + "/teams" : "/user/teams",
        (options, column) ->
            options.has("org")
                ? GithubTypes.TEAM.names().contains(column)
                : !column.equals("permissions") && !column.equals("access_source"),
        Map.of(),
        SourceRecord::upsert);
  }

  static GithubTable users() {
    return new AccountTable(
        description(
            "users",
            "One row a member of org, as lists show it; or the token's user alone, with all that"
                + " it tells of itself.",
            "users/users#get-the-authenticated-user",
            List.of(TableOptions.ORG, TableOptions.PER_PAGE),
            AccountSchema.USERS,
            AccountSchema.NOT_STARRED),
        options -> options.has("org") ? "/orgs/" + name(options, "org") + "/members" : "/user",
        (options, column) -> !options.has("org") || GithubTypes.USER.names().contains(column),
        Map.of(),
        SourceRecord::upsert);
  }

  private static TableDescription description(
      String name,
      String summary,
      String page,
      List<Option> options,
      StructType schema,
      Map<String, String> excluded) {
    return GithubTable.describe(
        name,
        summary,
        page,
        options,
        schema,
        TableMetadata.snapshot(SnapshotPaging.SHIFTING, "id"),
        excluded);
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    var map = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }

  private static String name(Options options, String option) {
    return RestClient.encode(options.string(option));
  }

  /** A repository says itself where it is. */
  private static SourceRecord repository(ObjectNode row) {
    row.set("repository_owner", row.path("owner").path("login"));
    row.set("repository_name", row.path("name"));
    return SourceRecord.upsert(row);
  }

  @Override
  public StructType schema(Options options) {
    return new Columns()
        .some(description.schema(), column -> columns.test(options, column))
        .struct();
  }

  @Override
  public void check(Options options) {
    boolean byOwner = description.options().contains(OWNER) && options.has("owner");
    if (byOwner) {
      Repository.check("owner", options.string("owner"), "octocat");
    }
    if (options.has("org")) {
      Repository.check("org", options.string("org"), "octo-org");
      if (byOwner) {
        throw TableOptions.invalid("Options 'owner' and 'org' exclude each other: give one");
      }
    }
  }

  @Override
  public Page read(GithubApi api, Offset start, Options options) {
    var listing =
        new SnapshotPages.Listing() {
          @Override
          public Optional<RestResponse> first() {
            var query = new LinkedHashMap<>(order);
            query.put("per_page", Long.toString(options.integer("per_page", GithubApi.MOST_ROWS)));
            return found(api.find(path.apply(options), query));
          }

          @Override
          public Optional<RestResponse> behind(String link) {
            return found(api.find(link));
          }

          private Optional<RestResponse> found(Optional<RestResponse> answer) {
            if (answer.isEmpty()) {
              throw api.missing(path.apply(options));
            }
            return answer;
          }
        };
    return SnapshotPages.read(api, listing, start, record);
  }
}
