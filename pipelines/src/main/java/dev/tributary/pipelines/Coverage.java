package dev.tributary.pipelines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.beam.lakeflow.Ending;
import dev.tributary.beam.lakeflow.PageBatch;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.connectors.Offset;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a batch of pages covers of its table's read plan, and what is to be reported of it.
 *
 * @param span the span's place in the plan
 * @param from where the batch begins
 * @param to where it ends
 * @param ending whether it ends the span
 * @param failure why the span ended there, or null
 * @param statistics what reading took
 * @param unknownFields fields of the batch's records that are no columns, with how often they came
 */
record Coverage(
    int span,
    Offset from,
    Offset to,
    Ending ending,
    String failure,
    ReadStatistics statistics,
    Map<String, Long> unknownFields) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The coverage of a batch, with its failure as it may be told. */
  static Coverage of(PageBatch batch, String failure, Map<String, Long> unknownFields) {
    return new Coverage(
        batch.span(),
        batch.from(),
        batch.to(),
        batch.ending(),
        failure,
        batch.statistics(),
        unknownFields);
  }

  String toText() {
    ObjectNode json = JSON.createObjectNode();
    json.put("span", span);
    json.set("from", from.value());
    json.set("to", to.value());
    json.put("ending", ending.name());
    json.put("failure", failure);
    json.set("statistics", JSON.valueToTree(statistics));
    json.set("unknownFields", JSON.valueToTree(unknownFields));
    return json.toString();
  }

  static Coverage parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Map<String, Long> unknown = new TreeMap<>();
      json.get("unknownFields")
          .fields()
          .forEachRemaining(field -> unknown.put(field.getKey(), field.getValue().asLong()));
      return new Coverage(
          json.get("span").asInt(),
          Offset.of(json.get("from")),
          Offset.of(json.get("to")),
          Ending.valueOf(json.get("ending").asText()),
          json.get("failure").isNull() ? null : json.get("failure").asText(),
          JSON.treeToValue(json.get("statistics"), ReadStatistics.class),
          unknown);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a coverage: " + text, e);
    }
  }
}
