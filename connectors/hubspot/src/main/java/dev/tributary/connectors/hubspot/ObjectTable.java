package dev.tributary.connectors.hubspot;

import static dev.tributary.connectors.schema.DataType.Primitive.BOOLEAN;
import static dev.tributary.connectors.schema.DataType.Primitive.STRING;
import static dev.tributary.connectors.schema.DataType.Primitive.TIMESTAMP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import dev.tributary.connectors.schema.Columns;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.StructType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A type of objects with its properties, as they were when this was made.
 *
 * @param properties by name, which no two share
 */
record ObjectTable(ObjectType type, List<Property> properties) {
  static final TableMetadata METADATA = TableMetadata.cdcWithDeletesRead("updatedAt", "id");

  /** What a request with these names may be longer: proxies allow some eight thousand letters. */
  private static final int LONGEST_CHUNK = 5_000;

  private static final String REFERENCE =
      "https://developers.hubspot.com/docs/api-reference/latest/crm/objects/";

  private static final Map<String, String> EXCLUDED =
      Map.of(
          "archivedAt", "an archived object is deleted from the table",
          "propertiesWithHistory", "it is not asked for; a table with history keeps versions",
          "objectWriteTraceId", "it belongs to a write");

  ObjectTable {
    properties = List.copyOf(properties);
  }

  /** The table of a type, by the answer that lists its properties. */
  static ObjectTable of(ObjectType type, RestResponse answer) {
    // Columns are the same without regard to case; by name, so that they stay in order.
    var properties = new TreeMap<String, Property>(Comparator.naturalOrder());
    for (ObjectNode property : answer.objects(answer.json(), "results")) {
      String name = property.path("name").asText();
      if (name.isEmpty() || !property.path("type").isTextual()) {
        throw answer.unexpected("a property has no name or no type");
      }
      properties.put(
          name.toLowerCase(Locale.ROOT), Property.of(name, property.path("type").asText()));
    }
    if (properties.isEmpty()) {
      throw answer.unexpected("there are no properties of " + type.name());
    }
    return new ObjectTable(type, List.copyOf(properties.values()));
  }

  static List<TableDescription> descriptions() {
    return ObjectType.STANDARD.stream().map(ObjectTable::description).toList();
  }

  private static TableDescription description(ObjectType type) {
    return new TableDescription(
        type.name(),
        "One row an object of the type `" + type.id() + "`.",
        REFERENCE + type.name() + "/guide",
        TableOptions.ALL,
        columns(type, new Columns()),
        METADATA,
        EXCLUDED);
  }

  StructType schema() {
    var values = new Columns();
    properties.forEach(property -> values.of(property.type(), property.name()));
    return columns(type, values);
  }

  private static StructType columns(ObjectType type, Columns values) {
    var columns =
        new Columns()
            .required(STRING, "id")
            .of(TIMESTAMP, "createdAt")
            .required(TIMESTAMP, "updatedAt")
            .of(BOOLEAN, "archived")
            .of(STRING, "url")
            .of(values.struct(), "properties");
    if (!type.associated().isEmpty()) {
      DataType ids = new ArrayType(STRING);
      columns.of(
          new Columns().of(ids, type.associated().toArray(String[]::new)).struct(), "associations");
    }
    return columns.struct();
  }

  /** The names of all properties, in parts that each fit one request. */
  List<List<String>> chunks() {
    var chunks = new ArrayList<List<String>>();
    int length = LONGEST_CHUNK;
    for (Property property : properties) {
      // A comma takes three letters in a URL.
      length += property.name().length() + 3;
      if (length > LONGEST_CHUNK) {
        chunks.add(new ArrayList<>());
        length = property.name().length() + 3;
      }
      chunks.get(chunks.size() - 1).add(property.name());
    }
    return chunks;
  }

  /**
   * A row of an object as it was sent.
   *
   * @param associations its ids by type
   */
  ObjectNode row(ObjectNode sent, Map<String, List<String>> associations) {
    ObjectNode row = sent.objectNode();
    for (String member : List.of("id", "createdAt", "updatedAt", "archived", "url")) {
      if (sent.hasNonNull(member)) {
        row.set(member, sent.get(member));
      }
    }
    ObjectNode values = row.putObject("properties");
    JsonNode given = sent.path("properties");
    for (Property property : properties) {
      property
          .value(given.path(property.name()))
          .ifPresent(value -> values.set(property.name(), value));
    }
    if (!associations.isEmpty()) {
      ObjectNode ids = row.putObject("associations");
      associations.forEach((to, list) -> list.forEach(ids.withArray(to)::add));
    }
    return row;
  }
}
