package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.EnumerationType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.NanosInstant;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.schemas.logicaltypes.Timestamp;
import org.apache.beam.sdk.schemas.logicaltypes.VariableString;
import org.apache.beam.sdk.values.Row;
import org.apache.parquet.io.api.Binary;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type of Beam's schemas in a table. */
@ExtendWith(SparkOracle.class)
class BeamTypeTest {
  private static final EnumerationType COLOURS = EnumerationType.create("RED", "GREEN");
  private static final Instant AT = Instant.parse("2025-01-31T12:00:00.123456Z");
  private static final long MICROS = 1738324800123456L;
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-00000000000a");

  @TempDir Path directory;

  static Stream<Arguments> values() {
    Schema point = Schema.builder().addNullableStringField("a").addInt32Field("b").build();
    Map<String, Object> struct = new HashMap<>();
    struct.put("a", null);
    struct.put("b", 7);
    return Stream.of(
        arguments(FieldType.BYTE, (byte) -1, -1),
        arguments(FieldType.INT16, Short.MIN_VALUE, -32768),
        arguments(FieldType.INT32, 5, 5),
        arguments(FieldType.INT64, Long.MAX_VALUE, Long.MAX_VALUE),
        arguments(FieldType.FLOAT, 1.5f, 1.5f),
        arguments(FieldType.DOUBLE, -0.0, -0.0),
        arguments(FieldType.BOOLEAN, true, true),
        arguments(FieldType.STRING, "ü 😀 \u0000", "ü 😀 \u0000"),
        arguments(
            FieldType.BYTES, new byte[] {-1, 0}, Binary.fromConstantByteArray(new byte[] {-1, 0})),
        arguments(FieldType.DECIMAL, new BigDecimal("1.5"), new BigDecimal("1.500000000000000000")),
        arguments(
            FieldType.logicalType(FixedPrecisionNumeric.of(10, 2)),
            new BigDecimal("12345678.9"),
            new BigDecimal("12345678.90")),
        arguments(
            FieldType.DATETIME,
            new org.joda.time.DateTime(1738324800123L, DateTimeZone.forOffsetHours(5)),
            1738324800123000L),
        arguments(FieldType.logicalType(new MicrosInstant()), AT, MICROS),
        arguments(FieldType.logicalType(SqlTypes.TIMESTAMP), AT, MICROS),
        arguments(FieldType.logicalType(new NanosInstant()), AT, MICROS),
        arguments(FieldType.logicalType(Timestamp.MICROS), AT, MICROS),
        arguments(FieldType.logicalType(SqlTypes.DATE), LocalDate.of(1969, 12, 31), -1),
        arguments(FieldType.logicalType(SqlTypes.UUID), ID, ID.toString()),
        arguments(FieldType.logicalType(COLOURS), COLOURS.valueOf("GREEN"), "GREEN"),
        arguments(FieldType.logicalType(VariableString.of(9)), "text", "text"),
        arguments(FieldType.row(point), Row.withSchema(point).addValues(null, 7).build(), struct),
        arguments(
            FieldType.array(FieldType.INT64.withNullable(true)),
            Arrays.asList(1L, null),
            Arrays.asList(1L, null)),
        arguments(FieldType.iterable(FieldType.STRING), List.of("x"), List.of("x")),
        arguments(
            FieldType.map(FieldType.STRING, FieldType.array(FieldType.INT32)),
            Map.of("k", List.of(1, 2)),
            Map.of("k", List.of(1, 2))));
  }

  @Test
  void everyValueAndEveryNullIsReadBackAsItWas() {
    Schema.Builder builder = Schema.builder().addInt64Field("id");
    List<Object> present = new ArrayList<>(List.of(1L));
    Map<String, Object> expected = new HashMap<>(Map.of("id", 1L));
    List<Object[]> all = values().map(Arguments::get).toList();
    for (int i = 0; i < all.size(); i++) {
      builder.addNullableField("c" + i, (FieldType) all.get(i)[0]);
      present.add(all.get(i)[1]);
      expected.put("c" + i, all.get(i)[2]);
    }
    Schema schema = builder.build();
    List<Object> absent = new ArrayList<>(Collections.nCopies(all.size() + 1, null));
    absent.set(0, 2L);
    Map<String, Object> nothing = new HashMap<>();
    expected.keySet().forEach(name -> nothing.put(name, null));
    nothing.put("id", 2L);
    Path table = directory.resolve("table");

    BeamRows.write(
        DeltaIO.upsert().to(table.toString()).withPrimaryKeys("id").withSequenceBy("id"),
        schema,
        List.of(
            Row.withSchema(schema).addValues(present).build(),
            Row.withSchema(schema).addValues(absent).build()));

    assertThat(BeamRows.rows(table)).containsExactlyInAnyOrder(expected, nothing);
    assertThat(BeamRows.bySpark(table)).isEqualTo(BeamRows.rows(table));
  }

  @ParameterizedTest
  @CsvSource({
    "9999-12-31T23:59:59.999999Z,253402300799999999",
    "2262-04-12T00:00:00Z,9223372800000000",
    "0001-01-01T00:00:00.000001Z,-62135596799999999"
  })
  void timestampsFarFromOursAreKept(Instant instant, long micros) {
    BeamType type = BeamType.of(FieldType.logicalType(SqlTypes.TIMESTAMP), "c");

    assertThat(type.convert(instant, new BeamType.Size())).isEqualTo(micros);
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        arguments(
            FieldType.logicalType(new NanosInstant()),
            AT.plusNanos(1),
            "the column 'c' keeps microseconds, and 2025-01-31T12:00:00.123456001Z would lose"),
        arguments(
            FieldType.logicalType(new NanosInstant()), Instant.MAX.minusNanos(999), "out of range"),
        arguments(
            FieldType.DECIMAL, new BigDecimal("1E-19"), "'c' does not fit decimal(38,18): 1E-19"),
        arguments(
            FieldType.DECIMAL, new BigDecimal("1E+30"), "'c' does not fit decimal(38,18): 1E+30"),
        arguments(FieldType.logicalType(SqlTypes.DATE), LocalDate.MAX, "out of range"));
  }

  @ParameterizedTest
  @MethodSource("badValues")
  void aValueThatTheTypeCannotHoldIsBad(FieldType type, Object value, String message) {
    assertThatThrownBy(() -> BeamType.of(type, "c").convert(value, new BeamType.Size()))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNullKeyOfAMapIsBad() {
    Map<String, Integer> map = new HashMap<>();
    map.put(null, 1);

    assertThatThrownBy(
            () ->
                BeamType.of(FieldType.map(FieldType.STRING, FieldType.INT32), "c")
                    .convert(map, new BeamType.Size()))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("a key of the map 'c' is null");
  }

  @Test
  void aDecimalOfMoreDigitsThanDeltaHasIsRefused() {
    assertThatThrownBy(
            () -> BeamType.of(FieldType.logicalType(FixedPrecisionNumeric.of(39, 2)), "c"))
        .hasMessageContaining("Delta has no decimal of precision 39 and scale 2")
        .hasMessageContaining("a precision up to 38");
  }

  @Test
  void aNestedFieldIsNamedByItsPath() {
    Schema inner =
        Schema.builder().addArrayField("list", FieldType.logicalType(SqlTypes.TIME)).build();

    assertThatThrownBy(() -> BeamType.of(FieldType.row(inner), "c"))
        .hasMessageContaining("Cannot write the field 'c.list.element'");
  }
}
