package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.Operation;
import io.delta.standalone.OptimisticTransaction;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 13 of the merge semantics: a table is loaded anew, and nobody sees a part of that. */
class RefreshTest {
  private static final StructType SCHEMA = MergeCases.SCHEMA;

  @TempDir private Path directory;
  private Path root;
  private EpochHarness table;

  @BeforeEach
  void aTableOfTwoEpochs() {
    root = directory.resolve("people");
    table = harness(WriteMode.UPSERT);
    table.at(1).run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    table.at(2).run(List.of(upsert(2L, "B", 2L), delete(1L, null, 2L)));
  }

  private EpochHarness harness(WriteMode mode) {
    return new EpochHarness(target(root, mode));
  }

  private static DeltaTarget target(Path root, WriteMode mode) {
    return EpochHarness.target(
        root,
        SCHEMA,
        mode.isKeyed() ? List.of("id") : List.of(),
        mode.isSequenced() ? List.of("seq") : List.of(),
        mode);
  }

  @ParameterizedTest
  @EnumSource
  void aTableOfAnyKindIsLoadedAnew(WriteMode mode) {
    root = directory.resolve("other");
    EpochHarness harness = harness(mode);
    harness.at(1).run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    List<Map<String, Object>> old = harness.rows();
    long version = version(harness).orElseThrow();
    EpochHarness alone = new EpochHarness(target(directory.resolve("alone"), mode));
    List<TestChange> all = List.of(upsert(2L, "B", 2L), upsert(3L, "c", 1L));
    alone.at(1).readAt(7).run(all);

    EpochReport epoch = harness.refreshing().at(1).readAt(7).run(all);

    assertThat(epoch.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(epoch.figures().inserted()).isEqualTo(2);
    assertThat(harness.rows()).as("before the end").isEqualTo(old);
    assertThat(version(harness)).hasValue(version);
    EpochReport end = harness.finishRefresh();
    assertThat(end.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(end.version()).isEqualTo(version + 1);
    assertThat(version(harness)).hasValue(version + 1);
    assertThat(harness.rows()).isEqualTo(alone.rows()).isNotEqualTo(old);
    assertThat(LeftOvers.of(root)).isEmpty();

    EpochHarness later = harness(mode);
    List<TestChange> next = List.of(upsert(3L, "C", 3L), upsert(4L, "d", 1L));
    later.at(2).readAt(8).run(next);
    alone.at(2).readAt(8).run(next);
    assertThat(later.rows()).isEqualTo(alone.rows());
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void epochsNeverStartAgain() {
    assertThat(epoch()).isEqualTo(2);
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    assertThat(epoch()).as("the table's").isEqualTo(2);

    table.finishRefresh();

    assertThat(epoch()).isEqualTo(3);
    harness(WriteMode.UPSERT).at(2).run(List.of(upsert(4L, "d", 1L)));
    assertThat(epoch()).isEqualTo(4);
  }

  @Test
  void typeKeysSequenceAndModeMayAllChange() {
    var schema =
        new StructType(
            new StructField[] {
              new StructField("id", new StringType(), true),
              new StructField("part", new LongType(), true),
              new StructField("name", new StringType(), true)
            });
    DeltaTarget changed =
        EpochHarness.target(root, schema, List.of("id", "part"), List.of(), WriteMode.INSERT);
    assertThatThrownBy(() -> DeltaDestination.open(changed))
        .hasMessageContaining("run once with --full-refresh to write the table anew");
    EpochHarness harness = new EpochHarness(changed).refreshing();

    harness.at(1).run(List.of(upsert("x", 1L, "a"), upsert("x", 2L, "b")));
    harness.finishRefresh();

    assertThat(new EpochHarness(changed).rows()).hasSize(2);
    assertThat(DeltaDestination.open(changed).isRefresh()).isFalse();
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aStateThatIsLostIsNotNeeded() throws IOException {
    deleteAll(root.resolve("_tributary"));
    assertThatThrownBy(() -> DeltaDestination.open(table.target()))
        .hasMessageContaining("Put the file back, or run once with --full-refresh.");

    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    table.finishRefresh();

    assertThat(names()).containsExactly("c");
    assertThat(epoch()).isEqualTo(3);
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aTableThatIsNotThereIsLoadedAsEver() {
    root = directory.resolve("new");
    EpochHarness harness = harness(WriteMode.UPSERT).refreshing();

    harness.at(1).run(List.of(upsert(1L, "a", 1L)));

    assertThat(harness.rows()).hasSize(1);
    assertThat(epoch()).isEqualTo(1);
    assertThat(root.resolve("_tributary/refresh")).doesNotExist();
  }

  @Test
  void aTableOfOthersIsRefused() {
    var others = new TestTable(directory.resolve("others"));
    others.foreignAppend("theirs.parquet");

    assertThatThrownBy(
            () -> DeltaDestination.openRefresh(target(others.root, WriteMode.UPSERT), s -> true))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("it was not made by Tributary");
  }

  @Test
  void anAppendOnlyTableIsRefusedBeforeAnythingIsRead() {
    OptimisticTransaction transaction = new TestTable(root).log().startTransaction();
    transaction.updateMetadata(
        transaction
            .metadata()
            .copyBuilder()
            .configuration(Map.of("delta.appendOnly", "true"))
            .build());
    transaction.commit(List.of(), new Operation(Operation.Name.SET_TABLE_PROPERTIES), "Somebody/1");

    assertThatThrownBy(() -> DeltaDestination.openRefresh(table.target(), s -> true))
        .isInstanceOf(DeltaTableException.class)
        .hasMessage(
            "Cannot refresh "
                + root
                + ": it is an append-only table, whose rows must stay. Unset its property"
                + " delta.appendOnly.");
  }

  /** An empty table is what a first load of an empty source would leave of it. */
  @Test
  void aSourceThatHasNothingAnyMoreEmptiesTheTable() {
    table.refreshing().at(0).withoutMoving().run(List.of());

    assertThat(table.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(table.rows()).isEmpty();
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aReadThatGotNowhereBeginsNoRefresh() {
    table.refreshing().at(0).withoutMoving().caughtUp(false).run(List.of());

    assertThat(DeltaDestination.open(table.target()).isRefresh()).isFalse();
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aSnapshotThatLacksMostRowsDoesNotReplaceThem() {
    root = directory.resolve("snapshot");
    EpochHarness harness = harness(WriteMode.SNAPSHOT);
    List<TestChange> rows = new ArrayList<>();
    for (long id = 0; id < 100; id++) {
      rows.add(upsert(id, "row", 1L));
    }
    harness.at(1).run(rows);
    harness.refreshing().at(1).run(rows.subList(0, 49));

    EpochReport refused = harness.finishRefresh();

    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.reason())
        .contains("the snapshot has 49 rows and the table 100", "set allow_mass_delete to true");
    assertThat(harness.rows()).hasSize(100);
    harness.at(1).run(rows.subList(0, 50));
    assertThat(harness.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).hasSize(50);
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aRunThatDoesNotAskForItGoesOnWithARefreshThatWasLeft() {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    EpochHarness next = harness(WriteMode.UPSERT);
    DeltaDestination destination = DeltaDestination.open(next.target());
    assertThat(destination.isRefresh()).isTrue();
    assertThat(destination.sourceState().orElseThrow().path("position").asLong()).isEqualTo(1);
    assertThat(destination.version()).as("the table's").hasValue(1);

    next.at(2).run(List.of(upsert(4L, "d", 1L)));
    next.finishRefresh();

    assertThat(names()).containsExactly("c", "d");
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aRefreshThatDoesNotFitAnyMoreIsAnErrorOrIsDropped() throws IOException {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    table.at(2).run(List.of(upsert(4L, "d", 1L), delete(9L, null, 1L)));
    List<String> left = files("part-3", "part-4");
    assertThat(left).isNotEmpty();
    EpochHarness changed = harness(WriteMode.INSERT);

    assertThatThrownBy(() -> DeltaDestination.open(changed.target()))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageStartingWith(
            "Cannot go on with the full refresh of "
                + root
                + " that an earlier run began. Run with --full-refresh to begin it anew, or delete "
                + root
                + "/_tributary/refresh to keep the table as it is. Cannot change the SCD type of");
    changed.refreshing();
    assertThat(files("part-3", "part-4")).as("opened").isEqualTo(left);
    changed.at(1).run(List.of(upsert(5L, "e", 1L)));
    assertThat(files("part-3", "part-4")).as("begun").isEmpty();
    changed.finishRefresh();

    assertThat(names()).containsExactly("e");
    assertThat(epoch()).isEqualTo(5);
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  /** The way out that the error names. */
  @Test
  void aRefreshWhoseLogItsUserDeletedHasNeverBeen() throws IOException {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L), rejected("refreshed")));
    deleteAll(root.resolve("_tributary/refresh"));

    harness(WriteMode.UPSERT).at(3).run(List.of(upsert(4L, "d", 1L), rejected("after")));

    assertThat(names()).containsExactly("B", "d");
    assertThat(raws()).containsExactlyInAnyOrder("refreshed", "after");
  }

  @Test
  void aRefreshOfAnotherSourceIsDropped() {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));

    DeltaDestination other = DeltaDestination.openRefresh(table.target(), source -> false);

    assertThat(other.isRefresh()).isTrue();
    assertThat(other.sourceState()).isEmpty();
    other.abandon(other.beginEpoch(table.target().schemaJson()));
    assertThat(DeltaDestination.open(table.target()).isRefresh()).isFalse();
    assertThat(names()).containsExactly("B");
    assertThat(LeftOvers.ofFailure(root)).isEmpty();
  }

  @Test
  void aRefreshWhoseFilesSomebodyDeletedIsNotPutInPlaceAndBeginsAnew() throws IOException {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    DeltaDestination resumed = DeltaDestination.open(table.target());
    for (String file : files("part-3")) {
      Files.delete(root.resolve(file));
    }

    assertThatThrownBy(resumed::finishRefresh)
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("files of it are gone")
        .hasMessageContaining("Run with --full-refresh to begin anew.");
    assertThatThrownBy(() -> DeltaDestination.open(table.target()))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("Run with --full-refresh to begin it anew")
        .hasMessageEndingWith("Files of it were deleted.");
    assertThat(names()).containsExactly("B");
    table.refreshing().at(1).run(List.of(upsert(4L, "d", 1L)));
    table.finishRefresh();

    assertThat(names()).containsExactly("d");
  }

  /** Neither run knows of the other; the lease is not what keeps them right. */
  @Test
  void anEpochThatAnotherRunHasBegunIsLeftAlone() {
    DeltaDestination slow = DeltaDestination.open(table.target());
    DeltaEpoch epoch = slow.beginEpoch(table.target().schemaJson());
    EpochHarness other = harness(WriteMode.UPSERT).at(3);
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(7L, "g", 1L))));
    TestPageReader reader = other.reader(bundles);
    List<TaskResult> results =
        EpochHarness.rewrite(
            epoch, EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles)));
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    table.at(2).run(List.of(upsert(3L, "C", 2L)));

    assertThat(other.commit(epoch, results).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(names()).containsExactly("B", "g");
    slow.finish(epoch);
    assertThat(table.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);

    assertThat(names()).containsExactly("C");
    assertThat(LeftOvers.of(root)).isEmpty();
  }

  @Test
  void aRefreshThatIsNotAheadOfTheTableGetsAnEpochAboveIt() throws IOException {
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L)));
    new TestTable(root).append(9);
    EpochReport conflict = table.finishRefresh();
    assertThat(conflict.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(conflict.reason()).isEqualTo("another run has committed epoch 9");

    EpochReport above = table.withoutMoving().run(List.of());

    assertThat(above.outcome()).isEqualTo(Outcome.MOVED);
    assertThat(table.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(names()).containsExactly("c");
    assertThat(epoch()).isEqualTo(10);
  }

  /** A worker may learn late that its attempt failed, or think so. */
  @Test
  void anAttemptThatIsGivenUpAfterItIsInPlaceKeepsItsFiles() {
    DeltaDestination destination = DeltaDestination.openRefresh(table.target(), source -> true);
    DeltaEpoch epoch = destination.beginEpoch(table.target().schemaJson());
    List<List<TestPage>> bundles = List.of(TestPage.one(List.of(upsert(3L, "c", 1L))));
    TestPageReader reader = table.at(1).reader(bundles);
    table.commit(
        epoch,
        EpochHarness.rewrite(
            epoch, EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles))));
    table.refreshing().at(2).run(List.of(upsert(4L, "d", 1L), delete(5L, null, 1L)));
    table.finishRefresh();

    destination.abandon(epoch);

    assertThat(names()).containsExactly("c", "d");
    harness(WriteMode.UPSERT).at(3).run(List.of(upsert(6L, "f", 1L)));
    assertThat(names()).containsExactly("c", "d", "f");
  }

  @Test
  void maintenanceInTheMiddleDeletesNothingThatIsNeeded() {
    root = directory.resolve("history");
    EpochHarness harness = harness(WriteMode.HISTORY);
    EpochHarness alone = new EpochHarness(target(directory.resolve("alone"), WriteMode.HISTORY));
    harness.at(1).run(List.of(upsert(1L, "old", 1L), upsert(5L, "old", 1L)));
    harness.at(2).run(List.of(upsert(2L, "old", 1L), delete(8L, null, 4L)));
    List<List<TestChange>> epochs =
        List.of(
            List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L), delete(3L, null, 9L)),
            List.of(upsert(1L, "A", 5L), upsert(2L, "b", 2L), upsert(2L, "b", 3L)),
            // Late ones, for which tombstones and hidden members are needed.
            List.of(upsert(3L, "gone", 4L), upsert(2L, "x", 2L), upsert(1L, "z", 3L)));
    List<Map<String, Object>> old = harness.rows();
    harness.refreshing();

    for (int i = 0; i < epochs.size(); i++) {
      harness.at(i + 1).run(epochs.get(i));
      alone.at(i + 1).run(epochs.get(i));
      maintain();
      assertThat(harness.rows()).as("readers").isEqualTo(old);
    }
    assertThat(harness.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
    maintain();

    assertThat(harness.rows()).isEqualTo(alone.rows());
    EpochHarness later = harness(WriteMode.HISTORY);
    List<TestChange> late = List.of(upsert(2L, "y", 2L), upsert(3L, "late", 8L));
    later.at(4).run(late);
    alone.at(4).run(late);
    assertThat(later.rows()).isEqualTo(alone.rows());
  }

  /** As nobody else uses the table, and as if all files had been written an hour ago. */
  private void maintain() {
    var maintenance = DeltaMaintenance.of(root.toString(), FaultyFileSystem.OPTIONS).orElseThrow();
    maintenance.compact();
    EpochHarness.io(
        () -> {
          try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> !f.toString().contains("_delta_log")).toList()) {
              Files.setLastModifiedTime(
                  file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
            }
          }
        });
    maintenance.removeUnreferencedFiles(Retention.whileNobodyElseUsesTheTable(Duration.ZERO));
  }

  @Test
  void rejectedRecordsOfARefreshAreSetAsideOnceAndStayWhenItIsDropped() {
    table.at(3).run(List.of(upsert(1L, "a", 3L), rejected("before")));
    table.refreshing().at(1).run(List.of(upsert(3L, "c", 1L), rejected("dropped")));
    table.at(2).run(List.of(upsert(4L, "d", 1L), rejected("dropped later")));
    DeltaDestination other = DeltaDestination.openRefresh(table.target(), source -> false);
    other.abandon(other.beginEpoch(table.target().schemaJson()));
    assertThat(raws()).containsExactlyInAnyOrder("before", "dropped", "dropped later");

    harness(WriteMode.UPSERT).at(4).run(List.of(upsert(5L, "e", 1L), rejected("after")));

    assertThat(raws()).containsExactlyInAnyOrder("before", "dropped", "dropped later", "after");
    table.refreshing().at(1).run(List.of(upsert(6L, "f", 1L), rejected("refreshed")));
    table.finishRefresh();
    harness(WriteMode.UPSERT).at(2).run(List.of(rejected("last")));
    assertThat(raws())
        .containsExactlyInAnyOrder(
            "before", "dropped", "dropped later", "after", "refreshed", "last");
    assertThat(names()).containsExactly("f");
  }

  private static TestChange rejected(String raw) {
    return TestChange.rejected(
        new RejectedRecord(raw, "bad", null, "people", "run-1", null, Instant.EPOCH));
  }

  private List<Object> raws() {
    DeltaTarget target =
        EpochHarness.target(
            Path.of(table.target().rejectedPath()),
            RejectedTable.SCHEMA,
            List.of(),
            List.of(),
            WriteMode.APPEND);
    return TableRows.of(target).stream().map(row -> row.get("raw")).toList();
  }

  private long epoch() {
    return EpochHarness.io(() -> new TestTable(root).open().snapshot())
        .orElseThrow()
        .epoch()
        .orElseThrow();
  }

  private static OptionalLong version(EpochHarness harness) {
    return DeltaDestination.open(harness.target()).version();
  }

  private List<String> names() {
    return table.rows().stream().map(row -> (String) row.get("name")).sorted().toList();
  }

  private List<String> files(String... prefixes) throws IOException {
    try (Stream<Path> files = Files.list(root)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> Stream.of(prefixes).anyMatch(name::startsWith))
          .sorted()
          .toList();
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
