package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Bound;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Slice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is below a repository, by its name and by its id. */
final class RepositoryRoutes {
  private final GithubData data;

  RepositoryRoutes(GithubData data) {
    this.data = data;
  }

  /** A list of the repository, or what stands for it. */
  @FunctionalInterface
  private interface Handler {
    /**
     * @param path where the list's links lead
     */
    Response answer(Request request, String path);
  }

  void addTo(Routes routes) {
    routes.get("/repos/{owner}/{repo}", request -> of(request, this::repository));
    below(routes, "issues", this::issues);
    below(routes, "issues/comments", this::comments);
    below(routes, "issues/{number}/comments", this::commentsOfIssue);
    below(routes, "pulls", this::pulls);
    below(routes, "pulls/{number}/reviews", this::reviews);
    below(routes, "commits", this::commits);
    below(routes, "compare/{basehead}", this::compare);
    below(routes, "branches", (request, path) -> list(request, path, data.branches, "name"));
    below(routes, "assignees", (request, path) -> list(request, path, data.assignees, "login"));
    below(routes, "collaborators", this::collaborators);
  }

  private void below(Routes routes, String tail, Handler handler) {
    Function<Request, Response> ofMain =
        request -> {
          String resource =
              request.path().replaceFirst("^/(repos/[^/]+/[^/]+|repositories/\\d+)", "");
          return handler.answer(request, "/repositories/" + Repositories.MAIN_ID + resource);
        };
    routes.get(
        "/repos/{owner}/{repo}/" + tail,
        request ->
            of(
                request,
                found ->
                    found.path("id").longValue() == Repositories.MAIN_ID
                        ? ofMain.apply(request)
                        : empty(tail)));
    routes.get("/repositories/" + Repositories.MAIN_ID + "/" + tail, ofMain);
  }

  private Response of(Request request, Function<ObjectNode, Response> handler) {
    Optional<ObjectNode> found =
        data.repositories.named(request.variable("owner"), request.variable("repo"));
    return found.map(handler).orElseGet(() -> GithubApi.errorOf(404, "Not Found"));
  }

  /** A repository without a commit: https://docs.github.com/en/rest/commits/commits. */
  private static Response empty(String tail) {
    return tail.equals("commits")
        ? GithubApi.errorOf(409, "Git Repository is empty.")
        : Response.json(Response.array());
  }

  private Response repository(ObjectNode repository) {
    return Response.json(
        Accounts.listedRepository(repository).put("subscribers_count", 1).put("network_count", 0));
  }

  /** https://docs.github.com/en/rest/issues/issues#list-repository-issues. */
  private Response issues(Request request, String path) {
    return updated(request, path, data.discussions.issuesAndPulls(), "open");
  }

  /** https://docs.github.com/en/rest/issues/comments#list-issue-comments-for-a-repository. */
  private Response comments(Request request, String path) {
    return updated(request, path, data.discussions.comments.all(), null);
  }

  /** Lists with {@code since}, which is inclusive. */
  private static Response updated(Request request, String path, Rows rows, String usualState) {
    String since = request.parameter("since");
    Rows.Query query =
        states(request, rows.query(), usualState)
            .from("updated_at", since == null ? null : Instant.parse(since), Bound.INCLUSIVE);
    String sort = sort(request);
    return Paging.cursored(request, path, query.sorted(order(request, sort)).list(), sort);
  }

  private Response commentsOfIssue(Request request, String path) {
    String issue = "/issues/" + request.variable("number");
    return Paging.counted(
        request,
        path,
        data.discussions
            .comments
            .all()
            .query()
            .where(row -> row.path("issue_url").asText().endsWith(issue))
            .list());
  }

  /** No {@code since}: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests. */
  private Response pulls(Request request, String path) {
    return Paging.counted(
        request,
        path,
        states(request, data.discussions.pulls.all().query(), "open")
            .sorted(order(request, sort(request)))
            .list());
  }

