package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.DateType;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnEncodingsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("text", new StringType())
          .add("number", new LongType())
          .add("ratio", new DoubleType())
          .add("day", new DateType())
          .add("instant", new TimestampType());
  private static final Set<String> ALL = Set.of(SCHEMA.getFieldNames());

  @TempDir private Path directory;

  @Test
  void columnsOfDistinctValuesHaveNoDictionary() throws IOException {
    assertThat(withDictionary(10_000, ColumnEncodingsTest::row)).isEmpty();
  }

  @Test
  void columnsOfRepeatingValuesHaveOne() throws IOException {
    assertThat(withDictionary(10_000, i -> row(i % 1_000))).isEqualTo(ALL);
  }

  @Test
  void aColumnKeepsTheDictionaryOfItsFirstPage() throws IOException {
    // A page ends after 20,000 rows; the second one begins with 2,048 values that are all new.
    assertThat(withDictionary(30_000, i -> row(i < 20_000 ? i % 1_700 : 1_700 + i % 5_000)))
        .isEqualTo(ALL);
  }

  @Test
  void aColumnOfNullsIsOne() throws IOException {
    assertThat(withDictionary(5_000, i -> new Object[5])).isEmpty();
  }

  private static Object[] row(int i) {
    return new Object[] {
      Binary.fromString("a text of some length " + i), 1L << 40 | i, i / 7.0, i, 1_000_000_007L * i
    };
  }

  /** The columns with a dictionary, of a file that reads back as it was written. */
  private Set<String> withDictionary(int rows, IntFunction<Object[]> row) throws IOException {
    var written = IntStream.range(0, rows).mapToObj(row).toList();
    WrittenFile file = DataFiles.write(directory, SCHEMA, written);
    try (RowReader reader = RowReader.open(DataFiles.CONF, file.path(), SCHEMA)) {
      for (Object[] expected : written) {
        assertThat(reader.next()).isEqualTo(expected);
      }
      return reader.footer().getBlocks().stream()
          .flatMap(rowGroup -> rowGroup.getColumns().stream())
          .filter(column -> column.hasDictionaryPage())
          .map(column -> column.getPath().toDotString())
          .collect(Collectors.toSet());
    }
  }
}
