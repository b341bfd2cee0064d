package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.RowAssert.assertSameRows;

import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class RowRoundTripTest {
  private static Path directory;

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("round-trip");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 300)
  void whatIsWrittenIsRead(@ForAll long seed) throws IOException {
    RandomRows random = new RandomRows(seed);
    StructType schema = random.schema();
    List<Object[]> rows = random.rows(schema, 50);
    WrittenFile file = DataFiles.write(directory, schema, rows);
    assertSameRows(schema, DataFiles.read(file.path(), schema), rows);
  }

  @Property(tries = 50)
  void whatIsWrittenInManyPagesAndRowGroupsIsRead(@ForAll long seed) throws IOException {
    RandomRows random = new RandomRows(seed);
    StructType schema = random.schema();
    List<Object[]> rows = random.rows(schema, 500);
    WriterSettings small = new WriterSettings(2_000, 200, 1, 32, Set.of(), Map.of());
    WrittenFile file = DataFiles.write(directory, schema, rows, small);
    assertSameRows(schema, DataFiles.read(file.path(), schema), rows);
  }
}