  private static Rows.Query states(Request request, Rows.Query query, String usual) {
    String state = request.query().getOrDefault("state", usual);
    return state == null || state.equals("all")
        ? query
        : query.where(row -> row.path("state").asText().equals(state));
  }

  private static String sort(Request request) {
    return "updated".equals(request.parameter("sort")) ? "updated_at" : "created_at";
  }

  /** Newest first unless asked otherwise. */
  private static Comparator<ObjectNode> order(Request request, String sort) {
    Comparator<ObjectNode> ascending =
        Comparator.comparing((ObjectNode row) -> row.path(sort).asText())
            .thenComparingLong(row -> row.path("id").longValue());
    return "asc".equals(request.parameter("direction")) ? ascending : ascending.reversed();
  }

  /** https://docs.github.com/en/rest/pulls/reviews#list-reviews-for-a-pull-request. */
  private Response reviews(Request request, String path) {
    long number = Long.parseLong(request.variable("number"));
    return data.discussions.pulls.all().get(Long.toString(number / 2)).isPresent()
            && number % 2 == 0
        ? Paging.counted(request, path, data.discussions.reviewsOf(number))
        : GithubApi.errorOf(404, "Not Found");
  }

  /**
   * Both bounds are inclusive, and of the committer's date:
   * https://docs.github.com/en/rest/commits/commits#list-commits.
   */
  private Response commits(Request request, String path) {
    if (data.commits.isEmpty()) {
      return empty("commits");
    }
    List<ObjectNode> found =
        data.commits.reachable(request.query().getOrDefault("sha", data.commits.head()));
    if (found == null) {
      return GithubApi.errorOf(404, "Not Found");
    }
    String since = request.query().getOrDefault("since", "0");
    String until = request.query().getOrDefault("until", "9");
    List<ObjectNode> rows =
        found.stream()
            .filter(row -> date(row).compareTo(since) >= 0 && date(row).compareTo(until) <= 0)
            .toList();
    return Paging.counted(request, path, rows);
  }

  private static String date(ObjectNode commit) {
    return commit.at("/commit/committer/date").asText();
  }

  /**
   * What the second commit has and the first has not, oldest first:
   * https://docs.github.com/en/rest/commits/commits#compare-two-commits.
   */
  private Response compare(Request request, String path) {
    String[] ends = request.variable("basehead").split("\\.\\.\\.", 2);
    List<ObjectNode> ahead = ends.length == 2 ? data.commits.between(ends[0], ends[1]) : null;
    if (ahead == null) {
      return GithubApi.errorOf(404, "Not Found");
    }
    int number = Math.max(1, request.integer("page", 1));
    Slice<ObjectNode> page = Slice.numbered(ahead, number, Paging.rows(request));
    String url = Accounts.API + "/repos/octo-org/hello-world/compare/" + ends[0] + "..." + ends[1];
    ObjectNode body =
        Response.object()
            .put("url", url)
            .put("html_url", url)
            .put("permalink_url", url)
            .put("diff_url", url + ".diff")
            .put("patch_url", url + ".patch")
            .put("status", ahead.isEmpty() ? "identical" : "ahead")
            .put("ahead_by", ahead.size())
            .put("behind_by", 0)
            .put("total_commits", ahead.size());
    body.set("base_commit", data.commits.commit(ends[0]));
    body.set("merge_base_commit", data.commits.commit(ends[0]));
    ArrayNode commits = body.putArray("commits");
    page.items().forEach(commits::add);
    body.putArray("files");
    return Paging.withLinks(
        Response.json(body), request, path, page.hasMore(), ahead.size(), Map.of());
  }

  /** Not for everybody: https://docs.github.com/en/rest/collaborators/collaborators. */
  private Response collaborators(Request request, String path) {
    return request.header("Authorization") == null
        ? GithubApi.errorOf(401, "Requires authentication")
        : list(request, path, data.collaborators, "login");
  }

  private static Response list(Request request, String path, Kind kind, String order) {
    return Paging.counted(
        request,
        path,
        kind.all()
            .query()
            .sorted(Comparator.comparing((ObjectNode row) -> row.path(order).asText()))
            .list());
  }
}
