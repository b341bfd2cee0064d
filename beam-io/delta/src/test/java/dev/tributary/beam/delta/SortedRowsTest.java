package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SortedRowsTest {
  private static final StructType SCHEMA = new StructType().add("k", new LongType());
  private static final Comparator<Object> ORDER =
      Comparator.nullsFirst(Comparator.comparing(key -> (Long) key));
  private static final Comparator<Object[]> ROWS = Comparator.comparing(row -> row[0], ORDER);

  @TempDir Path directory;

  @Test
  void sourcesAreMergedInOrder() throws IOException {
    SortedRows merged =
        SortedRows.merge(
            List.of(memory(1L, 4L, 4L), memory(), memory(null, 2L), memory(4L, 9L)), ROWS);

    assertThat(keys(merged)).containsExactly(null, 1L, 2L, 4L, 4L, 4L, 9L);
    assertThat(keys(SortedRows.merge(List.of(), ROWS))).isEmpty();
  }

  @Test
  void aFileIsReadWithinItsRange() throws IOException {
    assertThat(keys(file(new TaskRange(10L, 13L)))).containsExactly(10L, 11L, 12L);
    assertThat(keys(file(new TaskRange(null, 2L)))).containsExactly(0L, 1L);
    assertThat(keys(file(new TaskRange(98L, null)))).containsExactly(98L, 99L);
    assertThat(keys(file(TaskRange.ALL))).hasSize(100);
    assertThat(keys(file(new TaskRange(200L, null)))).isEmpty();
    assertThat(keys(file(new TaskRange(-5L, 0L)))).isEmpty();
  }

  @Test
  void allSourcesAreClosedAlsoWhenOneCannotBe() {
    List<String> closed = new ArrayList<>();
    List<SortedRows> sources = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      sources.add(
          new SortedRows() {
            @Override
            public Object[] peek() {
              return null;
            }

            @Override
            public void advance() {}

            @Override
            public void close() throws IOException {
              closed.add(name);
              if (!name.equals("c")) {
                throw new IOException(name);
              }
            }
          });
    }

    assertThatThrownBy(() -> SortedRows.closeAll(sources))
        .isInstanceOf(IOException.class)
        .hasMessage("a");
    assertThat(closed).containsExactly("a", "b", "c");
  }

  private SortedRows file(TaskRange range) throws IOException {
    List<Object[]> rows = LongStream.range(0, 100).mapToObj(key -> new Object[] {key}).toList();
    WrittenFile file = DataFiles.write(directory, SCHEMA, rows);
    return SortedRows.of(RowReader.open(DataFiles.CONF, file.path(), SCHEMA), 0, range, ORDER);
  }

  private static SortedRows memory(Long... keys) {
    List<Object[]> rows = new ArrayList<>();
    for (Long key : keys) {
      rows.add(new Object[] {key});
    }
    return SortedRows.of(rows);
  }

  private static List<Object> keys(SortedRows rows) throws IOException {
    List<Object> keys = new ArrayList<>();
    try (rows) {
      for (; rows.peek() != null; rows.advance()) {
        keys.add(rows.peek()[0]);
      }
    }
    return keys;
  }
}
