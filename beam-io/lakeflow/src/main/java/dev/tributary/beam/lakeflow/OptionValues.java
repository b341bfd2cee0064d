package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.TreeMap;

/** The values of options as users give them. Messages name options and never quote values. */
final class OptionValues {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private OptionValues() {}

  /**
   * Values as JSON.
   *
   * @param values texts, numbers, booleans, lists of texts
   */
  static Map<String, JsonNode> of(Map<String, ?> values) {
    var json = new TreeMap<String, JsonNode>();
    values.forEach(
        (name, value) -> {
          try {
            json.put(name, JSON.valueToTree(value));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                "Invalid option '" + name + "': a " + value.getClass().getName() + " is no JSON");
          }
        });
    return json;
  }

  /** One text for equal values. */
  static String write(Map<String, JsonNode> values) {
    try {
      return JSON.writeValueAsString(new TreeMap<>(values));
    } catch (JsonProcessingException e) {
      // Without the cause, whose message may quote a value.
      throw new IllegalStateException("Cannot write options as JSON");
    }
  }

  /** The values that {@link #write} wrote. */
  static Map<String, JsonNode> read(String json) {
    try {
      return JSON.readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read options from JSON");
    }
  }
}
