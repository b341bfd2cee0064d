package dev.tributary.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Locale;

/** How a document is written. */
enum DocumentFormat {
  JSON {
    @Override
    JsonParser parser(String text) throws IOException {
      return FACTORY.createParser(text);
    }

    @Override
    SpecProblem problem(
        String file, String text, JsonProcessingException cause, JsonLocation place) {
      return new SyntaxError(text, cause, place).problem(file);
    }
  },
  YAML {
    @Override
    JsonParser parser(String text) throws IOException {
      return YamlSyntax.parser(text);
    }

    @Override
    SpecProblem problem(
        String file, String text, JsonProcessingException cause, JsonLocation place) {
      return YamlSyntax.problem(file, cause, place);
    }
  };

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What the ending of a name says; without one that is known it is JSON. */
  static DocumentFormat of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") ? YAML : JSON;
  }

  abstract JsonParser parser(String text) throws IOException;

  /** What to tell of a text that cannot be read; shows nothing of it but single signs. */
  abstract SpecProblem problem(
      String file, String text, JsonProcessingException cause, JsonLocation place);
}
