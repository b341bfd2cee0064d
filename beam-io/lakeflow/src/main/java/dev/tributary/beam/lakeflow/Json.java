package dev.tributary.beam.lakeflow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;

/** Writes what a parser stands at as JSON. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** The JSON of the value that the parser stands at, as its numbers were written. */
  static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      return parser.getText();
    }
    var text = new StringWriter();
    try (JsonGenerator generator = MAPPER.getFactory().createGenerator(text)) {
      int depth = copy(parser, generator, token);
      while (depth > 0) {
        depth += copy(parser, generator, parser.nextToken());
      }
    }
    return text.toString();
  }

  /** Copies a token; the generator's own way takes numbers through double. */
  private static int copy(JsonParser parser, JsonGenerator generator, JsonToken token)
      throws IOException {
    if (token.isNumeric()) {
      generator.writeNumber(parser.getText());
      return 0;
    }
    generator.copyCurrentEvent(parser);
    if (token.isStructStart()) {
      return 1;
    }
    return token.isStructEnd() ? -1 : 0;
  }
}
