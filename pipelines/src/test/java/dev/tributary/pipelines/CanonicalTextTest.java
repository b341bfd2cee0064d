package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTextTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.0, 0",
    "0.1, 0.1",
    "100, 100",
    "1.50, 1.5",
    "1e21, 1000000000000000000000",
    "2e23, 200000000000000000000000",
    "1.5e-7, 0.00000015",
    "0.1000000000000000055, 0.1",
    "9007199254740993, 9007199254740992",
    "5e-324, 0." + ZEROS + "5"
  })
  void aDoubleIsItsShortestNumberInFull(double value, String text) {
    assertThat(CanonicalText.of(Primitive.DOUBLE, value)).isEqualTo(text);
  }

  private static final String ZEROS =
      "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000000000000000000000000000000"
          + "00000000000000000000000";

  @Property(tries = 200)
  void theTextOfADoubleIsReadAsThatDouble(@ForAll double value) {
    assertThat(Double.parseDouble(CanonicalText.of(Primitive.DOUBLE, value)) == value).isTrue();
  }

  @Test
  void equalNumbersHaveOneTextWhateverTheirType() {
    assertThat(CanonicalText.of(Primitive.LONG, 100L)).isEqualTo("100");
    assertThat(CanonicalText.of(Primitive.DOUBLE, 100.0)).isEqualTo("100");
    assertThat(decimal("100.00")).isEqualTo("100");
    assertThat(decimal("0.00")).isEqualTo("0");
    assertThat(decimal("-1.20")).isEqualTo("-1.2");
    assertThat(CanonicalText.of(Primitive.LONG, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
  }

  private static String decimal(String value) {
    return CanonicalText.of(new DecimalType(20, 2), new BigDecimal(value));
  }

  @Test
  void otherValuesHaveTheTextThatApisGiveThem() {
    assertThat(CanonicalText.of(Primitive.STRING, " \"Ü\" ")).isEqualTo(" \"Ü\" ");
    assertThat(CanonicalText.of(Primitive.BOOLEAN, true)).isEqualTo("true");
    assertThat(CanonicalText.of(Primitive.BINARY, new byte[] {0, 1, -1, 2})).isEqualTo("AAH/Ag==");
    assertThat(CanonicalText.of(Primitive.DATE, 1)).isEqualTo("1970-01-02");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-01-31T12:00:00Z, 2025-01-31T12:00:00Z",
    "2025-01-31T12:00:00.5Z, 2025-01-31T12:00:00.500Z",
    "2025-01-31T12:00:00.000001Z, 2025-01-31T12:00:00.000001Z",
    "1901-01-01T00:00:00.25Z, 1901-01-01T00:00:00.250Z"
  })
  void anInstantIsInUtc(Instant instant, String text) {
    long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;

    assertThat(CanonicalText.of(Primitive.TIMESTAMP, micros)).isEqualTo(text);
  }

  @Test
  void whatIsNestedIsJsonWithSortedMembers() {
    DataType inner =
        new StructType(List.of(Field.of("z", Primitive.DATE), Field.of("B", Primitive.DOUBLE)));
    DataType type =
        new StructType(
            List.of(
                Field.of("name", Primitive.STRING),
                Field.of("gone", Primitive.LONG),
                Field.of("list", new ArrayType(inner)),
                Field.of("map", new MapType(Primitive.BOOLEAN))));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ü\n", true);
    map.put("a\"", null);

    assertThat(
            CanonicalText.of(
                type,
                new Object[] {
                  "O'Neil \"\\", null, Arrays.asList(new Object[] {0, 1e3}, null), map
                }))
        .isEqualTo(
            "{\"list\":[{\"B\":1000,\"z\":\"1970-01-01\"},null],"
                + "\"map\":{\"a\\\"\":null,\"ü\\n\":true},"
                + "\"name\":\"O'Neil \\\"\\\\\"}");
  }

  @Test
  void aFieldThatIsNewAndNullChangesNoText() {
    var before = new StructType(List.of(Field.of("a", Primitive.LONG)));
    var after =
        new StructType(List.of(Field.of("a", Primitive.LONG), Field.of("b", Primitive.LONG)));

    assertThat(CanonicalText.of(after, new Object[] {1L, null}))
        .isEqualTo(CanonicalText.of(before, new Object[] {1L}));
  }
}
