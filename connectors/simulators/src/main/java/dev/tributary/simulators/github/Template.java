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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON with names in it: a text that is <code>${name}</code> and nothing else becomes the value of
 * that name, of whatever type; inside a longer text it becomes the value's text.
 */
final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("\\$\\{(\\w+)\\}");

  private final Part root;

  /** What the names are looked for in once, and not each time it is filled. */
  @FunctionalInterface
  private interface Part {
    JsonNode fill(Map<String, JsonNode> values);
  }

  private record Member(String name, Part part) {}

  private Template(JsonNode root) {
    this.root = part(root);
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
      values.put((String) namesAndValues[i], node(namesAndValues[i + 1]));
    }
    return (ObjectNode) root.fill(values);
  }

  private static JsonNode node(Object value) {
    if (value instanceof JsonNode node) {
      return node;
    }
    // Nearly all values are texts, which Jackson would write and read again.
    return value instanceof String text ? TextNode.valueOf(text) : JSON.valueToTree(value);
  }

  private static Part part(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return part(object);
    }
    if (node instanceof ArrayNode array) {
      return part(array);
    }
    return node instanceof TextNode text ? part(text) : values -> node;
  }

  private static Part part(ObjectNode object) {
    List<Member> members =
        object.properties().stream().map(e -> new Member(e.getKey(), part(e.getValue()))).toList();
    return values -> {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      for (Member member : members) {
        filled.set(member.name(), member.part().fill(values));
      }
      return filled;
    };
  }

  private static Part part(ArrayNode array) {
    var elements = new ArrayList<Part>();
    array.forEach(element -> elements.add(part(element)));
    return values -> {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      elements.forEach(element -> filled.add(element.fill(values)));
      return filled;
    };
  }

  private static Part part(TextNode node) {
    String text = node.textValue();
    Matcher matcher = NAME.matcher(text);
    if (matcher.matches()) {
      String name = matcher.group(1);
      return values -> value(name, values);
    }
    if (!matcher.reset().find()) {
      return values -> node;
    }
    var pieces = new ArrayList<Part>();
    int end = 0;
    for (boolean found = true; found; found = matcher.find()) {
      TextNode before = TextNode.valueOf(text.substring(end, matcher.start()));
      String name = matcher.group(1);
      pieces.add(values -> before);
      pieces.add(values -> value(name, values));
      end = matcher.end();
    }
    TextNode behind = TextNode.valueOf(text.substring(end));
    pieces.add(values -> behind);
    return values ->
        TextNode.valueOf(
            pieces.stream()
                .map(piece -> piece.fill(values).asText())
                .collect(Collectors.joining()));
  }

  private static JsonNode value(String name, Map<String, JsonNode> values) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("The template names '" + name + "', which is not given");
    }
    return value;
  }
}
