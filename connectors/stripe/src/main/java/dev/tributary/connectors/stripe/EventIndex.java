package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which objects of a table changed in a range of time. Events are read for nothing else: what they
 * hold may be stale, and of another version of the API.
 *
 * @param objects in order
 * @param events ids of the range's events, with their times
 * @param until where the range ends
 * @param bound up to when this run reads
 * @see <a href="https://docs.stripe.com/api/events/list">List all events</a>
 */
record EventIndex(
    List<ChangedObject> objects, Map<String, Instant> events, Instant until, Instant bound) {
  private static final String PATH = "/v1/events";

  /** Which range, of which table. */
  record Key(String table, Instant from, Instant until, List<String> seen) {}

  /**
   * Reads the events of a range.
   *
   * @param key whose range ends with what the run reads if its end is null
   */
  static EventIndex read(StripeApi api, Key key, Instant runStart) {
    Map<String, String> query = Query.of("limit", Integer.toString(StripeApi.MOST_ROWS));
    query.put("created[gte]", ObjectLister.seconds(key.from()));
    if (key.until() != null) {
      query.put("created[lte]", ObjectLister.seconds(key.until()));
    }
    List<String> types = EventMap.types(key.table());
    for (int i = 0; i < types.size(); i++) {
      query.put("types[" + i + "]", types.get(i));
    }
    RestResponse answer = api.list(PATH, query);
    Instant bound = ServerTime.bound(answer, runStart);
    Instant until = key.until() == null ? bound : key.until();
    Set<String> seen = new HashSet<>(key.seen());
    var objects = new HashMap<String, ChangedObject>();
    var events = new HashMap<String, Instant>();
    while (true) {
      JsonNode body = answer.json();
      List<ObjectNode> page = answer.objects(body, "data");
      for (ObjectNode event : page) {
        Instant time = Rows.created(event);
        if (time.isAfter(until)) {
          continue;
        }
        events.put(Rows.id(event), time);
        if (!seen.contains(Rows.id(event))) {
          for (ChangedObject changed : EventMap.changed(key.table(), event, time)) {
            objects.merge(changed.id(), changed, ChangedObject::and);
          }
        }
      }
      if (!answer.bool(body, "/has_more") || page.isEmpty()) {
        return new EventIndex(
            objects.values().stream().sorted(ChangedObject.ORDER).toList(), events, until, bound);
      }
      answer = api.list(PATH, StripeApi.behind(query, Rows.id(page.get(page.size() - 1))));
    }
  }

  /** So many objects behind a position. */
  List<ChangedObject> behind(EventPosition at, int most) {
    return objects.stream()
        .filter(
            object ->
                at.last() == null
                    || ChangedObject.ORDER.compare(
                            object, new ChangedObject(at.last(), at.created(), at.created()))
                        > 0)
        .limit(most)
        .toList();
  }

  /** The ids of the events since a time. */
  List<String> since(Instant time) {
    var ids = new ArrayList<String>();
    events.forEach(
        (id, created) -> {
          if (!created.isBefore(time)) {
            ids.add(id);
          }
        });
    ids.sort(null);
    return ids;
  }
}
