package dev.tributary.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one text into a tree, and the line of each value along with it. */
final class DocumentParser {
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private final String file;
  private final String text;
  private final DocumentFormat format;
  private final List<SpecProblem> duplicates = new ArrayList<>();

  DocumentParser(String file, String text, DocumentFormat format) {
    this.file = file;
    this.text = text;
    this.format = format;
  }

  SpecDocument parse() {
    if (text.isBlank()) {
      throw empty();
    }
    try (JsonParser parser = format.parser(text)) {
      return parse(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a string", e);
    }
  }

  private InvalidSpecException empty() {
    return new InvalidSpecException(new SpecProblem(file, "", 1, "The document is empty"));
  }

  private SpecDocument parse(JsonParser parser) throws IOException {
    var lines = new HashMap<String, Integer>();
    try {
      if (parser.nextToken() == null) {
        throw empty();
      }
      lines.put("", line(parser));
      JsonNode root = value(parser, "", lines);
      requireEnd(parser);
      return new SpecDocument(file, root, lines, duplicates);
    } catch (JsonProcessingException e) {
      JsonLocation place = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new InvalidSpecException(format.problem(file, text, e, place));
    }
  }

  private void requireEnd(JsonParser parser) throws IOException {
    int lineOfEnd = parser.currentLocation().getLineNr();
    boolean more;
    try {
      more = parser.nextToken() != null;
    } catch (JsonProcessingException e) {
      more = true;
    }
    if (more) {
      throw new InvalidSpecException(
          new SpecProblem(
              file,
              "",
              parser.currentLocation().getLineNr(),
              "There is text after the end of the document in line " + lineOfEnd + "; remove it"));
    }
  }

  private JsonNode value(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    if (format == DocumentFormat.YAML) {
      Optional<String> flaw = YamlSyntax.flaw(parser);
      if (flaw.isPresent()) {
        throw new InvalidSpecException(
            new SpecProblem(file, pointer, line(parser), "Not usable YAML: " + flaw.get()));
      }
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, pointer, lines);
      case START_ARRAY -> array(parser, pointer, lines);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case NOT_AVAILABLE, FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("Not the start of a value: " + parser.currentToken());
    };
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
      case FLOAT, DOUBLE, BIG_DECIMAL ->
          throw new IllegalStateException("Not an integer: " + parser.getNumberType());
    };
  }

  private ObjectNode object(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String member = Pointers.member(pointer, name);
      int line = line(parser);
      parser.nextToken();
      if (object.has(name)) {
        duplicates.add(
            new SpecProblem(
                file,
                member,
                line,
                "'" + name + "' is already in line " + lines.get(member) + "; remove one of them"));
        value(parser, member, new HashMap<>());
      } else {
        lines.put(member, line);
        object.set(name, value(parser, member, lines));
      }
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String pointer, Map<String, Integer> lines)
      throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String element = Pointers.element(pointer, array.size());
      lines.put(element, line(parser));
      array.add(value(parser, element, lines));
    }
    return array;
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
