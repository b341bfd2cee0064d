package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.MergeTask.StagedInput;
import io.delta.standalone.types.DoubleType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A merge copies the row groups that no change falls into, and nobody can tell by the rows. */
class ByteCopyMergeTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("group", new LongType())
          .add("id", new LongType())
          .add("name", new StringType())
          .add("amount", new DoubleType())
          .add("seq", new LongType());
  private static final int GROUP_ROWS = 100;

  @TempDir Path directory;

  private DeltaEpoch epoch;
  private TableShape shape;
  private EpochFiles copying;
  private EpochFiles decoding;

  @BeforeEach
  void files() {
    epoch = epoch(WriteMode.UPSERT);
    shape = new TableShape(epoch.target());
    copying = new EpochFiles(epoch, shape, shape.writerSettings().withRowGroupBytes(1));
    decoding = new EpochFiles(epoch, shape);
  }

  private DeltaEpoch epoch(WriteMode mode) {
    DeltaTarget target =
        EpochHarness.target(
            directory.resolve("table"),
            SCHEMA,
            List.of("group", "id"),
            mode.isSequenced() ? List.of("seq") : List.of(),
            mode);
    return new DeltaEpoch(target, target.schemaJson(), 2, 1, "a", 1);
  }

  @Test
  void onlyTheRowGroupOfAChangeIsWrittenAnew() throws IOException {
    DataFile target = write(LongStream.range(0, 1000).mapToObj(id -> row(id, 0, "v", 1)).toList());
    List<BlockMetaData> before = rowGroups(target);

    TaskResult result = merge(copying, target, List.<Object[]>of(row(555, 0, "new", 2)));

    assertThat(before).hasSize(1000 / GROUP_ROWS);
    assertThat(result.updated()).isEqualTo(1);
    DataFile merged = result.adds().get(0);
    List<BlockMetaData> after = rowGroups(merged);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < after.size(); i++) {
      boolean touched = i == 5;
      assertThat(after.get(i).getRowCount()).isEqualTo(GROUP_ROWS);
      // A row that is written says how long its column is; one that is copied says the same.
      assertThat(after.get(i).getCompressedSize() == before.get(i).getCompressedSize())
          .isEqualTo(!touched);
    }
    FileStatistics statistics = FileStatistics.parse(merged.stats(), SCHEMA);
    assertThat(statistics.rows()).isEqualTo(1000);
    assertThat(statistics.min("group")).isEqualTo(0L);
    assertThat(statistics.max("group")).isEqualTo(999L);
    assertThat(statistics.max("seq")).isEqualTo(2L);
    assertThat(copying.isSorted(merged)).isTrue();
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRowsAreTheSameAsWithoutCopying(long seed) throws IOException {
    var random = new Random(seed);
    // Few leading keys or many, so that a row group may end inside one.
    int leading = 1 + random.nextInt(random.nextBoolean() ? 5 : 2000);
    DataFile target = write(rows(random, leading, 1 + random.nextInt(1500)));
    List<Object[]> changes = rows(random, leading * 2, 1 + random.nextInt(12));

    TaskResult copied = merge(copying, target, changes);
    TaskResult decoded = merge(decoding, target, changes);

    List<Object[]> expected = read(decoded);
    RowAssert.assertSameRows(SCHEMA, read(copied), expected);
    assertThat(expected).isSortedAccordingTo(shape.keys().rows(shape.keyIndexes(false)));
    assertThat(copied.inserted()).isEqualTo(decoded.inserted());
    assertThat(copied.updated()).isEqualTo(decoded.updated());
    assertThat(statistics(copied)).isEqualTo(statistics(decoded));
  }

  @Test
  void aSnapshotCopiesNoRowThatItLacks() throws IOException {
    DataFile target = write(LongStream.range(0, 1000).mapToObj(id -> row(id, 0, "v", 1)).toList());
    List<Object[]> all = List.of(row(5, 0, "v", 1), row(995, 0, "v", 1));

    TaskResult result = merge(copying, target, all, WriteMode.SNAPSHOT);

    assertThat(result.deleted()).isEqualTo(998);
    RowAssert.assertSameRows(SCHEMA, read(result), all);
  }

  private static List<String> statistics(TaskResult result) {
    return result.adds().stream().map(DataFile::stats).toList();
  }

  private List<Object[]> rows(Random random, int leading, int count) {
    Comparator<Object[]> order = shape.keys().rows(shape.keyIndexes(false));
    var rows = new java.util.TreeSet<Object[]>(order);
    for (int i = 0; i < count; i++) {
      String name = random.nextInt(4) == 0 ? null : "name " + random.nextInt(1000);
      rows.add(row(random.nextInt(leading), random.nextInt(300), name, random.nextInt(5)));
    }
    return List.copyOf(rows);
  }

  private static Object[] row(long group, long id, String name, long seq) {
    return new Object[] {group, id, name == null ? null : Values.binary(name), group / 8.0, seq};
  }

  private DataFile write(List<Object[]> rows) throws IOException {
    RowWriter writer = copying.newDataFile();
    try (writer) {
      for (Object[] row : rows) {
        writer.write(row);
      }
    }
    return copying.dataFile(writer);
  }

  private TaskResult merge(EpochFiles files, DataFile target, List<Object[]> changes)
      throws IOException {
    return merge(files, target, changes, WriteMode.UPSERT);
  }

  private TaskResult merge(
      EpochFiles files, DataFile target, List<Object[]> changes, WriteMode mode)
      throws IOException {
    var task =
        new MergeTask(
            "plan",
            0,
            1,
            null,
            List.of(target),
            List.of(new StagedInput(write(changes).path(), false, 0, null)),
            List.of(),
            TaskRange.ALL,
            0,
            List.of(),
            List.of());
    try (var merger =
        new TaskMerger(task, epoch(mode), shape, files, new ClosedFiles(shape, files))) {
      return merger.run().result(task);
    }
  }

  private List<Object[]> read(TaskResult result) throws IOException {
    List<Object[]> rows = new ArrayList<>();
    for (DataFile file : result.adds()) {
      rows.addAll(DataFiles.read(epoch.layout().resolve(file.path()), SCHEMA));
    }
    return rows;
  }

  private List<BlockMetaData> rowGroups(DataFile file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(epoch.layout().resolve(file.path()), DataFiles.CONF))) {
      return reader.getRowGroups();
    }
  }
}
