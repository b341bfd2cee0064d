package dev.tributary.connectors.example;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/** Writes records as the bytes that an API would send. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** Writes the members of a record. */
  @FunctionalInterface
  interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  static SourceRecord record(ChangeKind kind, Members members) {
    var bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a record to memory", e);
    }
    return SourceRecord.of(kind, bytes.toByteArray());
  }

  /** An amount of money, exact, as a JSON number. */
  static void writeAmount(JsonGenerator json, String name, long cents) throws IOException {
    json.writeNumberField(name, BigDecimal.valueOf(cents, 2));
  }
}
