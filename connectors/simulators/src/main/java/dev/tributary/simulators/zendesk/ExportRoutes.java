package dev.tributary.simulators.zendesk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Bound;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import dev.tributary.simulators.Rows;
import dev.tributary.simulators.Slice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Incremental exports, which leave out what happened within the last minute.
 *
 * @see <a
 *     href="https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/">Using
 *     the incremental exports API</a>
 */
final class ExportRoutes {
  private static final Duration LEFT_OUT = Duration.ofMinutes(1);
  private static final int MOST_ROWS = 1000;

  private final ZendeskData data;
  private final InstantSource clock;

  /**
   * What is exported.
   *
   * @param name of the resource and of the answer's array
   * @param time the member by which it is exported
   */
  private record Resource(String name, Kind kind, String time) {}

  ExportRoutes(ZendeskData data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  void addTo(Routes routes) {
    var tickets = new Resource("tickets", data.tickets, "generated_timestamp");
    var users = new Resource("users", data.users, "updated_at");
    var organizations = new Resource("organizations", data.organizations, "updated_at");
    var events = new Resource("ticket_events", data.events, "timestamp");
    for (Resource resource : List.of(tickets, users)) {
      // With and without the suffix: the documentation writes both.
      for (String suffix : List.of("", ".json")) {
        routes.get(
            "/api/v2/incremental/" + resource.name() + "/cursor" + suffix,
            request -> byCursor(request, resource));
      }
    }
    for (Resource resource : List.of(tickets, users, organizations, events)) {
      for (String suffix : List.of("", ".json")) {
        routes.get(
            "/api/v2/incremental/" + resource.name() + suffix,
            request -> byTime(request, resource));
      }
    }
  }

  private List<ObjectNode> settled(Request request, Resource resource, Instant from) {
    String scope = request.query().getOrDefault("support_type_scope", "agent");
    boolean hasScope = resource.kind() == data.tickets || resource.kind() == data.events;
    return resource
        .kind()
        .rows
        .query()
        // No AI agents are at work here.
        .where(row -> !hasScope || !scope.equals("ai_agent"))
        .from(resource.time(), from, Bound.INCLUSIVE)
        .until(resource.time(), clock.instant().minus(LEFT_OUT), Bound.INCLUSIVE)
        .sorted(order(resource))
        .list();
  }

  private static Comparator<ObjectNode> order(Resource resource) {
    return Rows.order(resource.time(), "id");
  }

  /** The cursor holds the last row's time and id, so that rows that share a time are told apart. */
  private Response byCursor(Request request, Resource resource) {
    String cursor = request.parameter("cursor");
    Slice<ObjectNode> page;
    if (cursor == null) {
      Instant from = start(request);
      if (from == null) {
        return ZendeskApi.errorOf(400, "Invalid or too recent start_time");
      }
      page = Slice.from(settled(request, resource, from), 0, rows(request));
    } else {
      ObjectNode last = decode(cursor, resource);
      if (last == null) {
        return ZendeskApi.errorOf(400, "Invalid cursor");
      }
      page =
          Slice.behind(
              settled(request, resource, null),
              row -> order(resource).compare(row, last) <= 0,
              rows(request));
    }
    List<ObjectNode> items = page.items();
    String after = items.isEmpty() ? cursor : encode(items.get(items.size() - 1), resource);
    ObjectNode body = body(resource, items, row -> row);
    body.put("after_cursor", after)
        .put("after_url", after == null ? null : url(request, "cursor=" + after))
        .putNull("before_cursor")
        .putNull("before_url")
        .put("end_of_stream", !page.hasMore());
    return Response.json(body);
  }

  /** A page may be longer than asked for, where rows at its end share one time. */
  private Response byTime(Request request, Resource resource) {
    Instant from = start(request);
    if (from == null) {
      return ZendeskApi.errorOf(400, "Invalid or too recent start_time");
    }
    List<ObjectNode> all = settled(request, resource, from);
    int end = Math.min(all.size(), rows(request));
    while (end > 0
        && end < all.size()
        && time(all, end, resource) == time(all, end - 1, resource)) {
      end++;
    }
    boolean withComments = "comment_events".equals(request.parameter("include"));
    ObjectNode body =
        body(
            resource,
            all.subList(0, end),
            row ->
                resource.kind() == data.events && !withComments
                    ? TicketEvents.withoutComments(row)
                    : row);
    long last = end == 0 ? from.getEpochSecond() : time(all, end - 1, resource);
    body.put("count", end)
        .put("end_of_stream", end == all.size())
        .put("end_time", last)
        .put("next_page", url(request, "start_time=" + last));
    return Response.json(body);
  }

  private static long time(List<ObjectNode> rows, int index, Resource resource) {
    return Rows.time(rows.get(index).path(resource.time())).getEpochSecond();
  }

  private static ObjectNode body(
      Resource resource, List<ObjectNode> rows, UnaryOperator<ObjectNode> shape) {
    ObjectNode body = Response.object();
    ArrayNode array = body.putArray(resource.name());
    rows.forEach(row -> array.add(shape.apply(row)));
    return body;
  }

  /** Required, and at least one minute ago; null if it is not so. */
  private Instant start(Request request) {
    String text = request.parameter("start_time");
    if (text == null || !text.matches("\\d+")) {
      return null;
    }
    Instant start = Instant.ofEpochSecond(Long.parseLong(text));
    return start.isAfter(clock.instant().minus(LEFT_OUT)) ? null : start;
  }

  private static int rows(Request request) {
    return Math.max(1, Math.min(MOST_ROWS, request.integer("per_page", MOST_ROWS)));
  }

  private static String url(Request request, String query) {
    String size = request.parameter("per_page");
    return request.origin()
        + request.path()
        + "?"
        + query
        + (size == null ? "" : "&per_page=" + size);
  }

  private static String encode(ObjectNode row, Resource resource) {
    String text = row.path(resource.time()).asText() + "||" + row.path("id").asText() + "|";
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode decode(String cursor, Resource resource) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8)
              .split("\\|\\||\\|", -1);
      ObjectNode row = Response.object().put("id", Long.parseLong(parts[1]));
      return parts[0].matches("\\d+")
          ? row.put(resource.time(), Long.parseLong(parts[0]))
          : row.put(resource.time(), parts[0]);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }
}
