package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Organizations, users and their repositories. */
final class AccountRoutes {
  private final GithubData data;

  AccountRoutes(GithubData data) {
    this.data = data;
  }

  void addTo(Routes routes) {
    // https://docs.github.com/en/rest/orgs/orgs
    routes.get("/orgs/{org}", request -> organization(request, Response::json));
    routes.get(
        "/orgs/{org}/repos",
        request ->
            organization(request, found -> repositories(request, row -> isOwner(found, row))));
    routes.get(
        "/orgs/{org}/teams",
        request -> organization(request, found -> list(request, teams(found))));
    routes.get(
        "/orgs/{org}/members",
        request -> organization(request, found -> list(request, members(found))));
    // https://docs.github.com/en/rest/repos/repos: of a user only what is public
    routes.get(
        "/users/{login}/repos",
        request ->
            request.variable("login").equalsIgnoreCase(Accounts.ORG)
                ? repositories(request, row -> !row.path("private").asBoolean())
                : ofUser(request, user -> list(request, List.of())));
    routes.get("/users/{login}", request -> ofUser(request, Response::json));
    routes.get("/user", request -> own(request, () -> Response.json(data.accounts.self())));
    routes.get(
        "/user/repos", request -> own(request, () -> repositories(request, repository -> true)));
    routes.get(
        "/user/orgs",
        request ->
            own(
                request,
                () ->
                    list(
                        request,
                        rows(data.organizations, "login").stream()
                            .map(Accounts::listed)
                            .toList())));
    routes.get("/user/teams", request -> own(request, () -> list(request, ownTeams())));
  }

  private static boolean isOwner(ObjectNode organization, ObjectNode repository) {
    return repository.path("owner").path("login").equals(organization.path("login"));
  }

  /** All are of the first organization. */
  private List<ObjectNode> teams(ObjectNode organization) {
    return isFirst(organization) ? rows(data.teams, "slug") : List.of();
  }

  /** Of others than the first organization only the token's user, whom lists of its own name. */
  private List<ObjectNode> members(ObjectNode organization) {
    return isFirst(organization)
        ? rows(data.users, "login")
        : List.of(data.accounts.user(Accounts.SELF_ID));
  }

  private static boolean isFirst(ObjectNode organization) {
    return organization.path("login").asText().equals(Accounts.ORG);
  }

  private List<ObjectNode> ownTeams() {
    ObjectNode organization =
        data.organizations.all().query().list().stream().findFirst().orElse(null);
    return rows(data.teams, "slug").stream()
        .map(team -> data.accounts.ownTeam(team, organization))
        .toList();
  }

  private Response organization(Request request, Function<ObjectNode, Response> handler) {
    String login = request.variable("org");
    return rows(data.organizations, "login").stream()
        .filter(row -> row.path("login").asText().equalsIgnoreCase(login))
        .findFirst()
        .map(handler)
        .orElseGet(() -> GithubApi.errorOf(404, "Not Found"));
  }

  private Response ofUser(Request request, Function<ObjectNode, Response> handler) {
    String login = request.variable("login");
    return rows(data.users, "login").stream()
        .filter(row -> row.path("login").asText().equalsIgnoreCase(login))
        .findFirst()
        .map(handler)
        .orElseGet(() -> GithubApi.errorOf(404, "Not Found"));
  }

  /** What is the token's own is not there without one. */
  private static Response own(Request request, Supplier<Response> handler) {
    return request.header("Authorization") == null
        ? GithubApi.errorOf(401, "Requires authentication")
        : handler.get();
  }

  private Response repositories(Request request, Predicate<ObjectNode> condition) {
    String sort = request.query().getOrDefault("sort", "full_name");
    String member = sort.equals("full_name") ? sort : sort + "_at";
    Comparator<ObjectNode> order =
        Comparator.comparing((ObjectNode row) -> row.path(member).asText())
            .thenComparingLong(row -> row.path("id").longValue());
    String usual = sort.equals("full_name") ? "asc" : "desc";
    boolean isAscending = request.query().getOrDefault("direction", usual).equals("asc");
    return list(
        request,
        data
            .repositories
            .rows()
            .query()
            .where(condition)
            .sorted(isAscending ? order : order.reversed())
            .list()
            .stream()
            .map(Accounts::listedRepository)
            .toList());
  }

  private static List<ObjectNode> rows(Kind kind, String order) {
    return kind.all()
        .query()
        .sorted(Comparator.comparing((ObjectNode row) -> row.path(order).asText()))
        .list();
  }

  private static Response list(Request request, List<ObjectNode> rows) {
    return Paging.counted(request, request.path(), rows);
  }
}
