package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.RowAssert.assertSameRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.ByteType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.DecimalType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.FloatType;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.ShortType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowReaderTest {
  private static final StructType INNER =
      new StructType().add("x", new IntegerType()).add("y", new StringType());
  private static final StructType NESTED =
      new StructType()
          .add("id", new LongType())
          .add("s", INNER)
          .add("list", new ArrayType(INNER, true))
          .add("map", new MapType(new StringType(), INNER, true));

  @TempDir private Path directory;

  @Test
  void nestedColumnsAreProjectedByName() throws IOException {
    StructType wanted =
        new StructType()
            .add("list", new ArrayType(new StructType().add("y", new StringType()), true))
            .add("s", new StructType().add("new", new LongType()).add("x", new IntegerType()))
            .add("absent", new StringType())
            .add("map", new MapType(new StringType(), INNER, true));
    WrittenFile file = DataFiles.write(directory, NESTED, nestedRows());
    assertSameRows(
        wanted,
        DataFiles.read(file.path(), wanted),
        List.of(
            new Object[] {
              Arrays.asList(new Object[] {"b"}, null, new Object[] {null}),
              new Object[] {null, 1},
              null,
              Map.of("k", new Object[] {3, "c"})
            },
            new Object[] {List.of(), null, null, Map.of()},
            new Object[] {null, new Object[] {null, null}, null, null}));
  }

  @Test
  void aStructOfWhichTheFileHasNoFieldIsStillThereOrNot() throws IOException {
    StructType added = new StructType().add("new", new LongType());
    StructType wanted =
        new StructType()
            .add("s", added)
            .add("list", new ArrayType(added, true))
            .add("map", new MapType(new StringType(), added, true));
    WrittenFile file = DataFiles.write(directory, NESTED, nestedRows());
    Object[] there = {null};
    assertSameRows(
        wanted,
        DataFiles.read(file.path(), wanted),
        List.of(
            new Object[] {there, Arrays.asList(there, null, there), Map.of("k", there)},
            new Object[] {null, List.of(), Map.of()},
            new Object[] {there, null, null}));
  }

  @Test
  void aStructWhoseOnlyStoredFieldIsAListIsFoundToo() throws IOException {
    StructType stored = new StructType().add("l", new ArrayType(new IntegerType(), true));
    StructType schema = new StructType().add("s", new ArrayType(stored, true));
    StructType wanted =
        new StructType().add("s", new ArrayType(new StructType().add("new", new LongType()), true));
    List<Object[]> rows =
        List.of(
            new Object[] {
              Arrays.asList(new Object[] {List.of(1, 2, 3)}, null, new Object[] {null})
            },
            new Object[] {List.<Object[]>of(new Object[] {List.of()})});
    WrittenFile file = DataFiles.write(directory, schema, rows);
    Object[] there = {null};
    assertSameRows(
        wanted,
        DataFiles.read(file.path(), wanted),
        List.of(
            new Object[] {Arrays.asList(there, null, there)},
            new Object[] {List.<Object[]>of(there)}));
  }

  @Test
  void aFileWithoutAnyWantedColumnStillHasItsRows() throws IOException {
    StructType wanted = new StructType().add("absent", new LongType());
    WrittenFile file = DataFiles.write(directory, NESTED, nestedRows());
    assertThat(DataFiles.read(file.path(), wanted))
        .containsExactly(new Object[] {null}, new Object[] {null}, new Object[] {null});
  }

  @Test
  void narrowColumnsAreReadAsWiderTypes() throws IOException {
    assertWidened(new ByteType(), -128, new ShortType(), -128);
    assertWidened(new ByteType(), -128, new IntegerType(), -128);
    assertWidened(new ShortType(), 300, new LongType(), 300L);
    assertWidened(new IntegerType(), Integer.MIN_VALUE, new LongType(), (long) Integer.MIN_VALUE);
    assertWidened(new IntegerType(), 7, new DoubleType(), 7.0);
    assertWidened(new FloatType(), 0.1f, new DoubleType(), (double) 0.1f);
    assertWidened(new IntegerType(), 7, new DecimalType(12, 2), new BigDecimal("7.00"));
    assertWidened(
        new LongType(), Long.MIN_VALUE, new DecimalType(20, 0), BigDecimal.valueOf(Long.MIN_VALUE));
    assertWidened(
        new DecimalType(5, 2),
        new BigDecimal("123.45"),
        new DecimalType(20, 3),
        new BigDecimal("123.450"));
  }

  private void assertWidened(DataType stored, Object value, DataType wanted, Object expected)
      throws IOException {
    WrittenFile file =
        DataFiles.write(
            directory,
            new StructType().add("c", stored),
            List.<Object[]>of(new Object[] {value}, new Object[] {null}));
    assertThat(DataFiles.read(file.path(), new StructType().add("c", wanted)))
        .containsExactly(new Object[] {expected}, new Object[] {null});
  }

  @Test
  void aColumnThatMightLoseValuesIsRefused() throws IOException {
    assertRefused(new LongType(), new IntegerType());
    assertRefused(new IntegerType(), new FloatType());
    assertRefused(new LongType(), new DoubleType());
    assertRefused(new DoubleType(), new FloatType());
    assertRefused(new StringType(), new LongType());
    assertRefused(new LongType(), new TimestampType());
    assertRefused(new TimestampType(), new LongType());
    assertRefused(new DecimalType(10, 2), new DecimalType(10, 1));
    assertRefused(new DecimalType(10, 2), new DecimalType(10, 3));
    assertRefused(new IntegerType(), new DecimalType(10, 1));
    assertRefused(new StringType(), INNER);
    assertRefused(INNER, new StringType());
    assertRefused(
        new ArrayType(new LongType(), true), new MapType(new LongType(), new LongType(), true));
  }

  private void assertRefused(DataType stored, DataType wanted) throws IOException {
    StructType schema = new StructType().add("s", new StructType().add("c", stored));
    StructType other = new StructType().add("s", new StructType().add("c", wanted));
    WrittenFile file = DataFiles.write(directory, schema, List.of());
    assertThatThrownBy(() -> RowReader.open(DataFiles.CONF, file.path(), other))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read " + file.path() + ": column 's.c' is stored as '")
        .hasMessageContaining("which cannot be read as " + TypeKind.name(wanted));
  }

  @Test
  void aRangeLeavesOutRowGroupsThatCannotHoldIt() throws IOException {
    StructType schema = new StructType().add("id", new LongType()).add("t", new StringType());
    List<Object[]> rows = new ArrayList<>();
    for (long id = 0; id < 5_000; id++) {
      rows.add(new Object[] {id, "text " + id});
    }
    WrittenFile file =
        DataFiles.write(directory, schema, rows, WriterSettings.DEFAULT.withRowGroupBytes(4_000));
    assertThat(ids(file, schema, new KeyRange("id", 2_000L, 2_001L)))
        .contains(2_000L, 2_001L)
        .hasSizeLessThan(2_000);
    assertThat(ids(file, schema, new KeyRange("id", null, null))).hasSize(5_000);
    assertThat(ids(file, schema, new KeyRange("id", 5_000L, null))).isEmpty();
    assertThat(ids(file, schema, new KeyRange("id", null, -1L))).isEmpty();
    assertThat(ids(file, schema, new KeyRange("t", "text 77", "text 77"))).contains(77L);
    assertThatThrownBy(() -> ids(file, schema, new KeyRange("no", 1L, 1L)))
        .hasMessage("Invalid key range: column 'no' is not among those to read");
  }

  private static List<Object> ids(WrittenFile file, StructType schema, KeyRange range)
      throws IOException {
    try (RowReader reader = RowReader.open(DataFiles.CONF, file.path(), schema, range)) {
      return DataFiles.drain(reader).stream().map(row -> row[0]).toList();
    }
  }

  @Test
  void rowGroupsAreCopiedAsBytesBetweenNewRows() throws IOException {
    RandomRows random = new RandomRows(11);
    StructType schema = RandomRows.allPrimitives().add("l", new ArrayType(INNER, true));
    List<Object[]> rows = random.rows(schema, 300);
    WrittenFile source =
        DataFiles.write(
            directory, schema, rows.subList(100, 200), WriterSettings.DEFAULT.withRowGroupBytes(1));
    RowWriter writer =
        RowWriter.create(
            DataFiles.CONF, DataFiles.fresh(directory), schema, WriterSettings.DEFAULT);
    HadoopInputFile input = HadoopInputFile.fromPath(source.path(), DataFiles.CONF);
    try (writer;
        RowReader reader = RowReader.open(DataFiles.CONF, source.path(), schema);
        SeekableInputStream stream = input.newStream()) {
      assertThat(
              ParquetSchemas.sameLayout(
                  reader.footer().getFileMetaData().getSchema(), writer.fileSchema()))
          .isTrue();
      for (Object[] row : rows.subList(0, 100)) {
        writer.write(row);
      }
      writer.copyRowGroup(stream, reader.footer().getBlocks().get(0));
      for (Object[] row : rows.subList(200, 300)) {
        writer.write(row);
      }
    }
    WrittenFile copy = writer.written();
    assertThat(copy.rows()).isEqualTo(300);
    assertSameRows(schema, DataFiles.read(copy.path(), schema), rows);
    WrittenFile whole = DataFiles.write(directory, schema, rows);
    assertThat(copy.statsJson()).isEqualTo(whole.statsJson().replaceFirst(",\"l\":\\d+", ""));
    try (RowReader reader =
        RowReader.open(DataFiles.CONF, copy.path(), schema, ordinal -> ordinal == 1)) {
      Object[] first = reader.next();
      assertThat(reader.rowGroup()).isEqualTo(1);
      assertSameRows(schema, List.<Object[]>of(first), rows.subList(100, 101));
    }
  }

  @Test
  void formsOfOtherWritersAreRead() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            """
            message m {
              required int64 nanos (TIMESTAMP(NANOS,true));
              required int64 local (TIMESTAMP(MILLIS,false));
              required binary decimal (DECIMAL(10,2));
              required int32 tiny;
              required binary text;
              repeated int32 bare;
              optional group tuple (LIST) { repeated group tuple_tuple { required int32 x; } }
              optional group odd (LIST) { repeated group item { required int32 x; } }
              optional group old (MAP_KEY_VALUE) {
                repeated group map { required binary k (UTF8); optional int32 v; } }
            }""");
    StructType x = new StructType().add("x", new IntegerType());
    StructType wanted =
        new StructType()
            .add("nanos", new TimestampType())
            .add("local", new TimestampType())
            .add("decimal", new DecimalType(10, 2))
            .add("tiny", new ByteType())
            .add("text", new StringType())
            .add("bare", new ArrayType(new IntegerType(), false))
            .add("tuple", new ArrayType(x, false))
            .add("odd", new ArrayType(x, false))
            .add("old", new MapType(new StringType(), new IntegerType(), true));
    Group group = new SimpleGroup(schema);
    group.append("nanos", -1L).append("local", -1L);
    group.append("decimal", Binary.fromConstantByteArray(new byte[] {(byte) 0xFF, 0}));
    group.append("tiny", -128).append("text", "ä").append("bare", 1).append("bare", 2);
    group.addGroup("tuple").addGroup(0).append("x", 3);
    group.addGroup("odd").addGroup(0).append("x", 4);
    group.addGroup("old").addGroup(0).append("k", "key").append("v", 5);
    org.apache.hadoop.fs.Path file = write(schema, group);
    assertSameRows(
        wanted,
        DataFiles.read(file, wanted),
        List.<Object[]>of(
            new Object[] {
              -1L,
              -1_000L,
              new BigDecimal("-2.56"),
              -128,
              "ä",
              List.of(1, 2),
              List.<Object[]>of(new Object[] {3}),
              List.<Object[]>of(new Object[] {4}),
              Map.of("key", 5)
            }));
  }

  @Test
  void aValueThatDoesNotFitIsAnErrorWithItsPlace() throws IOException {
    MessageType schema = MessageTypeParser.parseMessageType("message m { required int32 tiny; }");
    Group group = new SimpleGroup(schema).append("tiny", 128);
    org.apache.hadoop.fs.Path file = write(schema, group);
    assertThatThrownBy(() -> DataFiles.read(file, new StructType().add("tiny", new ByteType())))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot read "
                + file
                + ", row group 0: column 'tiny' holds 128, which needs more than 8 bits");
  }

  private org.apache.hadoop.fs.Path write(MessageType schema, Group group) throws IOException {
    org.apache.hadoop.fs.Path file = DataFiles.fresh(directory);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(schema).withConf(DataFiles.CONF).build()) {
      writer.write(group);
    }
    return file;
  }

  private static List<Object[]> nestedRows() {
    return List.of(
        new Object[] {
          1L,
          new Object[] {1, "a"},
          Arrays.asList(new Object[] {2, "b"}, null, new Object[] {null, null}),
          Map.of("k", new Object[] {3, "c"})
        },
        new Object[] {2L, null, List.of(), Map.of()},
        new Object[] {3L, new Object[] {null, null}, null, null});
  }
}
