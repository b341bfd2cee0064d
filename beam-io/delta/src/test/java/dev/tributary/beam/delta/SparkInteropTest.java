package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.RowAssert.assertSameRows;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark reads what we write, and we read what Spark writes, in any of its ways to write it. */
@ExtendWith(SparkOracle.class)
class SparkInteropTest {
  private static final Map<String, String> GREGORIAN =
      Map.of(
          "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED",
          "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");

  @TempDir private Path directory;

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sparkReadsWhatWeWrite(long seed) throws IOException {
    RandomRows random = new RandomRows(seed);
    StructType schema = random.schema();
    List<Object[]> rows = random.rows(schema, 40);
    WrittenFile file = DataFiles.write(directory, schema, rows);
    assertSameRows(schema, SparkRows.read(file.path(), schema), rows);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void weReadWhatSparkWrites(long seed) throws IOException {
    RandomRows random = new RandomRows(-seed);
    StructType schema = random.schema();
    List<Object[]> rows = random.rows(schema, 40);
    assertSameRows(schema, DataFiles.read(spark(schema, rows, Map.of()), schema), rows);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void weReadSparksLegacyLayouts(long seed) throws IOException {
    RandomRows random = new RandomRows(1000 + seed);
    StructType schema = random.schema();
    List<Object[]> rows = random.rows(schema, 40);
    Map<String, String> legacy = Map.of("spark.sql.parquet.writeLegacyFormat", "true");
    assertSameRows(schema, DataFiles.read(spark(schema, rows, legacy), schema), rows);
  }

  @Test
  void everyTypeGoesBothWays() throws IOException {
    StructType schema = RandomRows.allPrimitives();
    List<Object[]> rows = new RandomRows(7).rows(schema, 200);
    WrittenFile file = DataFiles.write(directory, schema, rows);
    assertSameRows(schema, SparkRows.read(file.path(), schema), rows);
    assertSameRows(schema, DataFiles.read(spark(schema, rows, Map.of()), schema), rows);
  }

  @Test
  void ourSchemaIsTheOneThatSparkWrites() throws IOException {
    for (long seed = 0; seed < 5; seed++) {
      StructType schema = new RandomRows(seed).schema();
      Map<String, String> micros =
          Map.of("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
      MessageType sparks = fileSchema(spark(schema, List.of(), micros));
      assertThat(ParquetSchemas.of(schema)).isEqualTo(sparks);
      assertThat(ParquetSchemas.sameLayout(ParquetSchemas.of(schema), sparks)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"})
  void timestampsAreReadInEveryFormOfSparks(String form) throws IOException {
    StructType schema = new StructType().add("at", new TimestampType());
    List<Object[]> rows = new ArrayList<>();
    for (long millis : new long[] {0, -1, 1, 1_700_000_000_123L, -2_208_988_800_001L}) {
      rows.add(new Object[] {millis * 1_000});
    }
    rows.add(new Object[] {null});
    Map<String, String> conf = Map.of("spark.sql.parquet.outputTimestampType", form);
    assertSameRows(schema, DataFiles.read(spark(schema, rows, conf), schema), rows);
  }

  @Test
  void microsecondsSurviveInt96() throws IOException {
    StructType schema = new StructType().add("at", new TimestampType());
    List<Object[]> rows =
        List.of(
            new Object[] {1_700_000_000_123_456L}, new Object[] {-1L}, new Object[] {-999_999L});
    org.apache.hadoop.fs.Path file =
        spark(schema, rows, Map.of("spark.sql.parquet.outputTimestampType", "INT96"));
    assertThat(fileSchema(file).getType("at").asPrimitiveType().getPrimitiveTypeName())
        .isEqualTo(PrimitiveTypeName.INT96);
    assertSameRows(schema, DataFiles.read(file, schema), rows);
  }

  @Test
  void aFileWithInt96IsOfAnotherLayout() throws IOException {
    StructType schema = new StructType().add("at", new TimestampType());
    MessageType sparks =
        fileSchema(
            spark(schema, List.of(), Map.of("spark.sql.parquet.outputTimestampType", "INT96")));
    assertThat(ParquetSchemas.sameLayout(sparks, ParquetSchemas.of(schema))).isFalse();
  }

  @Test
  void legacyListsAndDecimalsAreRead() throws IOException {
    StructType inner = new StructType().add("array", new IntegerType());
    StructType schema =
        new StructType()
            .add("two_levels", new ArrayType(new IntegerType(), false))
            .add("bag", new ArrayType(new StringType(), true))
            .add("structs", new ArrayType(inner, false))
            .add("nested", new ArrayType(new ArrayType(new IntegerType(), false), false))
            .add("map", new MapType(new StringType(), new DecimalType(7, 2), true))
            .add("decimal", new DecimalType(18, 4));
    List<Object[]> rows =
        List.of(
            new Object[] {
              List.of(1, 2),
              Arrays.asList(Values.binary("a"), null),
              List.of(new Object[] {3}, new Object[] {null}),
              List.of(List.of(), List.of(1, 2), List.of(3)),
              Map.of(Values.binary("k"), new BigDecimal("-12345.67")),
              new BigDecimal("-12345678901234.5678")
            },
            new Object[] {List.of(), List.of(), List.of(), List.of(), Map.of(), null},
            new Object[] {null, null, null, null, null, BigDecimal.ONE.setScale(4)});
    org.apache.hadoop.fs.Path file =
        spark(schema, rows, Map.of("spark.sql.parquet.writeLegacyFormat", "true"));
    assertThat(fileSchema(file).toString()).contains("repeated int32 array", "repeated group bag");
    assertSameRows(schema, DataFiles.read(file, schema), rows);
  }

  private org.apache.hadoop.fs.Path spark(
      StructType schema, List<Object[]> rows, Map<String, String> conf) throws IOException {
    Path target = Files.createTempDirectory(directory, "spark").resolve("out");
    Map<String, String> all = new HashMap<>(GREGORIAN);
    all.putAll(conf);
    all.forEach((key, value) -> SparkRows.session().conf().set(key, value));
    try {
      DataFrameWriter<Row> writer = SparkRows.dataset(schema, rows).coalesce(1).write();
      writer.parquet(target.toString());
    } finally {
      all.keySet().forEach(key -> SparkRows.session().conf().unset(key));
    }
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(file -> new org.apache.hadoop.fs.Path(file.toUri()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static MessageType fileSchema(org.apache.hadoop.fs.Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, DataFiles.CONF))) {
      return reader.getFileMetaData().getSchema();
    }
  }
}
