package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordConverterTest {
  private static final ObjectMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final StructType GEO =
      struct(Field.of("lat", Primitive.DOUBLE), Field.of("tags", new ArrayType(Primitive.STRING)));

  @Test
  void everyTypeHasItsJavaValue() throws Exception {
    assertThat(value(Primitive.BOOLEAN, "true")).isEqualTo(true);
    assertThat(value(Primitive.LONG, "-7")).isEqualTo(-7L);
    assertThat(value(Primitive.DOUBLE, "1.5")).isEqualTo(1.5);
    assertThat(value(new DecimalType(5, 2), "1.5")).isEqualTo(new BigDecimal("1.50"));
    assertThat(value(Primitive.STRING, "\"ü€😀\\n\\u0000\"")).isEqualTo("ü€😀\n\u0000");
    assertThat(value(Primitive.BINARY, "\"AAH/\"")).isEqualTo(new byte[] {0, 1, -1});
    assertThat(value(Primitive.DATE, "\"1970-01-02\"")).isEqualTo(1);
    assertThat(value(Primitive.TIMESTAMP, "\"1970-01-01T00:00:01.5Z\"")).isEqualTo(1_500_000L);
    assertThat(value(GEO, "{\"lat\":1,\"tags\":[\"a\"]}"))
        .isEqualTo(new Object[] {1.0, List.of("a")});
    assertThat(value(new ArrayType(Primitive.LONG), "[1,2]")).isEqualTo(List.of(1L, 2L));
    assertThat(value(new MapType(Primitive.LONG), "{\"b\":1,\"a\":2}"))
        .isEqualTo(Map.of("b", 1L, "a", 2L));
  }

  @Test
  void fieldsThatAreNotWantedAreNeitherLookedIntoNorUnknown() throws Exception {
    var converter =
        new RecordConverter(
            struct(Field.of("a", Primitive.LONG), Field.of("c", GEO)), Set.of("b", "lat"));
    String json =
        "{\"b\":{\"x\":[\"not what its column holds\"]},\"a\":1,\"d\":2,\"c\":{\"lat\":3,\"b\":4}}";

    Object[] values =
        converter.convert(
            SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8)));

    assertThat(values).isEqualTo(new Object[] {1L, new Object[] {3.0, null}});
    assertThat(converter.takeUnknownFields()).isEqualTo(Map.of("d", 1L, "c.b", 1L));
  }

  @Test
  void nullAndAbsentAreNullForEveryType() throws Exception {
    List<DataType> types =
        List.of(
            Primitive.BOOLEAN,
            Primitive.LONG,
            Primitive.DOUBLE,
            new DecimalType(5, 2),
            Primitive.STRING,
            Primitive.BINARY,
            Primitive.DATE,
            Primitive.TIMESTAMP,
            GEO,
            new ArrayType(Primitive.LONG),
            new MapType(Primitive.LONG));
    for (DataType type : types) {
      assertThat(value(type, "null")).as("%s", type).isNull();
      assertThat(convert(struct(Field.of("v", type)), "{}")[0]).as("%s", type).isNull();
    }
  }

  @Test
  void nullsInsideStay() throws Exception {
    assertThat(value(GEO, "{\"lat\":null}")).isEqualTo(new Object[] {null, null});
    assertThat(value(GEO, "{}")).isEqualTo(new Object[] {null, null});
    assertThat(value(new ArrayType(Primitive.LONG), "[null,1,null]"))
        .isEqualTo(Arrays.asList(null, 1L, null));
    assertThat(value(new ArrayType(GEO), "[null,{\"lat\":2,\"tags\":[null]}]"))
        .usingRecursiveComparison()
        .isEqualTo(Arrays.asList(null, new Object[] {2.0, Arrays.asList((Object) null)}));
    assertThat(((Map<?, ?>) value(new MapType(Primitive.LONG), "{\"a\":null}")).get("a")).isNull();
    assertThat(((Map<?, ?>) value(new MapType(Primitive.LONG), "{\"a\":null}")).containsKey("a"))
        .isTrue();
  }

  @Test
  void emptyArraysAndMapsAreNotNull() throws Exception {
    assertThat(value(new ArrayType(Primitive.LONG), "[]")).isEqualTo(List.of());
    assertThat(value(new MapType(Primitive.LONG), "{}")).isEqualTo(Map.of());
    assertThat(value(new ArrayType(new ArrayType(Primitive.LONG)), "[[],null,[1]]"))
        .isEqualTo(Arrays.asList(List.of(), null, List.of(1L)));
  }

  @Test
  void fieldsComeInAnyOrderAndStandInTheSchemas() throws Exception {
    StructType schema =
        struct(
            Field.of("a", Primitive.LONG),
            Field.of("b", GEO),
            Field.of("c", Primitive.LONG),
            Field.of("d", Primitive.LONG));

    assertThat(convert(schema, "{\"a\":1,\"b\":{\"lat\":2},\"c\":3,\"d\":4}"))
        .isEqualTo(new Object[] {1L, new Object[] {2.0, null}, 3L, 4L});
    assertThat(convert(schema, "{\"d\":4,\"x\":[{}],\"b\":{\"y\":0,\"lat\":2},\"a\":1}"))
        .isEqualTo(new Object[] {1L, new Object[] {2.0, null}, null, 4L});
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740993",
    "-9007199254740993, -9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.0, 9223372036854775807",
    "9.223372036854775807e18, 9223372036854775807",
    "1.0, 1",
    "-0.0, 0",
    "1e3, 1000",
    "1E+3, 1000",
    "120e-1, 12",
    "0e0, 0",
    "'\"17\"', 17",
    "'\"9223372036854775807\"', 9223372036854775807",
    "'\"1e3\"', 1000"
  })
  void longsAreExact(String json, long expected) throws Exception {
    assertThat(value(Primitive.LONG, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e-1",
        "9223372036854775808",
        "-9223372036854775809",
        "9223372036854775807.5",
        "1e19",
        "100000000000000000000000",
        "\"1.5\"",
        "\"9223372036854775808\"",
        "\"\"",
        "\" 1\"",
        "\"0x10\"",
        "\"NaN\"",
        "true",
        "[1]",
        "{\"a\":1}"
      })
  void whatIsNoLongIsRefused(String json) {
    assertThat(refusal(Primitive.LONG, json))
        .isEqualTo("column 'v' holds " + json + ", which is not a 64-bit integer");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0",
    "0.1, 0.1",
    "-1e308, -1e308",
    "1e-400, 0",
    "0.1234567890123456789, 0.12345678901234568",
    "9007199254740993, 9007199254740992",
    "'\"1.5\"', 1.5",
    "'\"1e308\"', 1e308"
  })
  void doublesAreTheClosest(String json, double expected) throws Exception {
    assertThat(value(Primitive.DOUBLE, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1e309, within the range of a double",
    "-1e400, within the range of a double",
    "'\"1e309\"', within the range of a double",
    "'\"Infinity\"', a number",
    "'\"NaN\"', a number",
    "'\"1,5\"', a number",
    "true, a number",
    "[], a number"
  })
  void whatIsNoDoubleIsRefused(String json, String expected) {
    assertThat(refusal(Primitive.DOUBLE, json))
        .isEqualTo("column 'v' holds " + json + ", which is not " + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.00",
    "1.5, 1.50",
    "1.50, 1.50",
    "1.500, 1.50",
    "-999.99, -999.99",
    "1e2, 100.00",
    "'\"0.01\"', 0.01",
    "0, 0.00"
  })
  void decimalsHaveTheScaleOfTheirColumn(String json, BigDecimal expected) throws Exception {
    assertThat(value(new DecimalType(5, 2), json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1.005, 'within decimal(5,2)'",
    "1000, 'within decimal(5,2)'",
    "999.999, 'within decimal(5,2)'",
    "1e300, 'within decimal(5,2)'",
    "'\"1.005\"', 'within decimal(5,2)'",
    "'\"one\"', a number",
    "false, a number"
  })
  void whatADecimalCannotHoldIsRefused(String json, String expected) {
    assertThat(refusal(new DecimalType(5, 2), json))
        .isEqualTo("column 'v' holds " + json + ", which is not " + expected);
  }

  @Test
  void aDecimalHoldsThirtyEightDigits() throws Exception {
    String digits = "12345678901234567890123456789012345678";

    assertThat(value(new DecimalType(38, 0), digits)).isEqualTo(new BigDecimal(digits));
    assertThat(value(new DecimalType(38, 38), "0." + digits))
        .isEqualTo(new BigDecimal("0." + digits));
    assertThat(refusal(new DecimalType(38, 0), digits + "0")).contains("decimal(38,0)");
  }

  @Test
  void numbersThatAreShortToWriteAndLongToExpandAreRefusedAtOnce() {
    for (String json : List.of("1e999999999", "1e-999999999", "\"1e999999999\"")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> {
            assertThat(refusal(Primitive.LONG, json)).contains("a 64-bit integer");
            assertThat(refusal(new DecimalType(38, 10), json)).contains("a number");
          },
          json);
    }
    assertThat(refusal(Primitive.DOUBLE, "1e999999999")).contains("the range of a double");
    assertThat(refusal(Primitive.DOUBLE, "\"1e999999999\"")).contains("a number");
    assertThat(refusal(Primitive.LONG, "\"" + "1".repeat(5_000) + "\"")).contains("64-bit");
  }

  @Test
  void booleansAreNotNumbers() throws Exception {
    assertThat(value(Primitive.BOOLEAN, "false")).isEqualTo(false);
    assertThat(value(Primitive.BOOLEAN, "\"true\"")).isEqualTo(true);
    assertThat(value(Primitive.BOOLEAN, "\"false\"")).isEqualTo(false);
    for (String json : List.of("1", "0", "\"TRUE\"", "\"yes\"", "[]")) {
      assertThat(refusal(Primitive.BOOLEAN, json))
          .isEqualTo("column 'v' holds " + json + ", which is not true or false");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "17",
        "-0.5",
        "1.10",
        "12345678901234567890.12345678901234567890",
        "true",
        "{}",
        "[]",
        "{\"a\":[1.10,null,\"\\\"ü\\n\"],\"b\":{\"c\":9223372036854775808}}",
        "[0.1234567890123456789012,{\"x\":[[]]}]"
      })
  void aStringColumnKeepsAnyValueAsItsJson(String json) throws Exception {
    assertThat(value(Primitive.STRING, json)).isEqualTo(json);
  }

  /** A tree has forgotten how its exponents were written, but not what they are worth. */
  @Test
  void aStringColumnKeepsExponentsAsTheyWereWritten() throws Exception {
    StructType schema = struct(Field.of("v", Primitive.STRING));

    assertThat(new RecordConverter(schema).convert(bytes("{\"v\":1e3}"))[0]).isEqualTo("1e3");
    assertThat(new RecordConverter(schema).convert(bytes("{\"v\":[1e400]}"))[0])
        .isEqualTo("[1e400]");
    assertThat(new RecordConverter(schema).convert(tree("{\"v\":[1e300]}"))[0])
        .isEqualTo("[1E+300]");
  }

  @Test
  void aStringIsNotQuoted() throws Exception {
    assertThat(value(Primitive.STRING, "\"{}\"")).isEqualTo("{}");
    assertThat(value(Primitive.STRING, "\"\"")).isEqualTo("");
    assertThat(value(new MapType(Primitive.STRING), "{\"a\":\"x\",\"b\":2,\"c\":[\"x\"]}"))
        .isEqualTo(Map.of("a", "x", "b", "2", "c", "[\"x\"]"));
  }

  @Test
  void binaryIsBase64() {
    assertThat(refusal(Primitive.BINARY, "\"AAH\u00e4\""))
        .isEqualTo("column 'v' holds \"AAH\u00e4\", which is not Base64");
    assertThat(refusal(Primitive.BINARY, "1")).isEqualTo("column 'v' holds 1, which is not Base64");
  }

  @Test
  void datesAreDays() throws Exception {
    assertThat(value(Primitive.DATE, "\"2024-02-29\""))
        .isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
    assertThat(value(Primitive.DATE, "\"1969-12-31\"")).isEqualTo(-1);
    assertThat(value(Primitive.DATE, "\"0001-01-01\""))
        .isEqualTo((int) LocalDate.of(1, 1, 1).toEpochDay());
    for (String json :
        List.of(
            "\"2023-02-29\"",
            "\"2025-1-1\"",
            "\"2025-01-01T00:00:00Z\"",
            "\"\"",
            "\"+999999999-12-31\"",
            "20250101")) {
      assertThat(refusal(Primitive.DATE, json))
          .isEqualTo("column 'v' holds " + json + ", which is not a date like 2025-01-31");
    }
  }

  @Test
  void timestampsAreInstants() throws Exception {
    assertThat(value(Primitive.TIMESTAMP, "\"2025-01-31T13:00:00.123456789+01:00\""))
        .isEqualTo(micros("2025-01-31T12:00:00.123456Z"));
    for (String json :
        List.of(
            "\"2025-01-31T12:00:00\"",
            "\"2025-01-31\"",
            "\"2023-02-29T12:00:00Z\"",
            "\"+999999999-12-31T00:00:00Z\"",
            "\"\"",
            "1738324800")) {
      assertThat(refusal(Primitive.TIMESTAMP, json))
          .isEqualTo(
              "column 'v' holds "
                  + json
                  + ", which is not an instant like 2025-01-31T12:00:00Z, with its zone");
    }
  }

  @Test
  void whatIsNestedIsRefusedByItsPath() {
    StructType address = struct(Field.of("geo", GEO));
    StructType schema = struct(Field.of("address", address));

    assertThat(refusal(schema, "{\"address\":{\"geo\":{\"lat\":\"north\"}}}", "address.geo.lat"))
        .isEqualTo("column 'address.geo.lat' holds \"north\", which is not a number");
    assertThat(refusal(schema, "{\"address\":{\"geo\":[1.10]}}", "address.geo"))
        .isEqualTo("column 'address.geo' holds [1.10], which is not a JSON object");
    assertThat(refusal(schema, "{\"address\":{\"geo\":{\"tags\":\"a\"}}}", "address.geo.tags"))
        .isEqualTo("column 'address.geo.tags' holds \"a\", which is not a JSON array");
    assertThat(refusal(new MapType(Primitive.LONG), "[]"))
        .isEqualTo("column 'v' holds [], which is not a JSON object");
    assertThat(refusal(new ArrayType(Primitive.LONG), "[1,\"x\"]"))
        .isEqualTo("column 'v' holds \"x\", which is not a 64-bit integer");
  }

  @Test
  void aLongValueIsShortenedInTheMessage() {
    assertThat(refusal(Primitive.LONG, "\"" + "x".repeat(500) + "\""))
        .isEqualTo("column 'v' holds \"" + "x".repeat(99) + "…, which is not a 64-bit integer");
    assertThat(refusal(Primitive.LONG, "\"" + "x".repeat(98) + "\""))
        .isEqualTo("column 'v' holds \"" + "x".repeat(98) + "\", which is not a 64-bit integer");
    assertThat(refusal(Primitive.LONG, "\"" + "x".repeat(98) + "😀😀\""))
        .as("no half of a character")
        .isEqualTo("column 'v' holds \"" + "x".repeat(98) + "…, which is not a 64-bit integer");
  }

  @ParameterizedTest
  @CsvSource({
    "[1], 'the record is [1], which is not a JSON object'",
    "17, 'the record is 17, which is not a JSON object'",
    "null, 'the record is null, which is not a JSON object'",
    "'', 'the record is empty, which is not a JSON object'",
    "'{\"v\":1}{\"v\":2}', 'the record is {\"v\":1}{\"v\":2}, which is not one JSON object alone'",
    "'{\"v\":1', 'the record is {\"v\":1, which is not JSON'",
    "'{\"v\":1e}', 'the record is {\"v\":1e}, which is not JSON'",
    "<html>, 'the record is <html>, which is not JSON'"
  })
  void whatIsNoObjectIsRefused(String json, String message) {
    var converter = new RecordConverter(struct(Field.of("v", Primitive.LONG)));

    assertThatThrownBy(() -> converter.convert(bytes(json)))
        .isInstanceOf(BadValueException.class)
        .hasMessage(message)
        .extracting(e -> ((BadValueException) e).column())
        .isEqualTo("");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    var converter = new RecordConverter(struct(Field.of("v", Primitive.STRING)));
    byte[][] broken = {
      {'{', '"', 'v', '"', ':', '"', (byte) 0xC3, '"', '}'}, {0, 0, 0, '{', 0, 1}, {(byte) 0xFF}
    };

    for (byte[] json : broken) {
      assertThatThrownBy(() -> converter.convert(SourceRecord.of(ChangeKind.UPSERT, json)))
          .isInstanceOf(BadValueException.class)
          .hasMessageContaining("which is not JSON");
    }
  }

  @Test
  void aBadRecordLeavesNothingBehind() throws Exception {
    var converter = new RecordConverter(struct(Field.of("a", Primitive.LONG), Field.of("v", GEO)));

    assertThatThrownBy(() -> converter.convert(bytes("{\"a\":1,\"v\":{\"lat\":\"x\"}}")))
        .isInstanceOf(BadValueException.class);
    assertThat(converter.convert(bytes("{\"v\":{}}")))
        .isEqualTo(new Object[] {null, new Object[] {null, null}});
  }

  @Test
  void unknownFieldsAreCountedByTheirPath() throws Exception {
    StructType schema = struct(Field.of("v", GEO), Field.of("list", new ArrayType(GEO)));
    var converter = new RecordConverter(schema);
    String json = "{\"x\":{\"y\":1},\"v\":{\"alt\":[2]},\"list\":[{\"alt\":3},{\"alt\":null}]}";

    converter.convert(bytes(json));
    converter.convert(tree(json));
    converter.convert(bytes("{}"));

    assertThat(converter.takeUnknownFields())
        .isEqualTo(Map.of("x", 2L, "v.alt", 2L, "list.alt", 4L));
  }

  @Test
  void noMoreThanAThousandUnknownFieldsAreNamed() throws Exception {
    var converter = new RecordConverter(struct(Field.of("v", Primitive.LONG)));
    for (int i = 0; i < 1_500; i++) {
      converter.convert(bytes("{\"user-" + i + "\":1,\"user-0\":1}"));
    }

    assertThat(converter.takeUnknownFields()).hasSize(1_000).containsEntry("user-0", 1_501L);
  }

  @Test
  void ofTwoFieldsOfOneNameTheLastCounts() throws Exception {
    assertThat(convert(struct(Field.of("v", Primitive.LONG)), "{\"v\":1,\"v\":2}")[0])
        .isEqualTo(2L);
  }

  private static StructType struct(Field... fields) {
    return new StructType(List.of(fields));
  }

  private static long micros(String instant) {
    Instant parsed = Instant.parse(instant);
    return parsed.getEpochSecond() * 1_000_000 + parsed.getNano() / 1_000;
  }

  private static SourceRecord bytes(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }

  private static SourceRecord tree(String json) throws Exception {
    return SourceRecord.upsert((ObjectNode) EXACT.readTree(json));
  }

  private static Object value(DataType type, String json) throws Exception {
    return convert(struct(Field.of("v", type)), "{\"v\":" + json + "}")[0];
  }

  /** The values of a record; all forms of it give the same. */
  private static Object[] convert(StructType schema, String json) throws Exception {
    var converter = new RecordConverter(schema);
    Object[] values = converter.convert(bytes(json));
    assertThat(converter.convert(tree(json)))
        .as("tree")
        .usingRecursiveComparison()
        .isEqualTo(values);
    byte[] written = tree(json).toBytes();
    assertThat(converter.convert(SourceRecord.of(ChangeKind.UPSERT, written)))
        .as("tree as bytes")
        .usingRecursiveComparison()
        .isEqualTo(values);
    return values;
  }

  private static String refusal(DataType type, String json) {
    return refusal(struct(Field.of("v", type)), "{\"v\":" + json + "}", "v");
  }

  /** Why a record is refused, as bytes; as a tree it is refused for the same column. */
  private static String refusal(StructType schema, String json, String column) {
    var converter = new RecordConverter(schema);
    var ofBytes =
        catchThrowableOfType(BadValueException.class, () -> converter.convert(bytes(json)));
    var ofTree = catchThrowableOfType(BadValueException.class, () -> converter.convert(tree(json)));
    assertThat(ofBytes).as("refusal of %s", json).isNotNull();
    assertThat(ofTree).as("refusal of the tree of %s", json).isNotNull();
    assertThat(ofBytes.column()).isEqualTo(column);
    assertThat(ofTree.column()).isEqualTo(column);
    return ofBytes.getMessage();
  }
}
