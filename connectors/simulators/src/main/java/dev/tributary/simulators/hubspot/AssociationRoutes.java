package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;
import java.time.InstantSource;
import java.util.ArrayList;

/**
 * Associations in batches, page by page for each object. They are kept one way: those of another
 * type's objects are others.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/associations/associate-records/batch/get-associations">Retrieve
 *     associations</a>
 */
final class AssociationRoutes {
  /**
   * The most objects of a batch.
   *
   * @see <a
   *     href="https://developers.hubspot.com/changelog/bug-fix-batch-read-limit-for-hubspot-associations-api">Batch
   *     read limit</a>
   */
  private static final int MOST_INPUTS = 1_000;

  private static final int PAGE = 500;

  private final HubspotData data;
  private final InstantSource clock;

  AssociationRoutes(HubspotData data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  void addTo(Routes routes, String path) {
    routes.post(
        path + "/{type}/{to}/batch/read",
        request -> ObjectRoutes.typed(data, request, rows -> read(request, rows)));
  }

  private Response read(Request request, ObjectRows rows) {
    JsonNode inputs = ObjectRoutes.body(request).path("inputs");
    if (inputs.size() > MOST_INPUTS) {
      return HubspotApi.refused("The maximum number of inputs is 1000");
    }
    String to = data.named(request.variable("to")).map(other -> other.type.name()).orElse("");
    if (!rows.type.associated().contains(to)) {
      return HubspotApi.refused("No association types exist between these types");
    }
    ArrayNode results = Response.array();
    var errors = new ArrayList<ObjectNode>();
    for (JsonNode input : inputs) {
      String id = input.path("id").asText();
      ObjectNode row = rows.find(id);
      ArrayNode ids = row == null ? Response.array() : ObjectRows.associated(row, to);
      if (ids.isEmpty()) {
        errors.add(
            ObjectRoutes.error(
                "No " + to + " are associated with " + id + ".",
                "fromObjectId",
                Response.array().add(id)));
        continue;
      }
      results.add(page(id, ids, input.path("after").asInt(0)));
    }
    ObjectNode body = ObjectRoutes.batch(clock, errors);
    body.set("results", results);
    return Response.json(errors.isEmpty() ? 200 : 207, body);
  }

  private static ObjectNode page(String id, ArrayNode ids, int begin) {
    ObjectNode result = Response.object();
    result.putObject("from").put("id", id);
    ArrayNode to = result.putArray("to");
    int end = Math.min(ids.size(), begin + PAGE);
    for (int i = begin; i < end; i++) {
      ObjectNode other = to.addObject().put("toObjectId", ids.get(i).asText());
      other
          .putArray("associationTypes")
          .addObject()
          .put("category", "HUBSPOT_DEFINED")
          .put("typeId", 279)
          .putNull("label");
    }
    if (end < ids.size()) {
      result.putObject("paging").putObject("next").put("after", Integer.toString(end));
    }
    return result;
  }
}
