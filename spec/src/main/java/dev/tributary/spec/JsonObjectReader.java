package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Names;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes the members of one JSON object. What is missing, unknown or of the wrong type goes to the
 * problems, without its value; JSON null counts as not given.
 */
final class JsonObjectReader {
  private final JsonNode object;
  private final String pointer;
  private final List<String> known;
  private final Problems problems;

  private JsonObjectReader(JsonNode object, String pointer, List<String> known, Problems problems) {
    this.object = object;
    this.pointer = pointer;
    this.known = known;
    this.problems = problems;
  }

  /** A reader of an object that has no members but those known; empty if it is no object. */
  static Optional<JsonObjectReader> of(
      JsonNode node, String pointer, List<String> known, Problems problems) {
    Optional<JsonObjectReader> reader = open(node, pointer, known, problems);
    reader.ifPresent(JsonObjectReader::refuseUnknown);
    return reader;
  }

  /** A reader of an object that may have members of any other name too; empty if it is none. */
  static Optional<JsonObjectReader> open(
      JsonNode node, String pointer, List<String> known, Problems problems) {
    if (!node.isObject()) {
      problems.add(pointer, Pointers.title(pointer) + " must be an object, not " + typeOf(node));
      return Optional.empty();
    }
    return Optional.of(new JsonObjectReader(node, pointer, known, problems));
  }

  private void refuseUnknown() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(
                    pointer(name),
                    "Unknown member '" + name + "'. " + Names.suggestion(name, known));
              }
            });
  }

  String pointer(String member) {
    return Pointers.member(pointer, member);
  }

  /** A member of any type. */
  Optional<JsonNode> member(String name) {
    return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
  }

  Optional<JsonNode> array(String name) {
    return typed(name, JsonNode::isArray, "an array");
  }

  Optional<JsonNode> object(String name) {
    return typed(name, JsonNode::isObject, "an object");
  }

  /** A string that is not blank. */
  Optional<String> text(String name) {
    Optional<String> text = typed(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    if (text.isPresent() && text.get().isBlank()) {
      problems.add(pointer(name), "'" + name + "' must not be empty");
      return Optional.empty();
    }
    return text;
  }

  /** Reports a member that is not there, unless an unknown one looks like it misspelled. */
  void require(String name, String meaning) {
    if (member(name).isEmpty() && !isMisspelled(name)) {
      problems.add(pointer, "'" + name + "' is missing: " + meaning);
    }
  }

  private boolean isMisspelled(String name) {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String given = names.next();
      if (!known.contains(given) && Names.closest(given, known).equals(Optional.of(name))) {
        return true;
      }
    }
    return false;
  }

  private Optional<JsonNode> typed(String name, Predicate<JsonNode> type, String expected) {
    Optional<JsonNode> member = member(name);
    if (member.isPresent() && !type.test(member.get())) {
      problems.add(
          pointer(name), "'" + name + "' must be " + expected + ", not " + typeOf(member.get()));
      return Optional.empty();
    }
    return member;
  }

  /** What a value is, to follow "not". */
  static String typeOf(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case NULL, MISSING -> "null";
      case BINARY, POJO ->
          throw new IllegalArgumentException("Not a type of JSON: " + node.getNodeType());
    };
  }
}
