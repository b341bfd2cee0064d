package dev.tributary.simulators.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.simulators.Samples;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an object of one kind looks like. A text that begins with {@code @} stands for a value of
 * the object's own: {@code @id}, the times {@code @created} and {@code @time}, {@code @ref ch} for
 * the id of some other object, and samples.
 */
final class Template {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> WORDS = List.of("größe", "auto", "none", "standard", "重要");

  private final ObjectNode root;

  private Template(ObjectNode root) {
    this.root = root;
  }

  /** Reads the template beside this class. */
  static Template load(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name + ".json")) {
      return new Template((ObjectNode) JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the template " + name, e);
    }
  }

  JsonNode member(String name) {
    return root.path(name);
  }

  List<String> names() {
    var names = new ArrayList<String>();
    root.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** An object of the caller's own. */
  ObjectNode fill(String id, Instant created, Instant time, SplittableRandom random) {
    return (ObjectNode) fill(root, new Values(id, created, time, random));
  }

  private static JsonNode fill(JsonNode node, Values values) {
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
    return node.isTextual() ? values.of(node.textValue()) : node;
  }

  /** A copy of an object in which the times are texts, as in ISO 8601. */
  ObjectNode withTimes(ObjectNode object) {
    return (ObjectNode) withTimes(root, object);
  }

  private static JsonNode withTimes(JsonNode template, JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .fields()
          .forEachRemaining(
              e -> copy.set(e.getKey(), withTimes(template.path(e.getKey()), e.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> copy.add(withTimes(template.path(0), element)));
      return copy;
    }
    boolean isTime = template.asText().equals("@time") || template.asText().equals("@created");
    return isTime && value.isIntegralNumber()
        ? TextNode.valueOf(Instant.ofEpochSecond(value.longValue()).toString())
        : value;
  }

  private record Values(String id, Instant created, Instant time, SplittableRandom random) {
    JsonNode of(String text) {
      return switch (text) {
        case "@created" -> LongNode.valueOf(created.getEpochSecond());
        case "@time" -> LongNode.valueOf(time.getEpochSecond());
        case "@amount" -> LongNode.valueOf(random.nextInt(100_000));
        case "@flag" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
        case "@decimal" -> TextNode.valueOf(random.nextInt(1_000) + ".123456789012");
        case "@text" -> TextNode.valueOf(Samples.text(random));
        case "@name" -> TextNode.valueOf(Samples.name(random));
        case "@word" -> TextNode.valueOf(Samples.pick(WORDS, random));
        // Of those that stay.
        case "@customer" -> TextNode.valueOf(Kind.id("cus", 1 + random.nextInt(Kind.STAYING)));
        default ->
            text.startsWith("@ref ")
                ? TextNode.valueOf(Kind.id(text.substring(5), 1 + random.nextInt(1_000)))
                : TextNode.valueOf(text.replace("@id", id));
      };
    }
  }
}
