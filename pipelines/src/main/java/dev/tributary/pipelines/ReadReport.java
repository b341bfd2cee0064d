package dev.tributary.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.lakeflow.ReadStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an epoch's read came to, for the driver.
 *
 * @param state the plan as it stands after the epoch
 * @param statistics what reading took
 * @param failures why spans could not be read further
 * @param unknownFields fields that are no columns, with how often they came
 */
record ReadReport(
    SourceState state,
    ReadStatistics statistics,
    List<String> failures,
    Map<String, Long> unknownFields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  ReadReport {
    failures = List.copyOf(failures);
    unknownFields = Map.copyOf(unknownFields);
  }

  String toText() {
    ObjectNode json = JSON.createObjectNode();
    json.set("state", state.toJson());
    json.set("statistics", JSON.valueToTree(statistics));
    json.set("failures", JSON.valueToTree(failures));
    json.set("unknownFields", JSON.valueToTree(unknownFields));
    return json.toString();
  }

  static ReadReport parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<String> failures = new ArrayList<>();
      json.get("failures").forEach(failure -> failures.add(failure.asText()));
      Map<String, Long> unknown = new TreeMap<>();
      json.get("unknownFields")
          .fields()
          .forEachRemaining(field -> unknown.put(field.getKey(), field.getValue().asLong()));
      return new ReadReport(
          SourceState.of(json.get("state")),
          JSON.treeToValue(json.get("statistics"), ReadStatistics.class),
          failures,
          unknown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a report: " + text, e);
    }
  }
}
