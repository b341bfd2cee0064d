package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final StructType ADDRESS =
      new StructType(
          List.of(
              Field.of("city", Primitive.STRING),
              Field.of("seen", new ArrayType(Primitive.TIMESTAMP))));

  @Test
  void everyTypeHasItsCounterpart() {
    Schema schema = shape(everyType(), null).schema();

    Schema address =
        Schema.of(
            Schema.Field.nullable("city", FieldType.STRING),
            Schema.Field.nullable(
                "seen",
                FieldType.array(FieldType.logicalType(SqlTypes.TIMESTAMP).withNullable(true))));
    assertThat(schema)
        .isEqualTo(
            Schema.of(
                Schema.Field.nullable("flag", FieldType.BOOLEAN),
                Schema.Field.nullable("count", FieldType.INT64),
                Schema.Field.nullable("ratio", FieldType.DOUBLE),
                Schema.Field.nullable(
                    "price", FieldType.logicalType(FixedPrecisionNumeric.of(38, 9))),
                Schema.Field.nullable("text", FieldType.STRING),
                Schema.Field.nullable("bytes", FieldType.BYTES),
                Schema.Field.nullable("day", FieldType.logicalType(SqlTypes.DATE)),
                Schema.Field.nullable("time", FieldType.logicalType(SqlTypes.TIMESTAMP)),
                Schema.Field.nullable("address", FieldType.row(address)),
                Schema.Field.nullable(
                    "addresses", FieldType.array(FieldType.row(address).withNullable(true))),
                Schema.Field.nullable(
                    "labels",
                    FieldType.map(FieldType.STRING, FieldType.STRING.withNullable(true)))));
  }

  @Test
  void valuesKeepWhatTheyAre() throws Exception {
    Row row =
        read(
            everyType(),
            "{\"flag\":true,\"count\":9223372036854775807,\"ratio\":0.1,"
                + "\"price\":12345678901234567890123456789.123456789,\"text\":\"ß🦄\","
                + "\"bytes\":\"AP8=\",\"day\":\"0001-01-01\",\"time\":\"1969-12-31T23:59:59.999999Z\","
                + "\"address\":{\"city\":null,\"seen\":[null,\"2025-01-31T12:00:00.000001Z\"]},"
                + "\"addresses\":[null,{}],\"labels\":{\"\":null,\"a.b\":\"c\"}}");

    assertThat(row.getBoolean("flag")).isTrue();
    assertThat(row.getInt64("count")).isEqualTo(Long.MAX_VALUE);
    assertThat(row.getDouble("ratio")).isEqualTo(0.1);
    assertThat(row.getLogicalTypeValue("price", BigDecimal.class))
        .isEqualTo(new BigDecimal("12345678901234567890123456789.123456789"));
    assertThat(row.getString("text")).isEqualTo("ß🦄");
    assertThat(row.getBytes("bytes")).containsExactly(0, 0xFF);
    assertThat(row.getLogicalTypeValue("day", LocalDate.class)).isEqualTo("0001-01-01");
    assertThat(row.getLogicalTypeValue("time", Instant.class))
        .isEqualTo("1969-12-31T23:59:59.999999Z");
    Row address = row.getRow("address");
    assertThat(address.getString("city")).isNull();
    assertThat(address.<Instant>getArray("seen"))
        .containsExactly(null, Instant.parse("2025-01-31T12:00:00.000001Z"));
    assertThat(row.<Row>getArray("addresses"))
        .containsExactly(null, Row.nullRow(address.getSchema()));
    assertThat(row.<String, String>getMap("labels"))
        .containsEntry("", null)
        .containsEntry("a.b", "c");
  }

  @Test
  void aRowsTimeIsThatOfItsCursor() throws Exception {
    StructType stamped = struct("t", Primitive.TIMESTAMP);
    assertThat(time(stamped, "\"2025-01-31T12:00:00.123456Z\""))
        .isEqualTo(org.joda.time.Instant.parse("2025-01-31T12:00:00.123Z"));
    assertThat(time(stamped, "\"1969-12-31T23:59:59.999999Z\""))
        .isEqualTo(org.joda.time.Instant.ofEpochMilli(-1));
    assertThat(time(stamped, "null")).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    assertThat(time(stamped, "\"+292000-01-01T00:00:00Z\""))
        .isEqualTo(org.joda.time.Instant.parse("292000-01-01T00:00:00Z"));
    StructType dated = struct("t", Primitive.DATE);
    assertThat(time(dated, "\"2025-01-31\""))
        .isEqualTo(org.joda.time.Instant.parse("2025-01-31T00:00:00Z"));
    assertThat(time(dated, "\"+5000000-12-31\"")).isEqualTo(GlobalWindow.INSTANCE.maxTimestamp());
    assertThat(EventTimes.of(shape(struct("t", Primitive.LONG), "t"))).isEmpty();
    assertThat(EventTimes.of(shape(stamped, null))).isEmpty();
  }

  private static org.joda.time.Instant time(StructType columns, String cursor) throws Exception {
    TableShape shape = shape(columns, "t");
    SourceRecord record = record("{\"t\":" + cursor + "}");
    EventTimes times = EventTimes.of(shape).orElseThrow();
    org.joda.time.Instant ofRow = times.of(new RowReader(shape).read(record));
    assertThat(times.latest(List.of(record))).isEqualTo(ofRow);
    return ofRow;
  }

  private static StructType everyType() {
    return new StructType(
        List.of(
            Field.required("flag", Primitive.BOOLEAN),
            Field.required("count", Primitive.LONG),
            Field.of("ratio", Primitive.DOUBLE),
            Field.of("price", new DecimalType(38, 9)),
            Field.of("text", Primitive.STRING),
            Field.of("bytes", Primitive.BINARY),
            Field.of("day", Primitive.DATE),
            Field.of("time", Primitive.TIMESTAMP),
            Field.of("address", ADDRESS),
            Field.of("addresses", new ArrayType(ADDRESS)),
            Field.of("labels", new MapType(Primitive.STRING))));
  }

  private static StructType struct(String name, DataType type) {
    return new StructType(List.of(Field.of(name, type)));
  }

  private static Row read(StructType columns, String json) throws BadValueException {
    return new RowReader(shape(columns, null)).read(record(json));
  }

  private static TableShape shape(StructType columns, String cursor) {
    return new TableShape(columns, List.of(), cursor, TableShape.Deletes.NONE, false, null);
  }

  private static SourceRecord record(String json) {
    return SourceRecord.of(ChangeKind.UPSERT, json.getBytes(StandardCharsets.UTF_8));
  }
}
