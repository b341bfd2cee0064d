package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.RestResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads objects by their ids, as they are now: the index that searches go by may be minutes old.
 * What has more properties than one request takes is put together of several answers.
 *
 * @param table whose properties are read
 */
record Batches(HubspotApi api, ObjectTable table) {
  /** The most ids that HubSpot takes in a batch of objects. */
  private static final int MOST_IDS = 100;

  /** How often an object is read anew that changes between two parts of it. */
  private static final int ATTEMPTS = 5;

  /** Those objects that there are, by id; one that was merged into another is that other one. */
  Map<String, ObjectNode> read(List<String> ids) {
    var objects = new LinkedHashMap<String, ObjectNode>();
    for (int begin = 0; begin < ids.size(); begin += MOST_IDS) {
      List<String> torn = ids.subList(begin, Math.min(ids.size(), begin + MOST_IDS));
      for (int attempt = 0; attempt < ATTEMPTS && !torn.isEmpty(); attempt++) {
        objects.keySet().removeAll(torn);
        torn = read(torn, objects);
      }
    }
    return objects;
  }

  /** Adds what it finds, and returns the ids of objects that changed meanwhile. */
  private List<String> read(List<String> ids, Map<String, ObjectNode> objects) {
    var parts = new ArrayList<Map<String, ObjectNode>>();
    table.chunks().forEach(names -> parts.add(part(ids, names)));
    var torn = new ArrayList<String>();
    parts
        .get(0)
        .forEach(
            (id, whole) -> {
              for (Map<String, ObjectNode> part : parts.subList(1, parts.size())) {
                ObjectNode more = part.get(id);
                if (more == null || !more.path("updatedAt").equals(whole.path("updatedAt"))) {
                  torn.add(id);
                }
                if (more != null) {
                  whole.withObject("/properties").setAll((ObjectNode) more.path("properties"));
                }
              }
              objects.put(id, whole);
            });
    return torn.stream().distinct().toList();
  }

  private Map<String, ObjectNode> part(List<String> ids, List<String> names) {
    RestResponse answer = api.batch(table.type(), ids, names);
    JsonNode body = answer.json();
    HubspotApi.check(answer, body);
    var objects = new LinkedHashMap<String, ObjectNode>();
    for (ObjectNode object : answer.objects(body, "results")) {
      if (!object.path("properties").isObject()) {
        throw answer.unexpected("an object has no properties");
      }
      objects.put(object.path("id").asText(), object);
    }
    return objects;
  }
}
