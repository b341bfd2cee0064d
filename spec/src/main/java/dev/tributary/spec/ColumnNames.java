package dev.tributary.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** A list of columns: an array, one name, or a string that holds an array as JSON. */
final class ColumnNames {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ColumnNames() {}

  /** The names, or none where there is a problem. */
  static List<String> read(String key, JsonNode value, String pointer, Problems problems) {
    if (value.isArray()) {
      return fromArray(key, value, pointer, problems);
    }
    if (!value.isTextual()) {
      problems.add(pointer, expectation(key) + ", not " + JsonObjectReader.typeOf(value));
      return List.of();
    }
    String text = value.textValue().strip();
    if (text.startsWith("[")) {
      return fromJson(key, text, pointer, problems);
    }
    if (text.isEmpty()) {
      problems.add(pointer, "'" + key + "' names no column");
      return List.of();
    }
    if (text.contains(",")) {
      problems.add(
          pointer, "'" + key + "' holds a comma; write several columns as an array of strings");
      return List.of();
    }
    return List.of(text);
  }

  private static List<String> fromJson(String key, String text, String pointer, Problems problems) {
    try {
      JsonNode array = JSON.readTree(text);
      return fromArray(key, array, pointer, problems);
    } catch (JsonProcessingException e) {
      problems.add(pointer, "'" + key + "' begins like an array but is not valid JSON: " + text);
      return List.of();
    }
  }

  private static List<String> fromArray(
      String key, JsonNode array, String pointer, Problems problems) {
    var names = new ArrayList<String>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode element = array.get(i);
      String at = Pointers.element(pointer, i);
      if (!element.isTextual()) {
        problems.add(at, expectation(key) + ", not of " + JsonObjectReader.typeOf(element));
      } else if (element.textValue().isBlank()) {
        problems.add(at, "'" + key + "' names a column that is empty");
      } else if (names.contains(element.textValue())) {
        problems.add(at, "'" + key + "' names '" + element.textValue() + "' twice");
      } else {
        names.add(element.textValue());
      }
    }
    if (array.isEmpty()) {
      problems.add(pointer, "'" + key + "' names no column");
    }
    return names;
  }

  private static String expectation(String key) {
    return "'" + key + "' must be a column or an array of columns";
  }
}
