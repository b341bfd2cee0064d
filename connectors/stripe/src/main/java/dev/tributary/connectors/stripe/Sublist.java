package dev.tributary.connectors.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.Query;
import dev.tributary.connectors.http.RestResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list within an object, of which the object shows the first entries.
 *
 * @param member of the object that holds the list; null for none
 * @param path of the list
 * @param parameter by which the list is asked for the object's; null where its path names it
 * @see <a href="https://docs.stripe.com/api/invoice-line-item/retrieve">An invoice's lines</a>
 */
record Sublist(String member, String path, String parameter) {
  static final Sublist NONE = new Sublist(null, null, null);

  void complete(StripeApi api, ObjectNode object) {
    if (member == null || !object.path(member).path("has_more").asBoolean()) {
      return;
    }
    ObjectNode list = (ObjectNode) object.get(member);
    ArrayNode entries = list.withArray("data");
    while (list.path("has_more").asBoolean() && !entries.isEmpty()) {
      String last = entries.get(entries.size() - 1).path("id").asText();
      Map<String, String> query = Query.of("limit", Integer.toString(StripeApi.MOST_ROWS));
      if (parameter != null) {
        query.put(parameter, Rows.id(object));
      }
      query.put("starting_after", last);
      Optional<RestResponse> answer = api.listOf(path.replace("{id}", Rows.id(object)), query);
      if (answer.isEmpty()) {
        // The object is gone, or its list has changed: an event tells of it.
        return;
      }
      JsonNode body = answer.get().json();
      List<ObjectNode> more = answer.get().objects(body, "data");
      entries.addAll(more);
      list.put("has_more", answer.get().bool(body, "/has_more") && !more.isEmpty());
    }
  }
}
