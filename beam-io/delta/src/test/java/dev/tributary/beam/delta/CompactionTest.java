package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("seq", new LongType());

  @TempDir Path directory;

  private DeltaTarget target;

  @Test
  void aHundredRunsOfFiftyRowsBecomeOneRowGroup() throws IOException {
    EpochHarness table = table();
    // Keys that fall: those that rise would go into the file that is there.
    for (long run = 99; run >= 0; run--) {
      table.run(changes(run * 50, 50, "v"));
    }
    List<Map<String, Object>> before = table.rows();
    assertThat(files()).hasSize(100);
    OptionalLong epoch = snapshot().transaction(DeltaTable.APPLICATION);
    OptionalLong attempt = snapshot().transaction(DeltaTable.ATTEMPT_APPLICATION);

    CompactionReport report = maintenance().compact();

    assertThat(report.version()).hasValue(100);
    assertThat(report.filesRemoved()).isEqualTo(100);
    assertThat(report.filesAdded()).isEqualTo(1);
    assertThat(table.rows()).hasSize(5000).isEqualTo(before);
    DataFile file = files().get(0);
    assertThat(rowGroups(file)).hasSize(1);
    assertThat(ForeignWriter.files(target).isSorted(file)).isTrue();
    FileStatistics statistics = FileStatistics.parse(file.stats(), SCHEMA);
    assertThat(statistics.rows()).isEqualTo(5000);
    assertThat(statistics.min("id")).isEqualTo(0L);
    assertThat(statistics.max("id")).isEqualTo(4999L);
    assertThat(statistics.nulls("seq")).isEqualTo(0);
    assertThat(snapshot().transaction(DeltaTable.APPLICATION)).isEqualTo(epoch);
    assertThat(snapshot().transaction(DeltaTable.ATTEMPT_APPLICATION)).isEqualTo(attempt);
  }

  @Test
  void aCompactionChangesNoRowAsTheLogTellsIt() throws IOException {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(0, 10, "v"));

    maintenance().compact();

    String log =
        Files.readString(directory.resolve(String.format("table/_delta_log/%020d.json", 2)));
    assertThat(log)
        .contains("\"userMetadata\":\"OPTIMIZE\"", "\"add\"", "\"remove\"")
        .doesNotContain("\"dataChange\":true", "\"txn\"");
  }

  @Test
  void aTableThatIsCompactIsLeftAlone() {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(0, 10, "v"));
    maintenance().compact();

    CompactionReport again = maintenance().compact();

    assertThat(again).isEqualTo(new CompactionReport(OptionalLong.empty(), 0, 0, 0, 0, 0));
    assertThat(snapshot().version()).isEqualTo(2);
  }

  @Test
  void rowGroupsOfASensibleSizeAreCopiedAsBytes() throws IOException {
    EpochHarness table = table();
    for (long run = 2; run >= 0; run--) {
      table.run(changes(run * 100_000, 5_000, text(1_000)));
    }
    List<Object> before = new ArrayList<>();
    files().stream()
        .sorted(
            java.util.Comparator.comparing(file -> LeadingKeys.of(file, shape()).min().toString()))
        .forEach(file -> before.addAll(sizes(file)));
    List<Map<String, Object>> rows = table.rows();

    CompactionReport report = maintenance().compact();

    assertThat(report.filesRemoved()).isEqualTo(3);
    assertThat(files()).hasSize(1);
    assertThat(sizes(files().get(0))).hasSizeGreaterThan(3).isEqualTo(before);
    assertThat(table.rows()).isEqualTo(rows);
    FileStatistics statistics = FileStatistics.parse(files().get(0).stats(), SCHEMA);
    assertThat(statistics.rows()).isEqualTo(15_000);
    assertThat(statistics.min("id")).isEqualTo(0L);
    assertThat(statistics.max("id")).isEqualTo(204_999L);
  }

  @Test
  void sortedFilesThatOverlapAreMerged() throws IOException {
    EpochHarness table = table();
    table.run(changes(0, 1, "v"));
    var writer = new ForeignWriter(target);
    // More than are merged at once.
    DataFile[] files = new DataFile[40];
    for (int i = 0; i < files.length; i++) {
      int first = i + 1;
      files[i] =
          writer.sorted(
              LongStream.range(0, 30).mapToObj(j -> row(first + j * 40, "w", 1)).toList());
    }
    writer.commit(files);

    CompactionReport report = maintenance().compact();

    assertThat(report.filesRemoved()).isEqualTo(41);
    assertThat(files()).hasSize(1);
    assertThat(ids(files().get(0)))
        .containsExactlyElementsOf(LongStream.rangeClosed(0, 1200).boxed().toList());
    assertThat(directory.resolve("table/_tributary/staged")).isEmptyDirectory();
  }

  @Test
  void aFileThatIsNotSortedIsSorted() throws IOException {
    EpochHarness table = table();
    table.run(changes(0, 3, "v"));
    var writer = new ForeignWriter(target);
    writer.commit(
        writer.unsorted(SCHEMA, List.of(row(7, "a", 1), row(5, "b", 1), row(6, null, 1))));

    maintenance().compact();

    assertThat(files()).hasSize(1);
    assertThat(ids(files().get(0))).containsExactly(0L, 1L, 2L, 5L, 6L, 7L);
    assertThat(ForeignWriter.files(target).isSorted(files().get(0))).isTrue();
    assertThat(table.run(List.of(upsert(5L, "new", 2L))).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(table.rows()).contains(EpochHarness.row("id", 5L, "name", "new", "seq", 2L));
  }

  @Test
  void rowsWithoutAKeyComeFirst() throws IOException {
    EpochHarness table = table();
    table.run(changes(0, 3, "v"));
    var writer = new ForeignWriter(target);
    writer.commit(writer.unsorted(SCHEMA, List.of(row(7, "a", 1), row(null, "b", 1))));

    maintenance().compact();

    assertThat(ids(files().get(0))).containsExactly(null, 0L, 1L, 2L, 7L);
    assertThat(maintenance().planCompaction().filesRemoved()).isZero();
  }

  @Test
  void anEmptyFileGoes() throws IOException {
    EpochHarness table = table();
    table.run(changes(0, 3, "v"));
    var writer = new ForeignWriter(target);
    writer.commit(writer.unsorted(SCHEMA, List.of()));

    CompactionReport report = maintenance().compact();

    assertThat(report.filesRemoved()).isEqualTo(1);
    assertThat(report.filesAdded()).isZero();
    assertThat(table.rows()).hasSize(3);
  }

  @Test
  void filesThatOverlapByTheirBoundsOnlyAreNotMerged() throws IOException {
    StructType schema = new StructType().add("id", new StringType()).add("seq", new LongType());
    var table = table(schema, List.of("id"), List.of("seq"), WriteMode.UPSERT);
    String prefix = "https://example.com/a/very/long/path/that/all/share/";
    table.run(List.of(upsert(prefix + "m", 1L)));
    var writer = new ForeignWriter(target);
    DataFile before = writer.sorted(List.of(text(prefix + "a"), text(prefix + "b")));
    DataFile behind = writer.sorted(List.of(text(prefix + "x"), text(prefix + "y")));
    writer.commit(before, behind);
    var planner = new CompactionPlanner(ForeignWriter.files(target), new TableShape(target));

    List<CompactionPlanner.Bin> bins = planner.plan(files());

    assertThat(bins).hasSize(1);
    assertThat(bins.get(0).clusters()).hasSize(3).allMatch(CompactionPlanner.Cluster::isReady);
    assertThat(bins.get(0).files()).startsWith(before).endsWith(behind);
  }

  @Test
  void aFileFromBeforeAColumnCameIsCompactedToo() throws IOException {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    StructType wider = SCHEMA.add("city", new StringType());
    EpochHarness wide = table(wider, List.of("id"), List.of("seq"), WriteMode.UPSERT);
    wide.run(List.of(upsert(1L, "n", 1L, "Rome")));
    List<Map<String, Object>> rows = wide.rows();

    maintenance().compact();

    assertThat(files()).hasSize(1);
    assertThat(wide.rows())
        .isEqualTo(rows)
        .contains(EpochHarness.row("id", 1L, "name", "n", "seq", 1L, "city", "Rome"))
        .contains(EpochHarness.row("id", 50L, "name", "v", "seq", 1L, "city", null));
  }

  @Test
  void filesOfATableWithoutKeysAreConcatenated() {
    var table = table(SCHEMA, List.of(), List.of(), WriteMode.APPEND);
    for (int i = 0; i < 5; i++) {
      table.run(changes(0, 2, "run " + i));
    }
    List<Map<String, Object>> rows = table.rows();

    maintenance().compact();

    assertThat(files()).hasSize(1);
    assertThat(table.rows()).hasSize(10).isEqualTo(rows);
    assertThat(maintenance().planCompaction().filesRemoved()).isZero();
  }

  @Test
  void aPlanWritesNothing() throws IOException {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(0, 10, "v"));
    List<Path> before = listing();

    CompactionReport plan = maintenance().planCompaction();

    assertThat(plan.filesRemoved()).isEqualTo(2);
    assertThat(plan.bytesRemoved()).isEqualTo(files().stream().mapToLong(DataFile::size).sum());
    assertThat(plan.version()).isEmpty();
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void anEpochWhoseFileWasCompactedPlansAgain() {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(0, 10, "v"));
    List<TestChange> change = List.of(upsert(3L, "new", 2L));

    EpochReport report = table.beforeCommit(() -> maintenance().compact()).run(change);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(report.reason()).startsWith("version 2 removed the file part-");
    assertThat(table.rows()).hasSize(20);
    assertThat(table.run(change).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(table.rows())
        .hasSize(20)
        .contains(EpochHarness.row("id", 3L, "name", "new", "seq", 2L));
  }

  @Test
  void anEpochThatRewritesNoCompactedFileGoesOn() {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(20, 10, "v"));

    EpochReport report = table.beforeCommit(() -> maintenance().compact()).run(changes(0, 10, "v"));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(files()).hasSize(2);
    assertThat(table.rows()).hasSize(30);
  }

  @Test
  void aCompactionGivesWayToAnEpochThatWasFaster() throws IOException {
    EpochHarness table = table();
    table.run(changes(50, 10, "v"));
    table.run(changes(0, 10, "v"));
    DeltaTable delta = DeltaTable.open(DataFiles.CONF, target.path());
    Compactor compactor =
        new Compactor(
            delta,
            delta.snapshot().orElseThrow(),
            new EpochStates(delta).valid(delta.snapshot()).orElseThrow(),
            Map.of(),
            java.time.Clock.systemUTC());
    List<Rewrite> rewrites = compactor.rewrite(compactor.plan());
    table.run(List.of(upsert(3L, "new", 2L)));

    CompactionReport report = CompactionReport.of(compactor.commit(rewrites));

    assertThat(report).isEqualTo(new CompactionReport(OptionalLong.empty(), 0, 0, 0, 0, 2));
    assertThat(snapshot().version()).isEqualTo(2);
    assertThat(table.rows())
        .hasSize(20)
        .contains(EpochHarness.row("id", 3L, "name", "new", "seq", 2L));
    assertThat(directory.resolve("table").resolve(rewrites.get(0).adds().get(0).path()))
        .doesNotExist();
  }

  private EpochHarness table() {
    return table(SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);
  }

  private EpochHarness table(
      StructType schema, List<String> keys, List<String> sequence, WriteMode mode) {
    target = EpochHarness.target(directory.resolve("table"), schema, keys, sequence, mode);
    return new EpochHarness(target);
  }

  private TableShape shape() {
    return new TableShape(target);
  }

  private DeltaMaintenance maintenance() {
    return DeltaMaintenance.of(target.path(), Map.of()).orElseThrow();
  }

  private TableSnapshot snapshot() {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, target.path()).snapshot().orElseThrow());
  }

  private List<DataFile> files() {
    return snapshot().files();
  }

  private static List<TestChange> changes(long first, int count, String text) {
    return LongStream.range(first, first + count).mapToObj(id -> upsert(id, text, 1L)).toList();
  }

  private static List<TestChange> changes(long first, int count, Stream<String> texts) {
    List<String> names = texts.limit(count).toList();
    List<TestChange> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(upsert(first + i, names.get(i), 1L));
    }
    return changes;
  }

  /** Texts of a length that no compression makes shorter than half of it. */
  private static Stream<String> text(int length) {
    var random = new Random(length);
    return Stream.generate(
        () ->
            random
                .ints(length, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
  }

  private static Object[] text(String id) {
    return new Object[] {Values.binary(id), 1L};
  }

  private static Object[] row(Object id, String name, long seq) {
    return new Object[] {
      id instanceof Integer number ? Long.valueOf(number) : id,
      name == null ? null : Values.binary(name),
      seq
    };
  }

  private List<BlockMetaData> rowGroups(DataFile file) {
    var path = new org.apache.hadoop.fs.Path(target.path(), file.path());
    return EpochHarness.io(
        () -> {
          try (ParquetFileReader reader =
              ParquetFileReader.open(HadoopInputFile.fromPath(path, DataFiles.CONF))) {
            return reader.getRowGroups();
          }
        });
  }

  private List<Object> sizes(DataFile file) {
    List<Object> sizes = new ArrayList<>();
    for (BlockMetaData rowGroup : rowGroups(file)) {
      sizes.add(List.of(rowGroup.getRowCount(), rowGroup.getCompressedSize()));
    }
    return sizes;
  }

  private List<Object> ids(DataFile file) throws IOException {
    var path = new org.apache.hadoop.fs.Path(target.path(), file.path());
    List<Object> ids = new ArrayList<>();
    DataFiles.read(path, SCHEMA).forEach(row -> ids.add(row[0]));
    return ids;
  }

  private List<Path> listing() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }
}
