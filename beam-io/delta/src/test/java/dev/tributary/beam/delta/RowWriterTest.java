package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.ByteType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowWriterTest {
  @TempDir private Path directory;

  @Test
  void theWrittenFileIsDescribed() throws IOException {
    StructType schema = new StructType().add("id", new LongType());
    WrittenFile file =
        DataFiles.write(
            directory,
            schema,
            List.<Object[]>of(new Object[] {1L}, new Object[] {null}),
            WriterSettings.DEFAULT.withMetadata(Map.of("k", "v")));
    FileSystem files = file.path().getFileSystem(DataFiles.CONF);
    assertThat(file.size()).isEqualTo(files.getFileStatus(file.path()).getLen());
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.statsJson())
        .isEqualTo(
            "{\"numRecords\":2,\"minValues\":{\"id\":1},\"maxValues\":{\"id\":1},\"nullCount\":{\"id\":1}}");
    try (RowReader reader = RowReader.open(DataFiles.CONF, file.path(), schema)) {
      assertThat(reader.footer().getFileMetaData().getKeyValueMetaData()).containsEntry("k", "v");
    }
  }

  @Test
  void aFileWithoutRowsIsAFile() throws IOException {
    StructType schema = new StructType().add("id", new LongType());
    WrittenFile file = DataFiles.write(directory, schema, List.of());
    assertThat(DataFiles.read(file.path(), schema)).isEmpty();
    assertThat(file.statsJson())
        .isEqualTo("{\"numRecords\":0,\"minValues\":{},\"maxValues\":{},\"nullCount\":{\"id\":0}}");
  }

  @Test
  void theSizeSoFarGrowsWithTheRows() throws IOException {
    StructType schema = new StructType().add("t", new StringType());
    try (RowWriter writer = writer(schema)) {
      for (int i = 0; i < 20_000; i++) {
        writer.write(new Object[] {"text number " + i});
      }
      assertThat(writer.bytesWritten()).isBetween(50_000L, 2_000_000L);
    }
  }

  @Test
  void nullInAColumnThatIsNotNullableIsRefusedByName() {
    StructType inner = new StructType().add("n", new LongType(), false);
    assertRefused(
        new StructType().add("s", inner),
        new Object[] {new Object[] {null}},
        "Invalid row: column 's.n' is null, but the table declares it not null");
    assertRefused(
        new StructType().add("l", new ArrayType(new LongType(), false)),
        new Object[] {Arrays.asList(1L, null)},
        "Invalid row: column 'l.element' is null, but the table declares it not null");
    Map<Object, Object> nullKey = new HashMap<>();
    nullKey.put(null, 1L);
    assertRefused(
        new StructType().add("m", new MapType(new StringType(), new LongType(), true)),
        new Object[] {nullKey},
        "Invalid row: column 'm.key' is null, but the table declares it not null");
  }

  @Test
  void aNullableStructMayHoldAFieldThatIsNotNullable() throws IOException {
    StructType inner = new StructType().add("n", new LongType(), false);
    StructType schema = new StructType().add("s", inner);
    WrittenFile file = DataFiles.write(directory, schema, List.<Object[]>of(new Object[] {null}));
    assertThat(DataFiles.read(file.path(), schema)).containsExactly(new Object[] {null});
  }

  @Test
  void decimalsThatWouldBeRoundedOrCutAreRefused() throws IOException {
    StructType schema = new StructType().add("d", new DecimalType(5, 2));
    assertRefused(
        schema,
        new Object[] {new BigDecimal("1.005")},
        "Invalid row: the value of column 'd' does not fit decimal(5,2): 1.005 (BigDecimal)");
    assertRefused(
        schema,
        new Object[] {new BigDecimal("1000")},
        "Invalid row: the value of column 'd' does not fit decimal(5,2): 1000 (BigDecimal)");
    assertRefused(
        schema,
        new Object[] {new BigDecimal("1E+1000000000")},
        "Invalid row: the value of column 'd' does not fit decimal(5,2): 1E+1000000000 (BigDecimal)");
    WrittenFile file =
        DataFiles.write(
            directory,
            schema,
            List.<Object[]>of(
                new Object[] {new BigDecimal("9.9E+2")},
                new Object[] {new BigDecimal("1.5000")},
                new Object[] {new BigDecimal("0E+5")}));
    assertThat(DataFiles.read(file.path(), schema))
        .containsExactly(
            new Object[] {new BigDecimal("990.00")},
            new Object[] {new BigDecimal("1.50")},
            new Object[] {new BigDecimal("0.00")});
  }

  @Test
  void valuesOfAnotherTypeAreRefusedByName() {
    assertRefused(
        new StructType().add("s", new StructType().add("n", new LongType())),
        new Object[] {new Object[] {"x"}},
        "Invalid row: column 's.n' takes a Long, but the value is x (String)");
    assertRefused(
        new StructType().add("b", new ByteType()),
        new Object[] {128},
        "Invalid row: the value of column 'b' does not fit byte: 128 (Integer)");
    assertRefused(
        new StructType().add("b", new ByteType()),
        new Object[] {1, 2},
        "Invalid row: the row takes 1 fields, but there are 2");
  }

  private void assertRefused(StructType schema, Object[] row, String message) {
    assertThatThrownBy(() -> DataFiles.write(directory, schema, List.<Object[]>of(row)))
        .isInstanceOf(InvalidRowException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> Values.check(schema, row))
        .isInstanceOf(InvalidRowException.class)
        .hasMessage(message);
  }

  @Test
  void afterARefusedRowThereIsNoFile() throws IOException {
    StructType schema = new StructType().add(new StructField("n", new LongType(), false));
    RowWriter writer = writer(schema);
    try (writer) {
      assertThatThrownBy(() -> writer.write(new Object[] {null}))
          .isInstanceOf(InvalidRowException.class);
      assertThatThrownBy(() -> writer.write(new Object[] {1L}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("an earlier row failed");
    }
    assertThatThrownBy(writer::written)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it is not complete");
  }

  @Test
  void anExistingFileIsNotOverwritten() throws IOException {
    StructType schema = new StructType().add("n", new LongType());
    WrittenFile file = DataFiles.write(directory, schema, List.of());
    assertThatThrownBy(
            () -> RowWriter.create(DataFiles.CONF, file.path(), schema, WriterSettings.DEFAULT))
        .isInstanceOf(IOException.class);
    assertThat(DataFiles.read(file.path(), schema)).isEmpty();
  }

  @Test
  void aStructWithoutFieldsIsRefused() {
    StructType schema = new StructType().add("s", new StructType());
    assertThatThrownBy(() -> writer(schema))
        .hasMessage("Invalid schema: struct 's' has no fields, and Parquet cannot store that");
  }

  private RowWriter writer(StructType schema) throws IOException {
    return RowWriter.create(
        DataFiles.CONF, DataFiles.fresh(directory), schema, WriterSettings.DEFAULT);
  }
}
