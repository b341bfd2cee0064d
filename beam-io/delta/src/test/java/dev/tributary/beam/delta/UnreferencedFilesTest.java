package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreferencedFilesTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("seq", new LongType());

  /** Above what file systems round times to. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  @TempDir Path directory;

  private Path root;
  private DeltaTarget target;
  private EpochHarness table;

  @BeforeEach
  void table() {
    root = directory.resolve("table");
    target = EpochHarness.target(root, SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);
    table = new EpochHarness(target);
  }

  @Test
  void aFileThatWasRemovedStaysForTheRetention() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L)));
    table.run(List.of(upsert(1L, "b", 2L)));
    Path removed = dataFileOfVersion(0);
    age(removed, Duration.ofDays(100));

    assertThat(unreferenced(after(Duration.ofDays(7).minus(MOMENT)))).isEmpty();
    assertThat(unreferenced(after(Duration.ofDays(7).plus(MOMENT))))
        .containsExactly(removed.getFileName().toString());
  }

  @Test
  void theTableMayWantRemovedFilesLonger() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L)));
    setProperty("delta.deletedFileRetentionDuration", "interval 30 days");
    table.run(List.of(upsert(1L, "b", 2L)));
    Path removed = dataFileOfVersion(0);
    Path stray = Files.writeString(root.resolve("part-00000-stray.snappy.parquet"), "x");

    assertThat(unreferenced(after(Duration.ofDays(8))))
        .containsExactly(stray.getFileName().toString());
    assertThat(unreferenced(after(Duration.ofDays(31)))).contains(removed.getFileName().toString());
  }

  @Test
  void anIntervalThatIsNotUnderstoodIsAnError() {
    table.run(List.of(upsert(1L, "a", 1L)));
    setProperty("delta.deletedFileRetentionDuration", "interval 1 week 2 days");

    assertThatThrownBy(() -> unreferenced(Clock.systemUTC()))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot tell how long removed files are to be kept: the table property"
                + " delta.deletedFileRetentionDuration is \"interval 1 week 2 days\". Set it to an"
                + " interval of one unit, as in \"interval 7 days\".");
  }

  @Test
  void whatIsDeletedIsNeededByNoVersionOfTheRetention() throws IOException {
    for (long i = 1; i <= 4; i++) {
      table.run(List.of(upsert(1L, "v" + i, i)));
    }
    List<Path> files = List.of(dataFileOfVersion(0), dataFileOfVersion(1), dataFileOfVersion(2));
    for (Path file : files) {
      age(file, Duration.ofDays(100));
    }
    // Version 1 was the latest one until a day ago, and so can be read by a time of this week.
    age(version(0), Duration.ofDays(20));
    age(version(1), Duration.ofDays(10));
    age(version(2), Duration.ofDays(1));

    List<UnreferencedFile> deleted =
        maintenance(Clock.systemUTC()).removeUnreferencedFiles(Retention.DEFAULT);

    assertThat(deleted)
        .extracting(UnreferencedFile::path)
        .containsExactly(files.get(0).getFileName().toString());
    assertThat(files.get(0)).doesNotExist();
    for (int version = 1; version <= 3; version++) {
      assertThat(rowsOf(version)).isEqualTo(1);
    }
  }

  @Test
  void whatIsNotOfATableIsLeftAlone() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L)));
    write("part-00000-stray.snappy.parquet");
    for (String path :
        List.of(
            "README.md",
            ".part-hidden.parquet",
            "_part-hidden.parquet",
            "_change_data/cdc-1.parquet",
            "_foreign/part-1.parquet",
            ".hidden/part-1.parquet",
            "inner/part-00000-1.parquet",
            "_tributary/other/part-1.parquet",
            "_tributary/state/notes.txt",
            "_delta_log/part-1.parquet")) {
      write(path);
    }

    assertThat(unreferenced(after(Duration.ofDays(8))))
        .containsExactly("part-00000-stray.snappy.parquet");
  }

  @Test
  void aFileThatIsYoungStays() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L)));
    Path young = write("part-1.parquet");
    Path old = write("part-2.parquet");
    age(old, Duration.ofDays(8));

    assertThat(maintenance(Clock.systemUTC()).unreferencedFiles(Retention.DEFAULT))
        .extracting(UnreferencedFile::path)
        .containsExactly("part-2.parquet");
    assertThat(maintenance(Clock.systemUTC()).removeUnreferencedFiles(Retention.DEFAULT))
        .singleElement()
        .satisfies(file -> assertThat(file.bytes()).isEqualTo(1));
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  @Test
  void whatAnAttemptWritesThatMayCommitStays() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L)));
    Attempt attempt = Attempt.random(2, new Random(1));
    DeltaTable delta = DeltaTable.open(DataFiles.CONF, root.toString());
    new Attempts(delta).register(attempt, 0);
    write(delta.layout().dataFile(attempt, 1));
    write(delta.layout().keyFile(KeyFile.Kind.TOMBSTONES, attempt, 1));
    write(delta.layout().stagedDirectory(attempt) + "/1.parquet");
    write(delta.layout().stateFile(attempt));
    Clock later = after(Duration.ofHours(2));

    assertThat(paths(later, Retention.of(Duration.ofHours(1)))).isEmpty();
    assertThat(paths(later, Retention.whileNobodyElseUsesTheTable(Duration.ofHours(1))))
        .containsExactly(
            delta.layout().dataFile(attempt, 1),
            delta.layout().keyFile(KeyFile.Kind.TOMBSTONES, attempt, 1),
            delta.layout().stagedDirectory(attempt),
            delta.layout().stateFile(attempt),
            delta.layout().attemptMarker(attempt));
    assertThat(unreferenced(after(Duration.ofDays(8)))).hasSize(5);
  }

  @Test
  void statesAndTombstonesOfTheLogStay() throws IOException {
    table.run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    table.run(List.of(delete(1L, null, 5L)));
    table.run(List.of(upsert(3L, "c", 1L)));
    write("_tributary/tombstones/1-dead-1.parquet");
    write("_tributary/state/0-dead.json");

    List<UnreferencedFile> deleted =
        maintenance(after(Duration.ofDays(8))).removeUnreferencedFiles(Retention.DEFAULT);

    assertThat(deleted)
        .extracting(UnreferencedFile::path)
        .contains("_tributary/tombstones/1-dead-1.parquet")
        .noneMatch(path -> path.startsWith("_tributary/state/3-"));
    // The late change is older than the tombstone.
    table.run(List.of(upsert(1L, "late", 4L)));
    assertThat(table.rows()).extracting(row -> row.get("id")).containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void theTableGoesOnAfterEverythingOldWent() {
    for (long i = 1; i <= 5; i++) {
      table.run(List.of(upsert(i, "v", i), upsert(0L, "v", i)));
      maintenance(Clock.systemUTC()).compact();
    }

    maintenance(after(Duration.ofDays(8))).removeUnreferencedFiles(Retention.DEFAULT);

    assertThat(table.rows()).hasSize(6);
    assertThat(table.run(List.of(upsert(9L, "v", 9L))).outcome())
        .isEqualTo(EpochReport.Outcome.COMMITTED);
    assertThat(table.rows()).hasSize(7);
  }

  @Test
  void aRetentionOfLessThanAnHourIsForThoseWhoAreAlone() {
    assertThatThrownBy(() -> Retention.of(Duration.ofMinutes(59)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid retention: PT59M is less than an hour, so that files could go that somebody"
                + " reads or is about to commit");
    assertThat(Retention.whileNobodyElseUsesTheTable(Duration.ZERO).duration())
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void whereThereIsNoTableThereIsNothingToMaintain() throws IOException {
    write("part-1.parquet");

    assertThat(DeltaMaintenance.of(root.toString(), Map.of())).isEmpty();
  }

  @Test
  void aTableOfSomebodyElseIsRefused() {
    OptimisticTransaction transaction = log().startTransaction();
    transaction.updateMetadata(
        io.delta.standalone.actions.Metadata.builder().schema(SCHEMA).build());
    transaction.commit(List.of(), new Operation(Operation.Name.CREATE_TABLE), "Somebody/1");

    assertThatThrownBy(() -> DeltaMaintenance.of(root.toString(), Map.of()))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("it was not made by Tributary");
  }

  private DeltaMaintenance maintenance(Clock clock) {
    return EpochHarness.io(
        () ->
            new DeltaMaintenance(
                DeltaTable.open(DataFiles.CONF, root.toString()), Map.of(), clock));
  }

  private List<String> unreferenced(Clock clock) {
    return paths(clock, Retention.DEFAULT);
  }

  private List<String> paths(Clock clock, Retention retention) {
    return maintenance(clock).unreferencedFiles(retention).stream()
        .map(UnreferencedFile::path)
        .toList();
  }

  private static Clock after(Duration duration) {
    return Clock.fixed(Instant.now().plus(duration), ZoneOffset.UTC);
  }

  private DeltaLog log() {
    return DeltaLog.forTable(DataFiles.CONF, root.toString());
  }

  private long rowsOf(int version) {
    return log().getSnapshotForVersionAsOf(version).getAllFiles().stream()
        .mapToLong(
            file ->
                EpochHarness.io(
                    () ->
                        (long)
                            DataFiles.read(
                                    new org.apache.hadoop.fs.Path(root.toString(), file.getPath()),
                                    SCHEMA)
                                .size()))
        .sum();
  }

  private Path dataFileOfVersion(int version) {
    return root.resolve(log().getSnapshotForVersionAsOf(version).getAllFiles().get(0).getPath());
  }

  private Path version(int version) {
    return root.resolve(String.format("_delta_log/%020d.json", version));
  }

  private static void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
  }

  private Path write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private void setProperty(String name, String value) {
    OptimisticTransaction transaction = log().startTransaction();
    transaction.updateMetadata(
        transaction.metadata().copyBuilder().configuration(Map.of(name, value)).build());
    transaction.commit(List.of(), new Operation(Operation.Name.SET_TABLE_PROPERTIES), "Somebody/1");
  }
}
