package dev.tributary.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourceRecordTest {
  private static final String JSON =
      "{\"id\":9007199254740993,\"name\":\"Zoë 東京\",\"amount\":1234567890123456.70,"
          + "\"tags\":[null,true],\"nested\":{\"x\":1.5}}";
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static Stream<SourceRecord> bothForms() throws IOException {
    return Stream.of(
        SourceRecord.of(ChangeKind.UPSERT, JSON.getBytes(StandardCharsets.UTF_8)),
        SourceRecord.upsert((ObjectNode) EXACT.readTree(JSON)));
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void theParserStandsBeforeTheFirstTokenAndReadsAll(SourceRecord record) throws IOException {
    var tokens = new ArrayList<JsonToken>();
    try (JsonParser parser = record.parser()) {
      assertThat(parser.currentToken()).isNull();
      while (parser.nextToken() != null) {
        tokens.add(parser.currentToken());
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && parser.currentName().equals("id")) {
          assertThat(parser.getLongValue()).isEqualTo(9007199254740993L);
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
            && parser.currentName().equals("amount")) {
          assertThat(parser.getDecimalValue()).isEqualTo(new BigDecimal("1234567890123456.70"));
        }
      }
    }
    assertThat(tokens)
        .startsWith(JsonToken.START_OBJECT, JsonToken.FIELD_NAME, JsonToken.VALUE_NUMBER_INT)
        .endsWith(JsonToken.END_OBJECT, JsonToken.END_OBJECT)
        .hasSize(18);
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void everyParserIsANewOne(SourceRecord record) throws IOException {
    for (int i = 0; i < 2; i++) {
      try (JsonParser parser = record.parser()) {
        assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void bytesAndTreeAreExact(SourceRecord record) throws IOException {
    assertThat(new String(record.toBytes(), StandardCharsets.UTF_8)).isEqualTo(JSON);
    assertThat(record.toTree()).isEqualTo(EXACT.readTree(JSON));
    assertThat(record.toTree().get("amount").decimalValue())
        .isEqualTo(new BigDecimal("1234567890123456.70"));
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void theTreeIsTheCallersOwn(SourceRecord record) {
    ((ObjectNode) record.toTree()).put("id", 1);
    assertThat(record.toTree().get("id").longValue()).isEqualTo(9007199254740993L);
  }

  @ParameterizedTest
  @MethodSource("bothForms")
  void userDataIsNotShown(SourceRecord record) {
    assertThat(record.toString())
        .isEqualTo("UPSERT record of %d bytes", JSON.getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void charactersBeyondTheBasicPlaneComeBack() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", "🦊");
    var bytes = SourceRecord.upsert(tree).toBytes();
    assertThat(SourceRecord.of(ChangeKind.UPSERT, bytes).toTree()).isEqualTo(tree);
  }

  @Test
  void aRecordKnowsItsKind() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    assertThat(List.of(SourceRecord.upsert(tree), SourceRecord.delete(tree)))
        .extracting(SourceRecord::kind)
        .containsExactly(ChangeKind.UPSERT, ChangeKind.DELETE);
  }

  @Test
  void brokenJsonIsSaidToBeBrokenWithoutShowingIt() {
    var record =
        SourceRecord.of(ChangeKind.UPSERT, "{\"name\":\"Zoë".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(record::toTree)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot read a record's JSON")
        .satisfies(e -> assertThat(e.getCause().getMessage()).doesNotContain("Zoë"));
  }
}
