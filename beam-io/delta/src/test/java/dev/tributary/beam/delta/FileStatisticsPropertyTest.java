package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.DataType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class FileStatisticsPropertyTest {
  private static Path directory;

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("statistics");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 200)
  void boundsNeverExcludeARowThatIsThere(@ForAll long seed) throws IOException {
    RandomRows random = new RandomRows(seed);
    StructType schema = new StructType().add("s", RandomRows.allPrimitives());
    schema = schema.add("t", new StringType()).add("x", random.schema());
    List<Object[]> rows = random.rows(schema, 1 + (int) Math.floorMod(seed, 4L));
    WrittenFile file = DataFiles.write(directory, schema, rows);
    FileStatistics statistics = FileStatistics.parse(file.statsJson(), schema);
    assertThat(statistics.rows()).isEqualTo(rows.size());
    for (Object[] row : rows) {
      assertWithin(statistics, schema, row, List.of());
    }
  }

  private static void assertWithin(
      FileStatistics statistics, StructType schema, Object[] row, List<String> path) {
    for (int i = 0; i < row.length; i++) {
      StructField field = schema.getFields()[i];
      List<String> inner = new ArrayList<>(path);
      inner.add(field.getName());
      DataType type = field.getDataType();
      if (type instanceof StructType struct && row[i] != null) {
        assertWithin(statistics, struct, (Object[]) row[i], inner);
      } else if (row[i] != null
          && !isNaN(row[i])
          && TypeKind.of(type) != TypeKind.ARRAY
          && TypeKind.of(type) != TypeKind.MAP) {
        String[] names = inner.toArray(new String[0]);
        Object min = statistics.min(names);
        Object max = statistics.max(names);
        Comparator<Object> order = Values.comparator(type);
        assertThat(min == null || order.compare(min, row[i]) <= 0)
            .as("%s: %s is not below %s", inner, min, row[i])
            .isTrue();
        assertThat(max == null || order.compare(max, row[i]) >= 0)
            .as("%s: %s is not above %s", inner, max, row[i])
            .isTrue();
      }
    }
  }

  private static boolean isNaN(Object value) {
    return value instanceof Number number && Double.isNaN(number.doubleValue());
  }
}
