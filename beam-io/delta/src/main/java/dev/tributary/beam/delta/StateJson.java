package dev.tributary.beam.delta;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** State files as text. */
final class StateJson {
  static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          // Positions are other people's values: no digit of them may be lost.
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StateJson() {}

  static String write(EpochState state) {
    try {
      return JSON.writerWithDefaultPrettyPrinter()
          .writeValueAsString(
              new Document(
                  FORMAT_VERSION,
                  state.attempt(),
                  state.previousEpoch().isPresent() ? state.previousEpoch().getAsLong() : null,
                  state.settings(),
                  state.sourceState(),
                  state.tombstones(),
                  state.hidden(),
                  state.snapshotAt().orElse(null),
                  state.rejected(),
                  state.report()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write the state of " + state.attempt(), e);
    }
  }

  /**
   * @param file names the text in errors
   * @throws DeltaTableException if a newer Tributary wrote it
   * @throws JsonProcessingException if it is no state
   */
  static EpochState read(String file, String text) throws JsonProcessingException {
    JsonNode tree = JSON.readTree(text);
    int version = tree.path("formatVersion").asInt(-1);
    if (version > FORMAT_VERSION) {
      throw new DeltaTableException(
          "Cannot read the state file "
              + file
              + ": it has the format version "
              + version
              + ", and this Tributary knows version "
              + FORMAT_VERSION
              + ". Use the version of Tributary that wrote it, or a newer one.");
    }
    Document document = JSON.treeToValue(tree, Document.class);
    return new EpochState(
        document.attempt,
        document.previousEpoch == null
            ? OptionalLong.empty()
            : OptionalLong.of(document.previousEpoch),
        document.settings,
        document.sourceState,
        document.tombstones,
        document.hidden,
        Optional.ofNullable(document.snapshotAt),
        document.rejected,
        document.report);
  }

  private record Document(
      int formatVersion,
      Attempt attempt,
      Long previousEpoch,
      TableSettings settings,
      JsonNode sourceState,
      List<KeyFile> tombstones,
      List<KeyFile> hidden,
      Instant snapshotAt,
      List<RejectedFile> rejected,
      JsonNode report) {}

  private static final class InstantReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      String text = parser.getText();
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        return (Instant)
            context.handleWeirdStringValue(Instant.class, text, "Invalid time: %s", e.getMessage());
      }
    }
  }
}
