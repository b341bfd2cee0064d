package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.actions.AddFile;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedTableTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("at", new LongType());

  @TempDir private Path directory;
  private DeltaTarget target;
  private EpochHarness table;

  @BeforeEach
  void setUp() {
    target =
        EpochHarness.target(
            directory.resolve("people"), SCHEMA, List.of("id"), List.of("at"), WriteMode.UPSERT);
    table = new EpochHarness(target);
  }

  @Test
  void whatIsRejectedLiesBesideTheTableWithAllThatIsKnownOfIt() {
    var record =
        new RejectedRecord(
            "{\"id\":17}",
            "the sequence column 'at' is null",
            "at",
            "people",
            "run-1",
            "{\"page\":3}",
            Instant.parse("2025-01-31T12:00:00.000001Z"));

    EpochReport report = table.run(List.of(upsert(1), TestChange.rejected(record), upsert(2)));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.figures().rejected()).isEqualTo(1);
    assertThat(report.figures().inserted()).isEqualTo(2);
    assertThat(target.rejectedPath()).isEqualTo(directory.resolve("people__rejected").toString());
    assertThat(TableRows.of(rejectedTarget()))
        .containsExactly(
            EpochHarness.row(
                "raw",
                "{\"id\":17}",
                "reason",
                "the sequence column 'at' is null",
                "column",
                "at",
                "source_table",
                "people",
                "run_id",
                "run-1",
                "offset",
                "{\"page\":3}",
                "rejected_at",
                1738324800000001L));
  }

  @Test
  void anEpochOfRejectedRecordsAloneMovesThePosition() {
    EpochReport report = table.run(List.of(rejected("a"), rejected("b")));

    assertThat(report.outcome()).isEqualTo(Outcome.MOVED);
    assertThat(report.figures().rejected()).isEqualTo(2);
    assertThat(raws()).containsExactly("a", "b");
    assertThat(table.rows()).isEmpty();
  }

  @Test
  void aTableWithoutBadRecordsHasNoneForThem() {
    table.run(List.of(upsert(1)));

    assertThat(directory.resolve("people__rejected")).doesNotExist();
  }

  @Test
  void theNextEpochCommitsWhatARunThatDiedCouldNot() {
    table.run(List.of(rejected("first")));
    commitAndDie(List.of(upsert(1), rejected("second")));
    assertThat(raws()).as("before").containsExactly("first");

    table.withoutMoving().run(List.of());

    assertThat(raws()).containsExactly("first", "second");
    table.run(List.of());
    assertThat(raws()).as("once more").containsExactly("first", "second");
    assertThat(table.rows()).hasSize(1);
    assertThat(orphans()).isEmpty();
  }

  @Test
  void anEpochThatIsNotCommittedLeavesNoRejectedRecord() {
    table.beforeCommit(
        () -> {
          throw new IllegalStateException("killed");
        });
    assertThatThrownBy(() -> table.run(List.of(upsert(1), rejected("a")))).hasMessage("killed");
    assertThat(rejectedFiles()).as("after a failure").isEmpty();

    EpochReport unchanged = table.withoutMoving().run(List.of(rejected("a")));

    assertThat(unchanged.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(unchanged.figures().rejected()).isEqualTo(1);
    assertThat(rejectedFiles()).as("after an epoch without a change").isEmpty();
  }

  @Test
  void whatADeadAttemptRejectedIsClearedAwayByTheNextCommit() {
    DeltaEpoch dead = DeltaDestination.open(target).beginEpoch(SCHEMA.toJson());
    var bundles = List.of(TestPage.one(List.of(rejected("dead"))));
    EpochHarness.stage(dead, table.reader(bundles), bundles);
    assertThat(rejectedFiles()).hasSize(1);

    table.run(List.of(upsert(1), rejected("alive")));

    assertThat(raws()).containsExactly("alive");
    assertThat(orphans()).isEmpty();
  }

  @Test
  void aTableThatIsMadeAnewCountsItsEpochsAnew() {
    for (int epoch = 0; epoch < 3; epoch++) {
      table.run(List.of(upsert(epoch), rejected("old " + epoch)));
    }
    deleteAll(directory.resolve("people"));

    table.run(List.of(upsert(1), rejected("new")));

    assertThat(raws()).containsExactly("new", "old 0", "old 1", "old 2");
  }

  @Test
  void rejectedRecordsThatTheirUserDeletedDoNotComeBackAndStopNobody() {
    table.run(List.of(upsert(1), rejected("a")));
    deleteAll(directory.resolve("people__rejected"));

    table.run(List.of(upsert(2)));
    assertThat(directory.resolve("people__rejected")).doesNotExist();
    table.run(List.of(rejected("b")));

    assertThat(raws()).containsExactly("b");
  }

  @Test
  void aTableOfSomethingElseInThatPlaceIsNotTouched() {
    new TestTable(directory.resolve("people__rejected")).foreignAppend("part-0.parquet");

    assertThatThrownBy(() -> table.run(List.of(rejected("a"))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot set records aside in "
                + target.rejectedPath()
                + ": it is a table of something else, without a column raw of type string. Move it"
                + " away.");
  }

  private static TestChange upsert(long id) {
    return TestChange.upsert(id, "row " + id, id);
  }

  private static TestChange rejected(String raw) {
    return TestChange.rejected(
        new RejectedRecord(raw, "bad", null, "people", "run-1", null, Instant.EPOCH));
  }

  /** What a run does that is killed between the table's commit and that of the rejected records. */
  private void commitAndDie(List<TestChange> changes) {
    DeltaEpoch epoch = DeltaDestination.open(target).beginEpoch(SCHEMA.toJson());
    var bundles = List.of(TestPage.one(changes));
    TestPageReader reader = table.reader(bundles);
    List<MergeTask> tasks =
        EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles));
    assertThat(table.commit(epoch, EpochHarness.rewrite(epoch, tasks)).outcome())
        .isEqualTo(Outcome.COMMITTED);
  }

  private DeltaTarget rejectedTarget() {
    return new DeltaTarget(
        target.rejectedPath(),
        RejectedTable.SCHEMA.toJson(),
        List.of(),
        List.of(),
        WriteMode.APPEND,
        target.tombstoneRetention(),
        target.hadoopOptions());
  }

  private List<Object> raws() {
    return TableRows.of(rejectedTarget()).stream()
        .map(row -> row.get("raw"))
        .sorted(Comparator.comparing(Object::toString))
        .toList();
  }

  /** The data files beside the table, also those that are no part of a version. */
  private Set<String> rejectedFiles() {
    Path root = directory.resolve("people__rejected");
    if (!Files.exists(root)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(root)) {
      return new HashSet<>(
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".parquet"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> orphans() {
    Set<String> files = rejectedFiles();
    EpochHarness.io(() -> DeltaTable.open(DataFiles.CONF, target.rejectedPath()).log())
        .getChanges(0, false)
        .forEachRemaining(
            version ->
                version.getActions().stream()
                    .filter(AddFile.class::isInstance)
                    .forEach(add -> files.remove(((AddFile) add).getPath())));
    return files;
  }

  private static void deleteAll(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
