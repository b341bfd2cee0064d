package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists and batches of objects, and what makes one of two.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/custom-objects/get-custom-objects">List</a>
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/contacts/batch/get-contacts">Read
 *     a batch</a>
 */
final class ObjectRoutes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LISTED = 100;
  private static final int MOST_IN_BATCH = 100;

  /** How many associations of an object a list shows. */
  private static final int ASSOCIATIONS_SHOWN = 100;

  private final HubspotData data;
  private final InstantSource clock;

  ObjectRoutes(HubspotData data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  void addTo(Routes routes, String path) {
    routes.get(path, request -> typed(data, request, rows -> list(request, rows)));
    routes.post(
        path + "/batch/read", request -> typed(data, request, rows -> batch(request, rows)));
    routes.post(path + "/merge", request -> typed(data, request, rows -> merge(request, rows)));
  }

  /** Answers for the type that the path names. */
  static Response typed(HubspotData data, Request request, Function<ObjectRows, Response> answer) {
    return data.named(request.variable("type"))
        .map(answer)
        .orElseGet(
            () ->
                HubspotApi.refused(
                    "Unable to infer object type from: " + request.variable("type")));
  }

  static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response list(Request request, ObjectRows rows) {
    int limit = request.integer("limit", 10);
    if (limit < 1 || limit > MOST_LISTED) {
      return HubspotApi.refused("limit must be from 1 to 100");
    }
    boolean archived = "true".equals(request.parameter("archived"));
    String after = request.parameter("after");
    List<ObjectNode> behind =
        rows.all().tailMap(after == null ? 0 : Long.parseLong(after), false).values().stream()
            .filter(row -> ObjectRows.isArchived(row) == archived)
            .limit(limit + 1L)
            .toList();
    List<ObjectNode> page = behind.subList(0, Math.min(limit, behind.size()));
    ObjectNode body = Response.object();
    ArrayNode results = body.putArray("results");
    List<String> to = names(request, "associations");
    List<String> properties = names(request, "properties");
    for (ObjectNode row : page) {
      ObjectNode object = object(rows, row, properties);
      if (!archived) {
        showAssociations(rows, row, to, object);
      }
      results.add(object);
    }
    if (behind.size() > limit) {
      String last = page.get(page.size() - 1).path("id").asText();
      body.putObject("paging")
          .putObject("next")
          .put("after", last)
          .put("link", request.origin() + request.path() + "?after=" + last);
    }
    return Response.json(body);
  }

  private void showAssociations(
      ObjectRows rows, ObjectNode row, List<String> to, ObjectNode object) {
    for (String name : to) {
      if (!rows.type.associated().contains(name)) {
        // Such an association does not exist, and is passed over.
        continue;
      }
      ArrayNode ids = ObjectRows.associated(row, name);
      if (ids.isEmpty()) {
        continue;
      }
      ObjectNode shown = object.withObject("/associations").putObject(name);
      ArrayNode results = shown.putArray("results");
      for (int i = 0; i < Math.min(ids.size(), ASSOCIATIONS_SHOWN); i++) {
        String id = ids.get(i).asText();
        // One for each label.
        results.addObject().put("id", id).put("type", rows.type.name() + "_to_" + name);
        results
            .addObject()
            .put("id", id)
            .put("type", rows.type.name() + "_to_" + name + "_unlabeled");
      }
      if (ids.size() > ASSOCIATIONS_SHOWN) {
        shown
            .putObject("paging")
            .putObject("next")
            .put("after", ids.get(ASSOCIATIONS_SHOWN).asText());
      }
    }
  }

  /** The names of a list: one parameter with commas, or one for each, or both. */
  private static List<String> names(Request request, String parameter) {
    var names = new ArrayList<String>();
    String query = URI.create(request.target()).getRawQuery();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      if (pair.startsWith(parameter + "=")) {
        String list =
            URLDecoder.decode(pair.substring(parameter.length() + 1), StandardCharsets.UTF_8);
        names.addAll(List.of(list.split(",", -1)));
      }
    }
    return names;
  }

  /** An object as it is sent, with these properties and those that always come. */
  static ObjectNode object(ObjectRows rows, ObjectNode row, List<String> properties) {
    ObjectNode object = row.deepCopy();
    object.remove(List.of("number", "associations"));
    ObjectNode values = object.putObject("properties");
    Set<String> names =
        new LinkedHashSet<>(List.of(rows.type.created(), "hs_object_id", rows.type.modified()));
    names.addAll(properties);
    names.retainAll(rows.definitions.types().keySet());
    names.forEach(name -> values.put(name, rows.text(row, name)));
    return object;
  }

  private Response batch(Request request, ObjectRows rows) {
    JsonNode asked = body(request);
    if (asked.path("inputs").size() > MOST_IN_BATCH) {
      return HubspotApi.refused("The maximum number of inputs is 100");
    }
    var properties = new ArrayList<String>();
    asked.path("properties").forEach(name -> properties.add(name.asText()));
    boolean archived = asked.path("archived").asBoolean();
    var found = new LinkedHashMap<String, ObjectNode>();
    ArrayNode missing = Response.array();
    for (JsonNode input : asked.path("inputs")) {
      ObjectNode row = rows.find(input.path("id").asText());
      if (row != null && ObjectRows.isArchived(row) == archived) {
        found.put(row.path("id").asText(), object(rows, row, properties));
      } else {
        missing.add(input.path("id").asText());
      }
    }
    ObjectNode body =
        batch(
            clock,
            Stream.of(missing)
                .filter(ids -> !ids.isEmpty())
                .map(
                    ids ->
                        error(
                            "Could not get some objects, they may be deleted or not exist.",
                            "ids",
                            ids))
                .toList());
    ArrayNode results = body.putArray("results");
    found.values().forEach(results::add);
    return Response.json(missing.isEmpty() ? 200 : 207, body);
  }

  /** What an answer to a batch says besides its results. */
  static ObjectNode batch(InstantSource clock, List<ObjectNode> errors) {
    ObjectNode body =
        Response.object()
            .put("status", "COMPLETE")
            .put("startedAt", clock.instant().toString())
            .put("completedAt", clock.instant().toString());
    if (!errors.isEmpty()) {
      body.put("numErrors", errors.size());
      body.putArray("errors").addAll(errors);
    }
    return body;
  }

  /** Something that is not there. */
  static ObjectNode error(String message, String name, ArrayNode ids) {
    ObjectNode error =
        Response.object()
            .put("status", "error")
            .put("category", "OBJECT_NOT_FOUND")
            .put("message", message);
    error.putObject("context").set(name, ids);
    return error;
  }

  private Response merge(Request request, ObjectRows rows) {
    JsonNode asked = body(request);
    ObjectNode merged =
        rows.merge(
            asked.path("primaryObjectId").asText(),
            asked.path("objectIdToMerge").asText(),
            clock.instant());
    return Response.json(object(rows, merged, List.of()));
  }
}
