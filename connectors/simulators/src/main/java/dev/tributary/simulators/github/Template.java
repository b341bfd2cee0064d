package dev.tributary.simulators.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON with names in it: a text that is <code>${name}</code> and nothing else becomes the value of
 * that name, of whatever type; inside a longer text it becomes the value's text.
 */
final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)\\}");

  private final JsonNode root;

  private Template(JsonNode root) {
    this.root = root;
  }

  /** The template of a resource beside this class. */
  static Template load(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name + ".json")) {
      return new Template(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the template " + name, e);
    }
  }

  /**
   * An object of the caller's own, in which objects given as values are shared and not to be
   * changed.
   *
   * @param namesAndValues name, value, name, value …; values are nodes or whatever Jackson takes
   */
  ObjectNode fill(Object... namesAndValues) {
    var values = new HashMap<String, JsonNode>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      values.put(
          (String) namesAndValues[i],
          value instanceof JsonNode node ? node : JSON.valueToTree(value));
    }
    return (ObjectNode) fill(root, values);
  }

  private static JsonNode fill(JsonNode node, Map<String, JsonNode> values) {
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      object.fields().forEachRemaining(e -> filled.set(e.getKey(), fill(e.getValue(), values)));
      return filled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> filled.add(fill(element, values)));
      return filled;
    }
    return node instanceof TextNode text ? fill(text, values) : node;
  }

  private static JsonNode fill(TextNode node, Map<String, JsonNode> values) {
    Matcher matcher = NAME.matcher(node.textValue());
    if (matcher.matches()) {
      return value(matcher.group(1), values);
    }
    return matcher.reset().find()
        ? TextNode.valueOf(
            matcher.replaceAll(
                found -> Matcher.quoteReplacement(value(found.group(1), values).asText())))
        : node;
  }

  private static JsonNode value(String name, Map<String, JsonNode> values) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The template names '" + name + "', which is not given");
    }
    return value;
  }
}
