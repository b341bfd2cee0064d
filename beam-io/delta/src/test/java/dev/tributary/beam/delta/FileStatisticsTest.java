package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatisticsTest {
  @TempDir private Path directory;

  @Test
  void longsAreExact() throws IOException {
    StructType schema = new StructType().add("n", new LongType());
    for (long n : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1, -(1L << 53) - 1}) {
      FileStatistics statistics = statistics(schema, new Object[] {n});
      assertThat(statistics.min("n")).isEqualTo(n);
      assertThat(statistics.max("n")).isEqualTo(n);
    }
  }

  @Test
  void aColumnWithNaNHasNoBounds() throws IOException {
    StructType schema = new StructType().add("d", new DoubleType());
    FileStatistics statistics =
        statistics(schema, new Object[] {1.0}, new Object[] {Double.NaN}, new Object[] {2.0});
    assertThat(statistics.min("d")).isNull();
    assertThat(statistics.max("d")).isNull();
    assertThat(statistics.nulls("d")).isZero();
  }

  @Test
  void bothZerosLieWithinTheBoundsOfEither() throws IOException {
    StructType schema = new StructType().add("d", new DoubleType());
    for (double zero : new double[] {0.0, -0.0}) {
      FileStatistics statistics = statistics(schema, new Object[] {zero});
      assertThat(statistics.min("d")).isEqualTo(-0.0);
      assertThat(statistics.max("d")).isEqualTo(0.0);
    }
  }

  @Test
  void aCutNeverGoesThroughACharacter() throws IOException {
    StructType schema = new StructType().add("t", new StringType());
    String face = "\uD83D\uDE00";
    WrittenFile file =
        DataFiles.write(
            directory, schema, List.<Object[]>of(new Object[] {"a".repeat(31) + face + face}));
    assertThat(file.statsJson())
        .contains("\"minValues\":{\"t\":\"" + "a".repeat(31) + face + "\"}")
        .contains("\"maxValues\":{\"t\":\"" + "a".repeat(31) + face + "\uDBFF\uDFFF\"}");
  }

  @Test
  void aTextThatCannotBeRoundedUpHasNoMaximum() throws IOException {
    StructType schema = new StructType().add("t", new StringType());
    FileStatistics statistics = statistics(schema, new Object[] {"\uDBFF\uDFFF".repeat(33)});
    assertThat(statistics.min("t")).isEqualTo(Values.binary("\uDBFF\uDFFF".repeat(32)));
    assertThat(statistics.max("t")).isNull();
  }

  @Test
  void textThatIsNoUtf8HasNoBounds() throws IOException {
    StructType schema = new StructType().add("t", new StringType());
    FileStatistics statistics =
        statistics(schema, new Object[] {Values.binary(new byte[] {(byte) 0xFF, 1})});
    assertThat(statistics.min("t")).isNull();
    assertThat(statistics.max("t")).isNull();
  }

  @Test
  void timestampsAreCutToMillisecondsAndReadWithAMillisecondToSpare() throws IOException {
    StructType schema = new StructType().add("at", new TimestampType());
    long micros = 1_700_000_000_123_999L;
    WrittenFile file = DataFiles.write(directory, schema, List.<Object[]>of(new Object[] {micros}));
    assertThat(file.statsJson()).contains("\"maxValues\":{\"at\":\"2023-11-14T22:13:20.123Z\"}");
    FileStatistics statistics = FileStatistics.parse(file.statsJson(), schema);
    assertThat((Long) statistics.max("at")).isEqualTo(1_700_000_000_124_000L);
    assertThat((Long) statistics.min("at")).isEqualTo(1_700_000_000_122_000L);
  }

  @Test
  void nullsAreCountedOnEveryLevel() throws IOException {
    StructType inner = new StructType().add("n", new IntegerType());
    StructType schema = new StructType().add("s", inner).add("n", new IntegerType());
    FileStatistics statistics =
        statistics(
            schema,
            new Object[] {null, null},
            new Object[] {new Object[] {null}, 1},
            new Object[] {new Object[] {1}, 1});
    assertThat(statistics.nulls("s", "n")).isEqualTo(2);
    assertThat(statistics.nulls("n")).isEqualTo(1);
  }

  @Test
  void keyColumnsHaveBoundsWhereverTheyStand() throws IOException {
    StructType schema = new StructType();
    Object[] row = new Object[40];
    for (int i = 0; i < row.length; i++) {
      schema = schema.add("c" + i, new IntegerType());
      row[i] = i;
    }
    WriterSettings settings = WriterSettings.DEFAULT.withAlwaysIndexed(Set.of("c39"));
    WrittenFile file = DataFiles.write(directory, schema, List.<Object[]>of(row), settings);
    FileStatistics statistics = FileStatistics.parse(file.statsJson(), schema);
    assertThat(statistics.min("c31")).isEqualTo(31);
    assertThat(statistics.min("c32")).isNull();
    assertThat(statistics.min("c39")).isEqualTo(39);
  }

  @Test
  void aLongMaximumOfAnotherWriterMayHaveBeenCut() {
    StructType schema = new StructType().add("t", new StringType());
    String cut = "b".repeat(32);
    FileStatistics statistics = parse(schema, "\"" + cut + "\"");
    assertThat(Values.comparator(new StringType()).compare(statistics.max("t"), cut + "zz"))
        .isPositive();
    assertThat(parse(schema, "\"abc\"").max("t")).isEqualTo(Values.binary("abc"));
    assertThat(parse(schema, "\"" + "b".repeat(31) + "\uFFFD\"").max("t")).isNull();
    assertThat(parse(schema, "\"" + "b".repeat(31) + "\\ud83d\"").max("t")).isNull();
  }

  @Test
  void decimalsOfAWriterThatUsesDoublesAreReadWithTheirError() {
    StructType schema = new StructType().add("t", new DecimalType(20, 2));
    FileStatistics statistics = parse(schema, "1.2345678901234567e17");
    BigDecimal stored = new BigDecimal("123456789012345678.90");
    assertThat((BigDecimal) statistics.max("t")).isGreaterThanOrEqualTo(stored);
    assertThat((BigDecimal) statistics.min("t")).isLessThanOrEqualTo(stored);
    assertThat(parse(schema, "1e1000000000").max("t")).isNull();
  }

  @Test
  void boundsOfAnUnexpectedFormAreUnknown() {
    Map<DataType, String> odd =
        Map.of(
            new LongType(), "1.5",
            new IntegerType(), "2147483648",
            new DoubleType(), "\"NaN\"",
            new DateType(), "\"yesterday\"",
            new TimestampType(), "\"2020-01-01 00:00:00\"",
            new StringType(), "{\"a\": 1}");
    odd.forEach(
        (type, json) -> {
          FileStatistics statistics = parse(new StructType().add("t", type), json);
          assertThat(statistics.min("t")).as(type.getTypeName()).isNull();
          assertThat(statistics.max("t")).as(type.getTypeName()).isNull();
          assertThat(statistics.rows()).isEqualTo(3);
        });
  }

  @Test
  void whatIsNoStatisticsIsUnknown() {
    StructType schema = new StructType().add("t", new LongType());
    for (String json : new String[] {null, "", "[]", "{", "{\"numRecords\":\"x\"}"}) {
      FileStatistics statistics = FileStatistics.parse(json, schema);
      assertThat(statistics.rows()).isNull();
      assertThat(statistics.min("t")).isNull();
    }
  }

  @Test
  void timestampsOfAnotherZoneAndPrecisionAreRead() {
    StructType schema = new StructType().add("t", new TimestampType());
    FileStatistics statistics = parse(schema, "\"2020-01-01T02:00:00.000001+02:00\"");
    assertThat((Long) statistics.max("t")).isEqualTo(1_577_836_800_001_001L);
    assertThat(parse(schema, "\"9999-12-31T23:59:59.999Z\"").max("t"))
        .isEqualTo(253_402_300_800_000_000L);
  }

  private static FileStatistics parse(StructType schema, String bound) {
    return FileStatistics.parse(
        "{\"other\":{\"x\":[1]},\"minValues\":{\"t\":%1$s,\"z\":{\"t\":1}},\"numRecords\":3,\"maxValues\":{\"t\":%1$s}}"
            .formatted(bound),
        schema);
  }

  private FileStatistics statistics(StructType schema, Object[]... rows) throws IOException {
    WrittenFile file = DataFiles.write(directory, schema, List.of(rows));
    return FileStatistics.parse(file.statsJson(), schema);
  }
}
