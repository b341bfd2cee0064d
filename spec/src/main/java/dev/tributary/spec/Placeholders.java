package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.Names;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Puts the values of environment variables and files in the place of {@code ${env:NAME}}, {@code
 * ${env:NAME:-default}} and {@code ${file:PATH}}. As in a shell, the default also stands for a
 * variable that is empty. What a placeholder stands for is taken as it is, whatever is in it. A
 * second dollar sign before the brace keeps a text from being a placeholder.
 */
final class Placeholders {
  private static final String OPEN = "${";
  private static final String ENVIRONMENT = "env";
  private static final String FILE = "file";
  private static final String DEFAULT = ":-";

  private final Map<String, String> environment;
  private final FileContents files;
  private final Path directory;
  private final Problems problems;

  /**
   * Placeholders of one document.
   *
   * @param directory what paths are relative to
   */
  Placeholders(
      Map<String, String> environment, FileContents files, Path directory, Problems problems) {
    this.environment = environment;
    this.files = files;
    this.directory = directory;
    this.problems = problems;
  }

  /** A value with the placeholders in all of its strings replaced, as far as that is possible. */
  JsonNode replace(JsonNode value, String pointer) {
    if (value.isTextual()) {
      return JsonNodeFactory.instance.textNode(replace(value.textValue(), pointer));
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < value.size(); i++) {
        array.add(replace(value.get(i), Pointers.element(pointer, i)));
      }
      return array;
    }
    if (value.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      value
          .fields()
          .forEachRemaining(
              member ->
                  object.set(
                      member.getKey(),
                      replace(member.getValue(), Pointers.member(pointer, member.getKey()))));
      return object;
    }
    return value;
  }

  private String replace(String text, String pointer) {
    var replaced = new StringBuilder();
    int done = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, done)) {
      if (open > done && text.charAt(open - 1) == '$') {
        replaced.append(text, done, open - 1).append(OPEN);
        done = open + OPEN.length();
        continue;
      }
      int close = text.indexOf('}', open);
      if (close < 0) {
        problems.add(
            pointer, "A placeholder is not closed: '}' is missing; for '${' itself write '$${'");
        return text;
      }
      replaced
          .append(text, done, open)
          .append(value(text.substring(open + OPEN.length(), close), pointer));
      done = close + 1;
    }
    return replaced.append(text, done, text.length()).toString();
  }

  /** What a placeholder stands for; nothing if there is a problem with it. */
  private String value(String placeholder, String pointer) {
    int colon = placeholder.indexOf(':');
    if (colon < 0) {
      problems.add(
          pointer,
          "A placeholder must be ${env:NAME}, ${env:NAME:-default} or ${file:PATH}; for '${'"
              + " itself write '$${'");
      return "";
    }
    String kind = placeholder.substring(0, colon);
    String rest = placeholder.substring(colon + 1);
    return switch (kind) {
      case ENVIRONMENT -> variable(rest, pointer);
      case FILE -> content(rest, pointer);
      default -> {
        problems.add(
            pointer,
            "Unknown placeholder '${"
                + kind
                + ":'. "
                + Names.suggestion(kind, List.of(ENVIRONMENT, FILE))
                + " For '${' itself write '$${'.");
        yield "";
      }
    };
  }

  private String variable(String reference, String pointer) {
    int end = reference.indexOf(DEFAULT);
    String name = end < 0 ? reference : reference.substring(0, end);
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      problems.add(pointer, "A placeholder ${env:NAME} needs the name of an environment variable");
      return "";
    }
    String value = environment.get(name);
    if (end >= 0 && (value == null || value.isEmpty())) {
      return reference.substring(end + DEFAULT.length());
    }
    if (value == null) {
      String meant =
          Names.closest(name, environment.keySet())
              .map(closest -> ". Did you mean '" + closest + "'?")
              .orElse("; set it, or write ${env:" + name + ":-default}");
      problems.add(pointer, "The environment variable '" + name + "' is not set" + meant);
      return "";
    }
    return value;
  }

  private String content(String path, String pointer) {
    if (path.isBlank()) {
      problems.add(pointer, "A placeholder ${file:PATH} needs a path");
      return "";
    }
    try {
      Path file = directory.resolve(path);
      try {
        return SpecDocument.decode(files.read(file)).replaceFirst("\r?\n\\z", "");
      } catch (IOException e) {
        problems.add(pointer, "Cannot read the file '" + file + "': " + SpecDocument.reason(e));
      }
    } catch (InvalidPathException e) {
      problems.add(pointer, "A placeholder ${file:PATH} needs a path, and this is none");
    }
    return "";
  }
}
