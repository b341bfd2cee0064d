package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Slice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Pages of lists, with {@code Link} headers.
 *
 * @see <a
 *     href="https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api">Using
 *     pagination in the REST API</a>
 */
final class Paging {
  private static final int USUAL_ROWS = 30;
  private static final int MOST_ROWS = 100;

  /** Behind so many rows a list that has cursors takes no page numbers any more. */
  private static final int COUNTED_ROWS = 1000;

  private Paging() {}

  static int rows(Request request) {
    return Math.max(1, Math.min(MOST_ROWS, request.integer("per_page", USUAL_ROWS)));
  }

  /**
   * A page of a list whose pages are counted.
   *
   * @param path where links lead: GitHub's are to the id of a repository and not to its name
   */
  static Response counted(Request request, String path, List<ObjectNode> rows) {
    Slice<ObjectNode> page =
        Slice.numbered(rows, Math.max(1, request.integer("page", 1)), rows(request));
    return linked(request, path, page, rows.size(), Map.of());
  }

  /**
   * A page of a list whose links hold the sort value and the id of the last row, and which refuses
   * page numbers without such a cursor where it is long.
   *
   * @param sort the member that the list is sorted by
   */
  static Response cursored(Request request, String path, List<ObjectNode> rows, String sort) {
    int number = Math.max(1, request.integer("page", 1));
    String after = request.parameter("after");
    if (after == null && (number - 1L) * rows(request) >= COUNTED_ROWS) {
      return GithubApi.errorOf(
          422,
          "Pagination with the page parameter is not supported for large datasets, please use"
              + " cursor based pagination (after/before)");
    }
    Slice<ObjectNode> page =
        after == null
            ? Slice.numbered(rows, number, rows(request))
            : Slice.from(rows, passed(rows, after, sort), rows(request));
    if (!page.hasMore()) {
      return linked(request, path, page, rows.size(), Map.of());
    }
    ObjectNode last = page.items().get(page.items().size() - 1);
    return linked(request, path, page, rows.size(), Map.of("after", cursor(last, sort)));
  }

  private static String cursor(ObjectNode row, String sort) {
    return row.path(sort).asText() + "_" + row.path("id").asText();
  }

  /** How many rows at the begin of the list come before a cursor or are at it. */
  private static int passed(List<ObjectNode> rows, String after, String sort) {
    boolean isAscending =
        rows.isEmpty() || order(rows.get(0), rows.get(rows.size() - 1), sort) <= 0;
    String time = after.substring(0, after.indexOf('_'));
    long id = Long.parseLong(after.substring(after.indexOf('_') + 1));
    int index = 0;
    while (index < rows.size()) {
      ObjectNode row = rows.get(index);
      int order = row.path(sort).asText().compareTo(time);
      order = order == 0 ? Long.compare(row.path("id").longValue(), id) : order;
      if (isAscending ? order > 0 : order < 0) {
        break;
      }
      index++;
    }
    return index;
  }

  private static int order(ObjectNode one, ObjectNode other, String sort) {
    int order = one.path(sort).asText().compareTo(other.path(sort).asText());
    return order == 0
        ? Long.compare(one.path("id").longValue(), other.path("id").longValue())
        : order;
  }

  private static Response linked(
      Request request, String path, Slice<ObjectNode> page, int all, Map<String, String> next) {
    ArrayNode body = Response.array();
    page.items().forEach(body::add);
    return withLinks(Response.json(body), request, path, page.hasMore(), all, next);
  }

  /** An answer with the links that lead on from its page. */
  static Response withLinks(
      Response answer,
      Request request,
      String path,
      boolean hasMore,
      int all,
      Map<String, String> cursor) {
    int number = Math.max(1, request.integer("page", 1));
    var links = new StringJoiner(", ");
    if (number > 1 && cursor.isEmpty()) {
      links.add(link(request, path, Map.of("page", "" + (number - 1)), "prev"));
    }
    if (hasMore) {
      var next = new LinkedHashMap<>(cursor);
      next.put("page", "" + (number + 1));
      links.add(link(request, path, next, "next"));
      if (cursor.isEmpty()) {
        int last = (all + rows(request) - 1) / rows(request);
        links.add(link(request, path, Map.of("page", "" + last), "last"));
      }
    }
    if (number > 1 && cursor.isEmpty()) {
      links.add(link(request, path, Map.of("page", "1"), "first"));
    }
    return links.length() == 0 ? answer : answer.with("Link", links.toString());
  }

  private static String link(
      Request request, String path, Map<String, String> changed, String relation) {
    var query = new LinkedHashMap<>(request.query());
    query.putAll(changed);
    var parameters = new StringJoiner("&");
    query.forEach(
        (name, value) ->
            parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return "<" + request.origin() + path + "?" + parameters + ">; rel=\"" + relation + "\"";
  }
}
