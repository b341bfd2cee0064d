package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Slice;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Lists, paged by cursor or, without {@code page[size]}, by number.
 *
 * @see <a
 *     href="https://developer.zendesk.com/api-reference/introduction/pagination/">Pagination</a>
 */
final class ListRoutes {
  private static final int MOST_ROWS = 100;

  private final ZendeskData data;

  ListRoutes(ZendeskData data) {
    this.data = data;
  }

  void addTo(Routes routes) {
    add(routes, "/api/v2/brands", "brands", request -> data.brands.rows, by("name"));
    add(routes, "/api/v2/groups", "groups", request -> data.groups.rows, by("id"));
    add(routes, "/api/v2/community/topics", "topics", r -> data.topics.rows, by("position"));
    add(
        routes,
        "/api/v2/help_center/articles",
        "articles",
        request -> data.articles.rows,
        by("position"));
    add(
        routes,
        "/api/v2/help_center/user_segments/{id}/topics",
        "topics",
        request ->
            request.variable("id").equals("" + ZendeskData.SEGMENT) ? data.topics.rows : new Rows(),
        by("position"));
    for (String suffix : List.of("", ".json")) {
      routes.get("/api/v2/tickets/{id}/comments" + suffix, this::comments);
    }
  }

  private static void add(
      Routes routes,
      String path,
      String name,
      Function<Request, Rows> rows,
      Comparator<ObjectNode> order) {
    for (String suffix : List.of("", ".json")) {
      routes.get(
          path + suffix,
          request -> page(request, name, rows.apply(request).query().sorted(order).list(), order));
    }
  }

  private static Comparator<ObjectNode> by(String member) {
    Comparator<ObjectNode> order =
        member.equals("name")
            ? Comparator.comparing(row -> row.path(member).asText())
            : Comparator.comparingLong(row -> row.path(member).longValue());
    return order.thenComparingLong(row -> row.path("id").longValue());
  }

  /**
   * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_comments/#list-comments
   */
  private Response comments(Request request) {
    return page(request, "comments", data.events.of(request.variable("id")), by("id"));
  }

  private static Response page(
      Request request, String name, List<ObjectNode> rows, Comparator<ObjectNode> order) {
    String size = request.parameter("page[size]");
    return size == null
        ? numbered(request, name, rows)
        : behind(request, name, rows, order, Math.min(MOST_ROWS, Integer.parseInt(size)));
  }

  private static Response behind(
      Request request, String name, List<ObjectNode> rows, Comparator<ObjectNode> order, int size) {
    String cursor = request.parameter("page[after]");
    ObjectNode last = cursor == null ? null : decode(cursor);
    Slice<ObjectNode> page =
        Slice.behind(rows, row -> last != null && order.compare(row, last) <= 0, size);
    List<ObjectNode> items = page.items();
    String after = items.isEmpty() ? null : encode(items.get(items.size() - 1));
    ObjectNode body = body(name, items);
    body.putObject("meta")
        .put("has_more", page.hasMore())
        .put("after_cursor", after)
        .putNull("before_cursor");
    body.putObject("links")
        .put(
            "next",
            page.hasMore()
                ? request.origin()
                    + request.path()
                    + "?page%5Bsize%5D="
                    + size
                    + "&page%5Bafter%5D="
                    + URLEncoder.encode(after, StandardCharsets.UTF_8)
                : null)
        .putNull("prev");
    return Response.json(body);
  }

  private static Response numbered(Request request, String name, List<ObjectNode> rows) {
    int number = request.integer("page", 1);
    int size = Math.min(MOST_ROWS, request.integer("per_page", MOST_ROWS));
    Slice<ObjectNode> page = Slice.numbered(rows, number, size);
    ObjectNode body = body(name, page.items());
    String url = request.origin() + request.path() + "?per_page=" + size + "&page=";
    body.put("count", rows.size())
        .put("next_page", page.hasMore() ? url + (number + 1) : null)
        .put("previous_page", number > 1 ? url + (number - 1) : null);
    return Response.json(body);
  }

  private static ObjectNode body(String name, List<ObjectNode> rows) {
    ObjectNode body = Response.object();
    ArrayNode array = body.putArray(name);
    rows.forEach(array::add);
    return body;
  }

  /** All by which lists are sorted. */
  private static String encode(ObjectNode row) {
    ObjectNode key = Response.object();
    for (String member : List.of("id", "name", "position")) {
      if (row.has(member)) {
        key.set(member, row.get(member));
      }
    }
    return Base64.getUrlEncoder().encodeToString(key.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode decode(String cursor) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(Base64.getUrlDecoder().decode(cursor));
    } catch (IOException e) {
      throw new IllegalArgumentException("Invalid cursor", e);
    }
  }
}
