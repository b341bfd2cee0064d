package dev.tributary.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.http.RestResponse;
import dev.tributary.connectors.schema.DataType.StructType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a HubSpot account. Which properties a type has is asked for once an instance: what is added
 * while a run lasts is a field that the run's schema lacks, and is told as such.
 */
final class HubspotConnector implements LakeflowConnect {
  private static final Logger LOG = LoggerFactory.getLogger(HubspotConnector.class);

  private final HubspotApi api;
  private final Instant runStart;
  private final Map<String, ObjectTable> described = new HashMap<>();
  private List<ObjectType> custom;

  HubspotConnector(HubspotApi api, Instant runStart) {
    this.api = api;
    this.runStart = runStart;
  }

  @Override
  public List<String> listTables() {
    Stream<String> names = custom().stream().map(ObjectType::name);
    return Stream.concat(ObjectType.standardNames().stream(), names).toList();
  }

  @Override
  public StructType tableSchema(String table, Options options) {
    return described(table).schema();
  }

  @Override
  public TableMetadata tableMetadata(String table, Options options) {
    type(table);
    return ObjectTable.METADATA;
  }

  @Override
  public Page readTable(String table, Offset start, Options options) {
    return new ObjectWalk(api, described(table), runStart).read(start, options);
  }

  @Override
  public Page readTableDeletes(String table, Offset start, Options options) {
    return new DeleteWalk(api, type(table), runStart).read(start, options);
  }

  private ObjectTable described(String table) {
    return described.computeIfAbsent(
        table,
        name -> {
          ObjectType type = type(name);
          return ObjectTable.of(type, api.properties(type));
        });
  }

  private ObjectType type(String table) {
    return ObjectType.standard(table)
        .or(
            () ->
                ObjectType.mayBeCustom(table)
                    ? custom().stream().filter(type -> type.name().equals(table)).findFirst()
                    : Optional.empty())
        .orElseThrow(() -> unknown(table));
  }

  private ConnectorException unknown(String table) {
    return Names.unknownTable(
        "hubspot",
        table,
        ObjectType.mayBeCustom(table) ? listTables() : ObjectType.standardNames());
  }

  private List<ObjectType> custom() {
    if (custom == null) {
      custom = discover();
    }
    return custom;
  }

  private List<ObjectType> discover() {
    RestResponse answer;
    try {
      answer = api.schemas();
    } catch (ConnectorException e) {
      if (e.category() != Category.PERMISSION) {
        throw e;
      }
      LOG.warn("Custom objects cannot be read: {}", e.getMessage());
      return List.of();
    }
    var types = new ArrayList<ObjectType>();
    for (ObjectNode schema : answer.objects(answer.json(), "results")) {
      String id = schema.path("objectTypeId").asText();
      var associated = new ArrayList<String>();
      for (JsonNode association : schema.path("associations")) {
        associated.add(association.path("fromObjectTypeId").asText());
        associated.add(association.path("toObjectTypeId").asText());
      }
      types.add(ObjectType.custom(schema.path("fullyQualifiedName").asText(), id, associated));
    }
    types.sort(Comparator.comparing(ObjectType::name));
    return types;
  }

  @Override
  public void close() {
    api.close();
  }
}
