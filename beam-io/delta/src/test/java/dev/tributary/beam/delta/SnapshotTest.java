package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 6 of the merge semantics, for SCD type 1: a table becomes equal to a snapshot. */
@ExtendWith(SparkOracle.class)
class SnapshotTest {
  private static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField("id", new LongType(), true),
            new StructField("name", new StringType(), true)
          });

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void c19TheTableEqualsTheSnapshotInHoweverManyFilesItWasRead(int pageSize) {
    EpochHarness harness = harness();
    List<TestChange> first = List.of(upsert(1L, "a"), upsert(2L, "b"), upsert(3L, "c"));
    List<TestChange> second = List.of(upsert(4L, "d"), upsert(1L, "a"), upsert(2L, "B"));
    harness.runBundles(bundles(first, pageSize));

    EpochReport report = harness.runBundles(bundles(second, pageSize));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.figures())
        .extracting(
            EpochReport.Figures::upsertsRead,
            EpochReport.Figures::inserted,
            EpochReport.Figures::updated,
            EpochReport.Figures::deleted,
            EpochReport.Figures::duplicates)
        .containsExactly(3L, 1L, 1L, 1L, 0L);
    assertThat(harness.rows()).isEqualTo(rows(second));
    assertThat(TableRows.bySpark(target())).isEqualTo(rows(second));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void c19TheSameSnapshotAgainCommitsNothing(int pageSize) {
    EpochHarness harness = harness();
    List<TestChange> snapshot = List.of(upsert(3L, "c"), upsert(1L, "a"), upsert(2L, null));
    long version = harness.run(snapshot).version();
    List<String> files = files();

    EpochReport report = harness.runBundles(bundles(snapshot, pageSize));

    assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(report.version()).isEqualTo(version);
    assertThat(DeltaDestination.open(target()).version()).hasValue(version);
    assertThat(files()).isEqualTo(files);
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @Test
  void aRowIsWhatTheSnapshotSaysWhateverComesBackOrGoes() {
    EpochHarness harness = harness();
    harness.run(List.of(upsert(1L, "a"), upsert(2L, "b")));
    harness.run(List.of(upsert(2L, "b")));

    harness.run(List.of(upsert(1L, "a"), upsert(2L, "b")));

    assertThat(harness.rows()).isEqualTo(rows(List.of(upsert(1L, "a"), upsert(2L, "b"))));
  }

  @Test
  void aNullIsAValueLikeOthers() {
    EpochHarness harness = harness();
    harness.run(List.of(upsert(1L, "a"), upsert(2L, null)));

    EpochReport report = harness.run(List.of(upsert(1L, null), upsert(2L, "b")));

    assertThat(report.figures().updated()).isEqualTo(2);
    assertThat(harness.rows()).isEqualTo(rows(List.of(upsert(1L, null), upsert(2L, "b"))));
  }

  @Test
  void filesWhoseRowsAllStayAreLeftAlone() {
    EpochHarness harness = harness();
    harness.run(ids(0, 9));
    var foreign = new ForeignFiles(target()).add(stored(ids(100, 109))).add(stored(ids(200, 209)));
    List<String> before = foreign.paths();
    List<TestChange> snapshot = new ArrayList<>(ids(0, 9));
    snapshot.addAll(ids(100, 109));
    snapshot.set(15, upsert(105L, "changed"));
    snapshot.addAll(ids(200, 209));

    EpochReport report = harness.run(snapshot);

    assertThat(report.figures().filesRemoved()).isEqualTo(1);
    assertThat(report.figures().filesAdded()).isEqualTo(1);
    assertThat(foreign.paths()).filteredOn(before::contains).hasSize(2);
    assertThat(harness.rows()).isEqualTo(rows(snapshot));
  }

  /** Of files that no row of the snapshot falls into only the log tells that they are there. */
  @Test
  void rowsOfFilesThatTheSnapshotDoesNotReachGo() {
    EpochHarness harness = harness();
    harness.run(ids(0, 9));
    new ForeignFiles(target()).add(stored(ids(100, 109))).add(stored(ids(200, 209)));

    EpochReport report = harness.run(ids(100, 101));

    assertThat(report.figures().deleted()).isEqualTo(28);
    assertThat(report.figures().filesRemoved()).isEqualTo(3);
    assertThat(harness.rows()).isEqualTo(rows(ids(100, 101)));
  }

  @Test
  void anEmptySnapshotEmptiesASmallTable() {
    EpochHarness harness = harness();
    harness.run(ids(0, 9));
    new ForeignFiles(target()).addWithoutStatistics(stored(ids(5, 20)));

    EpochReport report = harness.run(List.of());

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(report.figures().deleted()).isEqualTo(26);
    assertThat(harness.rows()).isEmpty();
    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void anEmptySnapshotOfAnUnreadTableMakesNoTable() {
    assertThat(harness().run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(DeltaDestination.open(target()).version()).isEmpty();
  }

  @Test
  void severalRowsOfOneKeyThatOthersLeftBecomeOne() {
    EpochHarness harness = harness();
    harness.run(ids(0, 2));
    new ForeignFiles(target()).add(stored(List.of(upsert(1L, "other"), upsert(1L, "third"))));

    harness.run(ids(0, 2));

    assertThat(harness.rows()).isEqualTo(rows(ids(0, 2)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void ofDuplicatesTheOneReadLaterHoldsAndThoseThatDifferAreCounted(int pageSize) {
    EpochHarness harness = harness();
    List<TestChange> snapshot =
        List.of(
            upsert(1L, "a"),
            upsert(2L, "same"),
            upsert(1L, "b"),
            upsert(2L, "same"),
            upsert(1L, "c"));

    EpochReport report = harness.runBundles(bundles(snapshot, pageSize));

    assertThat(harness.rows()).isEqualTo(rows(List.of(upsert(1L, "c"), upsert(2L, "same"))));
    assertThat(report.figures().duplicates()).isEqualTo(2);
    assertThat(report.figures().upsertsRead()).isEqualTo(5);
    assertThat(report.figures().inserted()).isEqualTo(2);
  }

  @Test
  void anotherRowOfADuplicateIsNoReasonToWriteAgain() {
    EpochHarness harness = harness();
    List<TestChange> snapshot = List.of(upsert(1L, "a"), upsert(1L, "b"));
    harness.run(snapshot);

    EpochReport report = harness.runBundles(bundles(snapshot, 1));

    assertThat(report.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(report.figures().duplicates()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"SNAPSHOT", "APPEND_SNAPSHOT"})
  void aSnapshotThatWasNotReadToItsEndIsNeverApplied(WriteMode mode) {
    var harness = new EpochHarness(target(mode, MassDelete.ALLOW)).withoutMoving();
    harness.run(ids(0, 9));
    List<String> files = files();

    EpochReport report = harness.caughtUp(false).run(List.of(upsert(0L, "changed")));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason())
        .isEqualTo(
            "Cannot apply the snapshot to "
                + directory
                + ": it was not read to its end, and what it lacks may be there all the same."
                + " Nothing was committed; run again, and it is read from its beginning.");
    assertThat(report.figures())
        .isEqualTo(new EpochReport.Figures(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(files()).isEqualTo(files);
    assertThat(LeftOvers.of(directory)).isEmpty();
    assertThat(harness.rows()).isEqualTo(rows(ids(0, 9)));
  }

  @Test
  void aSnapshotThatIsNotTheFirstNeedsItsEndToo() {
    EpochReport report = harness().caughtUp(false).run(ids(0, 9));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(DeltaDestination.open(target()).version()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {51, 100})
  void aSnapshotThatLacksMoreThanHalfOfAHundredRowsIsRefused(int lacking) {
    EpochHarness harness = harness();
    harness.run(ids(1, 100));

    EpochReport report = harness.run(ids(lacking + 1, 100));

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason())
        .isEqualTo(
            "Cannot apply the snapshot to "
                + directory
                + ": it lacks "
                + lacking
                + " of the 100 rows that the table has, which is what a lost permission looks like."
                + " Nothing was committed. Look whether the source shows all rows; if these are"
                + " really gone, set allow_mass_delete to true for one run.");
    assertThat(report.figures().deleted()).isZero();
    assertThat(harness.rows()).isEqualTo(rows(ids(1, 100)));
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @Test
  void newRowsDoNotMakeUpForThoseThatGo() {
    EpochHarness harness = harness();
    harness.run(ids(1, 100));

    assertThat(harness.run(ids(52, 500)).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void halfOfTheRowsMayGo() {
    EpochHarness harness = harness();
    harness.run(ids(1, 100));

    assertThat(harness.run(ids(51, 100)).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).isEqualTo(rows(ids(51, 100)));
  }

  @Test
  void allRowsOfASmallTableMayGo() {
    EpochHarness harness = harness();
    harness.run(ids(1, 99));

    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).isEmpty();
  }

  @Test
  void aMassDeleteThatIsAllowedIsDone() {
    harness().run(ids(1, 100));
    var harness = new EpochHarness(target(WriteMode.SNAPSHOT, MassDelete.ALLOW)).withoutMoving();

    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).isEmpty();
  }

  @Test
  void whatAnotherWriterAddsMeanwhileIsLookedAt() {
    EpochHarness harness = harness();
    harness.run(ids(0, 9));
    harness.beforeCommit(
        () -> new ForeignFiles(target()).add(stored(List.of(upsert(1000L, "foreign")))));

    EpochReport first = harness.run(ids(0, 8));
    EpochReport second = harness.run(ids(0, 8));

    assertThat(first.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(second.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows()).isEqualTo(rows(ids(0, 8)));
  }

  @Test
  void everySnapshotIsAppendedWhole() {
    var harness =
        new EpochHarness(target(WriteMode.APPEND_SNAPSHOT, MassDelete.REFUSE)).withoutMoving();
    harness.run(ids(0, 1));

    harness.run(ids(0, 1));

    List<TestChange> twice = new ArrayList<>(ids(0, 1));
    twice.addAll(ids(0, 1));
    assertThat(harness.rows()).isEqualTo(rows(twice));
  }

  private EpochHarness harness() {
    return new EpochHarness(target()).withoutMoving();
  }

  private DeltaTarget target() {
    return target(WriteMode.SNAPSHOT, MassDelete.REFUSE);
  }

  private DeltaTarget target(WriteMode mode, MassDelete massDelete) {
    return new DeltaTarget(
        directory.toString(),
        SCHEMA.toJson(),
        mode.isKeyed() ? List.of("id") : List.of(),
        List.of(),
        mode,
        TrackedColumns.all(),
        DeletedRows.REMOVED,
        Duration.ofDays(2),
        Set.of(),
        massDelete,
        FaultyFileSystem.OPTIONS);
  }

  private List<String> files() {
    return new ForeignFiles(target()).paths();
  }

  /** Each page in a bundle of its own. */
  private static List<List<TestPage>> bundles(List<TestChange> changes, int pageSize) {
    return TestPage.of(changes, pageSize).stream().map(List::of).toList();
  }

  private static List<TestChange> ids(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> upsert(id, "name " + id)).toList();
  }

  private static List<Object[]> stored(List<TestChange> changes) {
    return changes.stream().map(change -> change.row().clone()).toList();
  }

  private static List<Map<String, Object>> rows(List<TestChange> changes) {
    Stream<Map<String, Object>> rows =
        changes.stream().map(change -> row("id", change.row()[0], "name", change.row()[1]));
    return TableRows.sorted(rows.toList());
  }
}
