package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Searches, of which each gives at most ten thousand objects, without their associations.
 *
 * @see <a href="https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm">Search
 *     the CRM</a>
 */
final class SearchRoutes {
  private static final int LONGEST_BODY = 3_000;
  private static final int MOST_ON_PAGE = 200;
  private static final int MOST_OF_QUERY = 10_000;

  private final HubspotData data;

  SearchRoutes(HubspotData data) {
    this.data = data;
  }

  void addTo(Routes routes, String path) {
    routes.post(
        path + "/search",
        request -> ObjectRoutes.typed(data, request, rows -> search(request, rows)));
  }

  private static Response search(Request request, ObjectRows rows) {
    JsonNode asked = ObjectRoutes.body(request);
    int limit = asked.path("limit").asInt(10);
    int after = asked.path("after").asInt(0);
    if (request.body().length() > LONGEST_BODY) {
      return HubspotApi.refused("The body is longer than 3000 characters");
    }
    if (limit > MOST_ON_PAGE) {
      return HubspotApi.refused("limit must be at most 200");
    }
    if (after + limit > MOST_OF_QUERY) {
      return HubspotApi.refused("A query gives at most 10000 results");
    }
    List<ObjectNode> found = found(asked, rows);
    ObjectNode body = Response.object().put("total", found.size());
    var properties = new ArrayList<String>();
    asked.path("properties").forEach(name -> properties.add(name.asText()));
    ArrayNode results = body.putArray("results");
    int end = Math.min(found.size(), after + limit);
    for (ObjectNode row : found.subList(Math.min(after, end), end)) {
      results.add(ObjectRoutes.object(rows, row, properties));
    }
    if (end < found.size()) {
      body.putObject("paging").putObject("next").put("after", Integer.toString(end));
    }
    return Response.json(body);
  }

  /** Those of the index that meet any group of filters, in the order that is asked for. */
  private static List<ObjectNode> found(JsonNode asked, ObjectRows rows) {
    JsonNode groups = asked.path("filterGroups");
    var found = new ArrayList<ObjectNode>();
    for (ObjectNode row : rows.index.rows()) {
      boolean meets = groups.isEmpty();
      for (JsonNode group : groups) {
        meets |= meetsAll(group.path("filters"), rows, row);
      }
      if (meets) {
        found.add(row);
      }
    }
    JsonNode sort = asked.path("sorts").path(0);
    // Of old, a name alone.
    String name = sort.isTextual() ? sort.asText() : sort.path("propertyName").asText("");
    if (!name.isEmpty()) {
      // Each value is read once, and not in each comparison.
      var values = new IdentityHashMap<ObjectNode, BigDecimal>();
      found.forEach(row -> values.put(row, number(rows, name, rows.text(row, name))));
      Comparator<ObjectNode> order =
          Comparator.comparing(values::get, Comparator.nullsLast(Comparator.naturalOrder()));
      found.sort(sort.path("direction").asText().equals("DESCENDING") ? order.reversed() : order);
    }
    return found;
  }

  private static boolean meetsAll(JsonNode filters, ObjectRows rows, ObjectNode row) {
    for (JsonNode filter : filters) {
      String name = filter.path("propertyName").asText();
      BigDecimal value = number(rows, name, rows.text(row, name));
      BigDecimal other = number(rows, name, filter.path("value").asText());
      int order = value == null ? 0 : value.compareTo(other);
      boolean meets =
          value != null
              && switch (filter.path("operator").asText()) {
                case "EQ" -> order == 0;
                case "GT" -> order > 0;
                case "GTE" -> order >= 0;
                case "LT" -> order < 0;
                case "LTE" -> order <= 0;
                default -> throw new IllegalArgumentException("operator of " + filter);
              };
      if (!meets) {
        return false;
      }
    }
    return true;
  }

  /** A number, or a time in milliseconds since 1970: only these are compared here. */
  private static BigDecimal number(ObjectRows rows, String name, String text) {
    if (text == null) {
      return null;
    }
    boolean isTime = rows.definitions.types().get(name).equals("datetime");
    return isTime && text.contains("T")
        ? BigDecimal.valueOf(Instant.parse(text).toEpochMilli())
        : new BigDecimal(text);
  }
}
