package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 6 of the merge semantics, for SCD type 2: of the differences of snapshots versions stay. */
@ExtendWith(SparkOracle.class)
class SnapshotHistoryTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("note", new StringType());

  /** What a long since forgotten writer of ours may have made of the same table. */
  private static final StructType WITHOUT_NOTE =
      new StructType().add("id", new LongType()).add("name", new StringType());

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void c19TheTableIsTheHistoryOfTheDifferences(int pageSize) {
    EpochHarness harness = harness();
    harness.readAt(10).runBundles(bundles(pageSize, row(1, "a"), row(2, "b"), row(3, "c")));

    EpochReport report =
        harness.readAt(20).runBundles(bundles(pageSize, row(4, "d"), row(1, "a"), row(2, "B")));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.figures())
        .extracting(
            Figures::upsertsRead,
            Figures::inserted,
            Figures::updated,
            Figures::deleted,
            Figures::duplicates)
        .as("two versions began, one was replaced, one ended as its key is gone")
        .containsExactly(3L, 2L, 1L, 1L, 0L);
    assertVersions(
        harness,
        version(1, "a", 10, null),
        version(2, "b", 10, 20L),
        version(2, "B", 20, null),
        version(3, "c", 10, 20L),
        version(4, "d", 20, null));
    assertThat(TableRows.bySpark(target())).isEqualTo(harness.rows());
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void c19TheSameSnapshotAgainCommitsNothingOnEveryRun(int pageSize) {
    EpochHarness harness = harness();
    harness.readAt(10).run(List.of(row(1, "a"), row(2, "b"), row(4, "d")));
    TestChange[] snapshot = {row(3, "c"), row(1, "A"), row(2, null)};
    long version = harness.readAt(20).run(Arrays.asList(snapshot)).version();
    List<String> files = files();

    for (int run = 3; run <= 5; run++) {
      EpochReport report = harness.readAt(10 * run).runBundles(bundles(pageSize, snapshot));

      assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
      assertThat(report.version()).isEqualTo(version);
      assertThat(DeltaDestination.open(target()).version()).hasValue(version);
      assertThat(files()).isEqualTo(files);
      assertThat(LeftOvers.of(directory)).isEmpty();
    }
  }

  @Test
  void c19StartsAscendWhateverTheClockSays() {
    EpochHarness harness = harness();
    harness.readAt(100).run(List.of(row(1, "a")));
    harness.readAt(100).run(List.of(row(1, "b")));
    harness.readAt(7).run(List.of(row(1, "b")));
    harness.readAt(7).run(List.of(row(1, "c")));

    harness.readAt(200).run(List.of(row(1, "d")));

    assertVersions(
        harness,
        version(1, "a", 100, 101L),
        version(1, "b", 101, 102L),
        version(1, "c", 102, 200L),
        version(1, "d", 200, null));
  }

  @Test
  void aVersionBeginsAtAWholeMicrosecond() {
    DeltaEpoch epoch =
        DeltaDestination.open(target())
            .beginEpoch(SCHEMA.toJson(), Instant.parse("2026-01-02T03:04:05.123456789Z"));

    assertThat(epoch.snapshotAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
    assertThat(epoch.snapshotSequence()).containsExactly(1_767_323_045_123_456L);
  }

  @Test
  void aKeyThatComesBackLeavesAGap() {
    EpochHarness harness = harness();
    harness.readAt(10).run(List.of(row(1, "a"), row(2, "b")));
    harness.readAt(20).run(List.of(row(2, "b")));
    harness.readAt(30).run(List.of(row(2, "b")));

    EpochReport report = harness.readAt(40).run(List.of(row(1, "a"), row(2, "b")));

    assertThat(report.figures().inserted()).isEqualTo(1);
    assertVersions(
        harness, version(1, "a", 10, 20L), version(1, "a", 40, null), version(2, "b", 10, null));
  }

  @Test
  void aNullIsAValueLikeOthers() {
    EpochHarness harness = harness();
    harness.readAt(10).run(List.of(row(1, "a"), row(2, null), row(3, null)));

    harness.readAt(20).run(List.of(row(1, null), row(2, "b"), row(3, null)));

    assertVersions(
        harness,
        version(1, "a", 10, 20L),
        version(1, null, 20, null),
        version(2, null, 10, 20L),
        version(2, "b", 20, null),
        version(3, null, 10, null));
  }

  @Test
  void anUntrackedChangeIsPartOfItsVersion() {
    var harness = new EpochHarness(target(TrackedColumns.only(List.of("name")), Set.of()));
    harness.withoutMoving().readAt(10).run(List.of(upsert(1L, "a", "first")));

    EpochReport untracked = harness.readAt(20).run(List.of(upsert(1L, "a", "second")));
    EpochReport same = harness.readAt(30).run(List.of(upsert(1L, "a", "second")));
    EpochReport tracked = harness.readAt(40).run(List.of(upsert(1L, "b", "third")));

    assertThat(untracked.figures())
        .extracting(Figures::inserted, Figures::updated, Figures::deleted)
        .containsExactly(0L, 1L, 0L);
    assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(tracked.figures())
        .extracting(Figures::inserted, Figures::updated, Figures::deleted)
        .containsExactly(1L, 1L, 0L);
    assertVersions(
        harness, version(1, "a", "second", 10L, 40L), version(1, "b", "third", 40L, null));
    assertThat(state().files()).as("nothing can fall into the past").isEmpty();
  }

  @Test
  void aColumnOfTheLoadMakesNoChange() {
    var harness = new EpochHarness(target(TrackedColumns.all(), Set.of("note"))).withoutMoving();
    harness.readAt(10).run(List.of(upsert(1L, "a", "run 1"), upsert(2L, "b", "run 1")));

    EpochReport same =
        harness.readAt(20).run(List.of(upsert(1L, "a", "run 2"), upsert(2L, "b", "run 2")));
    harness.readAt(30).run(List.of(upsert(1L, "a", "run 3"), upsert(2L, "B", "run 3")));

    assertThat(same.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertVersions(
        harness,
        version(1, "a", "run 1", 10L, null),
        version(2, "b", "run 1", 10L, 30L),
        version(2, "B", "run 3", 30L, null));
  }

  @Test
  void c16CompositeKeysWithSeparatorsQuotesAndUnicode() {
    StructType schema =
        new StructType()
            .add("a.b", new StringType())
            .add("value", new StringType())
            .add("größe", new StringType());
    List<String> keys = List.of("größe", "a.b");
    var harness = new EpochHarness(target(schema, keys)).withoutMoving();
    var model = new SnapshotHistoryModel(schema, keys, List.of("value"));
    for (int run = 1; run <= 4; run++) {
      List<TestChange> snapshot = new ArrayList<>();
      for (int i = 0; i < MergeCases.KEYS.size(); i++) {
        List<String> key = MergeCases.KEYS.get(i);
        if ((i + run) % 3 > 0) {
          snapshot.add(upsert(key.get(0), (i + run) % 2 == 0 ? "x" : null, key.get(1)));
        }
      }
      model.apply(run, snapshot);

      harness.readAt(run).run(snapshot);

      assertThat(harness.rows()).isEqualTo(model.rows());
    }
    assertThat(TableRows.bySpark(harness.target())).isEqualTo(model.rows());
  }

  @Test
  void historyIsNeitherReadNorWritten() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(1, 50));
    harness.readAt(20).run(List.of(row(1, "changed")));
    List<String> closed =
        snapshot().files().stream()
            .filter(file -> file.stats().contains("\"__END_AT\":0"))
            .map(DataFile::path)
            .toList();
    closed.forEach(file -> EpochHarness.io(() -> truncate(file)));

    EpochReport report = harness.readAt(30).run(ids(1, 50));

    assertThat(report.figures().inserted()).isEqualTo(50);
    assertThat(report.figures().filesRemoved()).as("the file of open versions").isEqualTo(1);
    assertThat(closed).hasSize(1);
    assertThat(files()).containsAll(closed);
  }

  private void truncate(String file) throws java.io.IOException {
    Files.write(directory.resolve(file), new byte[0]);
  }

  @Test
  void filesWhoseRowsAllStayAreLeftAlone() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(0, 9));
    new ForeignFiles(target()).add(stored(ids(100, 109), 5)).add(stored(ids(200, 209), 5));
    List<String> before = files();
    List<TestChange> snapshot = new ArrayList<>(ids(0, 9));
    snapshot.addAll(ids(100, 109));
    snapshot.set(15, row(105, "changed"));
    snapshot.addAll(ids(200, 209));

    EpochReport report = harness.readAt(20).run(snapshot);

    assertThat(report.figures().filesRemoved()).isEqualTo(1);
    assertThat(report.figures().filesAdded()).as("an open and a closed one").isEqualTo(2);
    assertThat(files()).filteredOn(before::contains).hasSize(2);
    assertThat(harness.rows()).hasSize(31);
  }

  /** Of files that no row of the snapshot falls into only the log tells that they are there. */
  @Test
  void versionsInFilesThatTheSnapshotDoesNotReachEnd() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(0, 9));
    new ForeignFiles(target())
        .add(stored(ids(100, 109), 5))
        .addWithoutStatistics(stored(ids(200, 209), 5));

    EpochReport report = harness.readAt(20).run(ids(100, 101));

    assertThat(report.figures().deleted()).isEqualTo(28);
    assertThat(harness.rows()).hasSize(30);
    assertThat(harness.rows()).filteredOn(row -> row.get("__END_AT") == null).hasSize(2);
    assertThat(harness.readAt(30).run(ids(100, 101)).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void anEmptySnapshotEndsAllVersionsOfASmallTable() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(0, 9));

    EpochReport report = harness.readAt(20).run(List.of());

    assertThat(report.figures().deleted()).isEqualTo(10);
    assertThat(harness.rows()).hasSize(10).allMatch(row -> row.get("__END_AT").equals(20L));
    assertThat(harness.readAt(30).run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    harness.readAt(40).run(ids(0, 0));
    assertThat(harness.rows()).hasSize(11);
  }

  @Test
  void anEmptySnapshotOfAnUnreadTableMakesNoTable() {
    assertThat(harness().run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(DeltaDestination.open(target()).version()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void ofDuplicatesTheOneReadLaterHoldsAndThoseThatDifferAreCounted(int pageSize) {
    EpochHarness harness = harness();
    TestChange[] snapshot = {row(1, "a"), row(2, "same"), row(1, "b"), row(2, "same"), row(1, "c")};

    EpochReport first = harness.readAt(10).runBundles(bundles(pageSize, snapshot));
    EpochReport second = harness.readAt(20).runBundles(bundles(pageSize, snapshot));

    assertThat(first.figures().duplicates()).isEqualTo(2);
    assertThat(first.figures().inserted()).isEqualTo(2);
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertVersions(harness, version(1, "c", 10, null), version(2, "same", 10, null));
  }

  @Test
  void aSnapshotThatWasNotReadToItsEndIsNeverApplied() {
    var harness = new EpochHarness(target(SCHEMA, MassDelete.ALLOW)).withoutMoving().readAt(10);
    harness.run(ids(0, 9));
    List<Map<String, Object>> rows = harness.rows();

    EpochReport report = harness.readAt(20).caughtUp(false).run(List.of(row(0, "changed")));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason()).contains("it was not read to its end");
    assertThat(harness.rows()).isEqualTo(rows);
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @Test
  void aSnapshotThatLacksMoreThanHalfOfAHundredOpenRowsIsRefused() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(1, 100));

    EpochReport report = harness.readAt(20).run(ids(52, 100));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason())
        .startsWith(
            "Cannot apply the snapshot to "
                + directory
                + ": it lacks 51 of the 100 rows that the table has open, which is what a lost"
                + " permission looks like.");
    assertThat(harness.rows()).hasSize(100).allMatch(row -> row.get("__END_AT") == null);
    assertThat(harness.readAt(20).run(ids(51, 100)).outcome()).isEqualTo(Outcome.COMMITTED);
  }

  @Test
  void aMassDeleteThatIsAllowedIsDone() {
    harness().readAt(10).run(ids(1, 100));
    var harness = new EpochHarness(target(SCHEMA, MassDelete.ALLOW)).withoutMoving().readAt(20);

    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).hasSize(100).allMatch(row -> row.get("__END_AT").equals(20L));
  }

  /** They lie in a file with open ones, as only another writer would put them. */
  @Test
  void versionsThatEndedLongAgoDoNotCount() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(1, 90));
    List<Object[]> foreign = new ArrayList<>(stored(ids(1000, 1009), 5));
    ids(2000, 2999).forEach(id -> foreign.add(stored(id, 3L, 5L)));
    new ForeignFiles(target()).add(foreign);

    EpochReport refused = harness.readAt(20).run(ids(1, 49));
    EpochReport halved = harness.readAt(20).run(ids(1, 50));

    assertThat(refused.reason()).contains("it lacks 51 of the 100 rows that the table has open");
    assertThat(halved.figures().deleted()).isEqualTo(50);
    assertThat(harness.rows()).hasSize(1100);
    assertThat(harness.rows())
        .filteredOn(row -> Long.valueOf(5).equals(row.get("__END_AT")))
        .hasSize(1000);
  }

  @Test
  void versionsOfOneKeyThatOthersLeftOpenEndWhereTheNextBegins() {
    EpochHarness harness = harness();
    harness.readAt(10).run(List.of(row(1, "a"), row(2, "b")));
    new ForeignFiles(target())
        .add(
            List.of(
                stored(row(1, "later"), 15L, null),
                stored(row(1, "earlier"), null, null),
                stored(row(1, "twin"), 10L, null),
                stored(row(2, "future"), 99L, null)));

    harness.readAt(20).run(List.of(row(1, "later"), row(3, "c")));

    assertThat(harness.rows())
        .filteredOn(row -> row.get("id").equals(1L))
        .hasSize(3)
        .contains(version(1, "earlier", null, null, 10L), version(1, "later", 15, null))
        .anyMatch(row -> Long.valueOf(15).equals(row.get("__END_AT")));
    assertThat(harness.rows())
        .filteredOn(row -> row.get("id").equals(2L))
        .as("a version that would end before it begins is none")
        .containsExactly(version(2, "b", 10, 99L));
  }

  @Test
  void whatAnotherWriterAddsMeanwhileIsLookedAt() {
    EpochHarness harness = harness();
    harness.readAt(10).run(ids(0, 9));
    harness.beforeCommit(() -> new ForeignFiles(target()).add(stored(ids(1000, 1000), 5)));

    EpochReport first = harness.readAt(20).run(ids(0, 8));
    EpochReport second = harness.readAt(20).run(ids(0, 8));

    assertThat(first.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(second.figures().deleted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        EpochSteps.OPENED,
        EpochSteps.WINDOW_CHECKED,
        EpochSteps.FILES_CHECKED,
        EpochSteps.COMMITTED
      })
  void c14AnEpochThatFailsAtAStepOfItsCommitIsThereOnceInTheEnd(EpochStep step) {
    EpochHarness harness = harness();
    harness.readAt(10).run(List.of(row(1, "a"), row(2, "b")));
    List<TestChange> snapshot = List.of(row(1, "A"), row(3, "c"));

    harness.readAt(20).runFailingOnceAt(step, snapshot);

    assertVersions(
        harness,
        version(1, "a", 10, 20L),
        version(1, "A", 20, null),
        version(2, "b", 10, 20L),
        version(3, "c", 20, null));
  }

  /** A staged file of a first load becomes part of the table as it is. */
  @Test
  void aLargeFirstLoadHasItsStartsToo() {
    EpochHarness harness = harness();
    List<TestChange> large =
        LongStream.range(0, 20_000)
            .mapToObj(id -> row(id, Long.toHexString(id * 0x9E3779B97F4A7C15L).repeat(5)))
            .toList();

    harness.readAt(10).run(large);

    assertThat(files()).as("the staged one").hasSize(1);
    assertThat(harness.rows()).hasSize(20_000).allMatch(row -> row.get("__START_AT").equals(10L));
    assertThat(harness.readAt(20).run(large).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aCompactedTableGoesOn() {
    EpochHarness harness = harness();
    for (int run = 1; run <= 4; run++) {
      harness.readAt(run).run(List.of(row(1, "a" + run), row(1000, "b" + run)));
    }
    List<Map<String, Object>> rows = harness.rows();

    CompactionReport report =
        DeltaMaintenance.of(directory.toString(), Map.of()).orElseThrow().compact();

    assertThat(report.filesRemoved()).as("those of closed versions").isEqualTo(3);
    assertThat(harness.rows()).isEqualTo(rows);
    assertThat(harness.readAt(5).run(List.of(row(1, "a4"), row(1000, "b4"))).outcome())
        .isEqualTo(Outcome.UNCHANGED);
    harness.readAt(6).run(List.of(row(1, "a4")));
    assertThat(harness.rows()).contains(version(1000, "b4", 4, 6L)).hasSize(8);
  }

  @Test
  void aNewColumnIsANewVersionWhereItHasAValue() {
    List<TestChange> narrow = List.of(upsert(1L, "a"), upsert(2L, "b"));
    new EpochHarness(target(WITHOUT_NOTE, List.of("id"))).withoutMoving().readAt(10).run(narrow);
    EpochHarness harness = harness();

    EpochReport nulls = harness.readAt(20).run(List.of(row(1, "a"), row(2, "b")));
    harness.readAt(30).run(List.of(upsert(1L, "a", "new"), row(2, "b")));

    assertThat(nulls.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertVersions(
        harness,
        version(1, "a", 10, 30L),
        version(1, "a", "new", 30L, null),
        version(2, "b", 10, null));
  }

  @Test
  void aHistoryOfSnapshotsIsNoOtherTable() {
    harness().run(ids(1, 3));

    assertThatThrownBy(
            () ->
                DeltaDestination.open(
                    EpochHarness.target(
                        directory, SCHEMA, List.of("id"), List.of("name"), WriteMode.HISTORY)))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("Cannot change the sequence columns of")
        .hasMessageContaining("from [] to [name]");
    assertThatThrownBy(
            () ->
                DeltaDestination.open(
                    EpochHarness.target(
                        directory, SCHEMA, List.of("id"), List.of(), WriteMode.SNAPSHOT)))
        .hasMessageContaining("Cannot change the SCD type of")
        .hasMessageContaining("from SCD_TYPE_2 to SCD_TYPE_1");
    assertThat(WriteMode.of(target().settings())).isEqualTo(WriteMode.SNAPSHOT_HISTORY);
  }

  @Test
  void aSnapshotHasNoDeletes() {
    assertThatThrownBy(() -> harness().run(List.of(TestChange.delete(1L, "a", null))))
        .hasMessage("Cannot delete: the mode is SNAPSHOT_HISTORY");
  }

  private EpochHarness harness() {
    return new EpochHarness(target()).withoutMoving();
  }

  private DeltaTarget target() {
    return target(SCHEMA, MassDelete.REFUSE);
  }

  private DeltaTarget target(TrackedColumns tracked, Set<String> uncompared) {
    return target(SCHEMA, List.of("id"), tracked, uncompared, MassDelete.REFUSE);
  }

  private DeltaTarget target(StructType schema, List<String> keys) {
    return target(schema, keys, TrackedColumns.all(), Set.of(), MassDelete.REFUSE);
  }

  private DeltaTarget target(StructType schema, MassDelete massDelete) {
    return target(schema, List.of("id"), TrackedColumns.all(), Set.of(), massDelete);
  }

  private DeltaTarget target(
      StructType schema,
      List<String> keys,
      TrackedColumns tracked,
      Set<String> uncompared,
      MassDelete massDelete) {
    return new DeltaTarget(
        directory.toString(),
        schema.toJson(),
        keys,
        List.of(),
        WriteMode.SNAPSHOT_HISTORY,
        tracked,
        DeletedRows.REMOVED,
        Duration.ofDays(2),
        uncompared,
        massDelete,
        FaultyFileSystem.OPTIONS);
  }

  private TableSnapshot snapshot() {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, directory.toString()).snapshot().orElseThrow());
  }

  private EpochState state() {
    return EpochHarness.io(
        () -> {
          var table = DeltaTable.open(DataFiles.CONF, directory.toString());
          return new EpochStates(table).valid(table.snapshot()).orElseThrow();
        });
  }

  private List<String> files() {
    return new ForeignFiles(target()).paths();
  }

  /** Each page in a bundle of its own. */
  private static List<List<TestPage>> bundles(int pageSize, TestChange... changes) {
    return TestPage.of(List.of(changes), pageSize).stream().map(List::of).toList();
  }

  private static TestChange row(long id, String name) {
    return upsert(id, name, null);
  }

  private static List<TestChange> ids(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> row(id, "name " + id)).toList();
  }

  /** Open versions as the table's files have them. */
  private static List<Object[]> stored(List<TestChange> changes, long start) {
    return changes.stream().map(change -> stored(change, start, null)).toList();
  }

  private static Object[] stored(TestChange change, Long start, Long end) {
    Object[] row = Arrays.copyOf(change.row(), change.row().length + 2);
    row[row.length - 2] = start;
    row[row.length - 1] = end;
    return row;
  }

  private static Map<String, Object> version(long id, String name, long start, Long end) {
    return version(id, name, null, start, end);
  }

  private static Map<String, Object> version(
      long id, String name, String note, Long start, Long end) {
    return EpochHarness.row(
        "id", id, "name", name, "note", note, "__START_AT", start, "__END_AT", end);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // nothing is written to them
  private static void assertVersions(EpochHarness harness, Map<String, Object>... versions) {
    assertThat(harness.rows()).isEqualTo(TableRows.sorted(List.of(versions)));
  }
}
