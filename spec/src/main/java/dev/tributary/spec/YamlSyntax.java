package dev.tributary.spec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * YAML, as far as it says what JSON can say: no aliases, no values with types of their own. In
 * plain values only {@code true}, {@code false}, {@code null} and numbers are no strings, so that
 * {@code no} and {@code 2025-01-31} are what they look like. A class apart, so that who reads JSON
 * needs no YAML on the class path.
 */
final class YamlSyntax {
  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
          .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
          .build();

  /** YAML has more, such as 012, which is ten there. */
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private YamlSyntax() {}

  static JsonParser parser(String text) throws IOException {
    return FACTORY.createParser(text);
  }

  /** Why the value that a parser stands at cannot be taken, if it cannot. */
  static Optional<String> flaw(JsonParser parser) throws IOException {
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      return Optional.of(
          "an alias ('*') cannot be used here; write the value itself, in quotes if it begins with"
              + " '*'");
    }
    if (parser.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT) {
      return Optional.of(
          "a value of a type of its own ('!!') cannot be used here; write it plainly");
    }
    if (parser.currentToken().isNumeric() && !NUMBER.matcher(parser.getText()).matches()) {
      return Optional.of(
          "this is not a number as JSON writes them; write it so, or in quotes if it is a text");
    }
    return Optional.empty();
  }

  /** Snakeyaml's own messages repeat pieces of the text, which may be a password. */
  static SpecProblem problem(String file, JsonProcessingException cause, JsonLocation place) {
    int line = place.getLineNr();
    int column = place.getColumnNr();
    // Jackson's place is that of the value before.
    if (cause.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      line = marked.getProblemMark().getLine() + 1;
      column = marked.getProblemMark().getColumn() + 1;
    }
    return new SpecProblem(
        file,
        "",
        Math.max(1, line),
        "Not valid YAML at column "
            + Math.max(1, column)
            + ": "
            + explanation(cause.getOriginalMessage()));
  }

  private static String explanation(String message) {
    if (message.contains("mapping values are not allowed")) {
      return "a colon cannot stand here; put a text with ': ' in quotes, or mend the indentation";
    }
    if (message.contains("'\\t(TAB)'")) {
      return "YAML is indented by spaces, not by tabs";
    }
    if (message.contains("cannot start any token")) {
      return "no value begins with this sign; put the value in quotes";
    }
    if (message.contains("could not find expected ':'")) {
      return "a colon and a space must follow the name of a member";
    }
    if (message.contains("expected <block end>")) {
      return "the indentation does not fit that of the lines above";
    }
    if (message.contains("unexpected end of stream")) {
      return "the document ends too early; a closing quote is missing";
    }
    if (message.contains("expected ',' or")) {
      return "a comma, or a closing bracket or brace, is missing";
    }
    return "look at indentation, quotes and brackets of this line and of the one before";
  }
}
