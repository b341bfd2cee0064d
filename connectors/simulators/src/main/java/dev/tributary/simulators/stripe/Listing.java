package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Objects that are listed, newest first.
 *
 * @see <a href="https://docs.stripe.com/api/pagination">Pagination</a>
 */
final class Listing {
  private static final int USUAL_ROWS = 10;
  private static final int MOST_ROWS = 100;

  private final TreeMap<Place, ObjectNode> objects = new TreeMap<>();
  private final Map<String, Place> places = new HashMap<>();

  void put(long number, ObjectNode object) {
    String id = object.path("id").textValue();
    Place place = new Place(object.path("created").asLong(object.path("date").asLong()), number);
    Place before = places.put(id, place);
    if (before != null) {
      objects.remove(before);
    }
    objects.put(place, object);
  }

  Optional<ObjectNode> get(String id) {
    return Optional.ofNullable(places.get(id)).map(objects::get);
  }

  Optional<ObjectNode> remove(String id) {
    return Optional.ofNullable(places.remove(id)).map(objects::remove);
  }

  Iterable<ObjectNode> all() {
    return objects.values();
  }

  /** A page of those objects that fit what is asked for, each as it is shown. */
  Response page(Request request, Predicate<ObjectNode> fits, UnaryOperator<ObjectNode> shown) {
    int limit = request.integer("limit", USUAL_ROWS);
    if (limit < 1 || limit > MOST_ROWS) {
      return StripeApi.invalid("Invalid integer: limit must be from 1 to 100", "limit");
    }
    Place from = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
    String after = request.parameter("starting_after");
    if (after != null) {
      from = places.get(after);
      if (from == null) {
        return StripeApi.missing(400, "No such object: '" + after + "'", "starting_after");
      }
    }
    Long newest = bound(request, "lte", "lt", -1);
    Long oldest = bound(request, "gte", "gt", 1);
    if (newest != null && newest < from.created()) {
      from = new Place(newest, Long.MAX_VALUE);
    }
    ObjectNode body = Response.object().put("object", "list").put("url", request.path());
    ArrayNode data = body.putArray("data");
    boolean hasMore = false;
    for (Map.Entry<Place, ObjectNode> entry : objects.tailMap(from, false).entrySet()) {
      if (oldest != null && entry.getKey().created() < oldest) {
        break;
      }
      if (fits.test(entry.getValue())) {
        hasMore = data.size() == limit;
        if (hasMore) {
          break;
        }
        data.add(shown.apply(entry.getValue()));
      }
    }
    return Response.json(body.put("has_more", hasMore));
  }

  /** A border of {@code created}, inclusive; null if there is none. */
  private static Long bound(Request request, String inclusive, String exclusive, int step) {
    String within = request.parameter("created[" + inclusive + "]");
    String beyond = request.parameter("created[" + exclusive + "]");
    if (within != null) {
      return Long.valueOf(within);
    }
    return beyond == null ? null : Long.valueOf(Long.parseLong(beyond) + step);
  }
}
