package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.simulators.Request;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Routes;

/**
 * What an account defines: properties, which can be added, changed and removed, and types.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/get-properties">Read
 *     all properties</a>
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/objects/schemas/guide">Object
 *     schemas</a>
 */
final class SchemaRoutes {
  private final HubspotData data;

  SchemaRoutes(HubspotData data) {
    this.data = data;
  }

  void addProperties(Routes routes, String path) {
    String all = path + "/{type}";
    String one = all + "/{name}";
    routes.get(all, request -> ObjectRoutes.typed(data, request, SchemaRoutes::properties));
    routes.post(
        all,
        request -> {
          JsonNode body = ObjectRoutes.body(request);
          return define(request, body.path("name").asText(), body, 201);
        });
    routes.on(
        "PATCH",
        one,
        request -> define(request, request.variable("name"), ObjectRoutes.body(request), 200));
    routes.on(
        "DELETE",
        one,
        request ->
            ObjectRoutes.typed(
                data,
                request,
                rows -> {
                  rows.definitions.remove(request.variable("name"));
                  return Response.empty(204);
                }));
  }

  void addSchemas(Routes routes, String path) {
    routes.get(path, request -> schemas());
  }

  private static Response properties(ObjectRows rows) {
    ObjectNode body = Response.object();
    body.set("results", list(rows));
    return Response.json(body);
  }

  private static ArrayNode list(ObjectRows rows) {
    ArrayNode results = Response.array();
    rows.definitions.types().forEach((name, type) -> results.add(property(name, type)));
    return results;
  }

  private static ObjectNode property(String name, String type) {
    ObjectNode property =
        Response.object()
            .put("name", name)
            .put("label", name.replace('_', ' '))
            .put("type", type)
            .put("fieldType", type.equals("enumeration") ? "select" : "text")
            .put("description", "")
            .put("groupName", "information")
            .put("archived", false)
            .put("calculated", false)
            .put("hasUniqueValue", false)
            .put("hidden", false)
            .put("formField", false)
            .put("createdAt", "2020-02-20T18:07:11.802Z")
            .put("updatedAt", "2020-02-20T18:07:11.802Z");
    property.putArray("options");
    return property;
  }

  private Response define(Request request, String name, JsonNode body, int status) {
    String type = body.path("type").asText();
    return ObjectRoutes.typed(
        data,
        request,
        rows -> {
          rows.definitions.define(name, type);
          return Response.json(status, property(name, type));
        });
  }

  private Response schemas() {
    ObjectNode body = Response.object();
    ArrayNode results = body.putArray("results");
    data.tables().values().stream()
        .filter(rows -> rows.type.isCustom())
        .forEach(rows -> results.add(schema(rows)));
    return Response.json(body);
  }

  private ObjectNode schema(ObjectRows rows) {
    ObjectType type = rows.type;
    String name = type.name().replaceFirst("^p\\d+_", "");
    ObjectNode schema =
        Response.object()
            .put("id", type.id().substring(2))
            .put("objectTypeId", type.id())
            .put("name", name)
            .put("fullyQualifiedName", type.name())
            .put("archived", false)
            .put("createdAt", "2020-02-20T18:07:11.390Z")
            .put("updatedAt", "2020-02-20T18:09:07.555Z");
    schema.putObject("labels").put("singular", name).put("plural", name + "s");
    schema.putArray("requiredProperties");
    schema.putArray("searchableProperties");
    schema.set("properties", list(rows));
    ArrayNode associations = schema.putArray("associations");
    for (String to : type.associated()) {
      associations
          .addObject()
          .put("id", type.id().substring(2) + associations.size())
          .put("fromObjectTypeId", type.id())
          .put("toObjectTypeId", data.named(to).orElseThrow().type.id())
          .put("name", name + "_to_" + to);
    }
    return schema;
  }
}
