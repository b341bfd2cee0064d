package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.http.RestResponse;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which objects some objects of a type are associated with. A list shows only the first of each
 * object's associations, and a search none.
 */
final class Associations {
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparing((String id) -> id.matches("\\d+") ? new BigInteger(id) : BigInteger.ZERO)
          .thenComparing(Comparator.naturalOrder());

  private final HubspotApi api;
  private final ObjectType type;

  /** By type, and then by the object: an object may have several associations with another. */
  private final Map<String, Map<String, Set<String>>> found = new TreeMap<>();

  private boolean hasAsked;

  Associations(HubspotApi api, ObjectType type) {
    this.api = api;
    this.type = type;
    type.associated().forEach(to -> found.put(to, new HashMap<>()));
  }

  /** Asks for the associations of objects. */
  Associations ask(Collection<String> ids) {
    for (String to : type.associated()) {
      ask(to, ids);
    }
    return this;
  }

  /** Takes the associations that a list shows, and asks for those that it leaves out. */
  Associations take(List<ObjectNode> listed) {
    for (String to : type.associated()) {
      var cutOff = new HashSet<String>();
      for (ObjectNode object : listed) {
        JsonNode shown = object.path("associations").path(to);
        String id = object.path("id").asText();
        if (shown.path("paging").hasNonNull("next")) {
          cutOff.add(id);
        } else {
          shown.path("results").forEach(other -> add(to, id, other.path("id").asText()));
        }
      }
      ask(to, cutOff.stream().sorted(BY_NUMBER).toList());
    }
    return this;
  }

  /** Whether some were asked for, which may be newer than what showed the objects. */
  boolean hasAsked() {
    return hasAsked;
  }

  private void ask(String to, Collection<String> ids) {
    ArrayNode inputs = JsonNodeFactory.instance.arrayNode();
    ids.forEach(id -> inputs.addObject().put("id", id));
    while (!inputs.isEmpty()) {
      hasAsked = true;
      RestResponse answer = api.associations(type, to, inputs);
      JsonNode body = answer.json();
      HubspotApi.check(answer, body);
      ArrayNode asked = inputs.deepCopy();
      inputs.removeAll();
      for (ObjectNode result : answer.objects(body, "results")) {
        String id = result.path("from").path("id").asText();
        result.path("to").forEach(other -> add(to, id, other.path("toObjectId").asText()));
        String after = result.at("/paging/next/after").asText("");
        if (!after.isEmpty()) {
          inputs.addObject().put("id", id).put("after", after);
        }
      }
      if (inputs.equals(asked)) {
        throw answer.unexpected("the pages of an object's associations do not lead on");
      }
    }
  }

  private void add(String to, String id, String other) {
    found.get(to).computeIfAbsent(id, any -> new HashSet<>()).add(other);
  }

  /** The ids of the objects that one is associated with, by type and in order. */
  Map<String, List<String>> of(String id) {
    var ids = new TreeMap<String, List<String>>();
    found.forEach(
        (to, objects) -> {
          if (objects.containsKey(id)) {
            ids.put(to, objects.get(id).stream().sorted(BY_NUMBER).toList());
          }
        });
    return ids;
  }
}
