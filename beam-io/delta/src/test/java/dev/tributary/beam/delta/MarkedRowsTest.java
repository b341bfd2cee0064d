package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.TimestampType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 2 of the merge semantics where deleted rows stay with a mark, for SCD type 1. */
class MarkedRowsTest {
  private static final int REPEATS = 3;

  @TempDir Path directory;

  private int tables;

  /** Changes of one key that may arrive in any order, and the row that they come to. */
  private record Case(String id, List<TestChange> changes, Optional<Map<String, Object>> row) {
    @Override
    public String toString() {
      return id;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("deleted", List.of(change(10, "a"), gone(20)), marked("a", 10)),
        new Case("deleted twice", List.of(change(10, "a"), gone(20), gone(30)), marked("a", 10)),
        new Case("deleted before", List.of(gone(20), change(10, "a")), marked("a", 10)),
        new Case(
            "a late upsert that is newer than the row",
            List.of(change(10, "a"), gone(20), change(15, "b")),
            marked("b", 15)),
        new Case(
            "a late upsert that is older than the row",
            List.of(change(10, "a"), gone(20), change(5, "b")),
            marked("a", 10)),
        new Case(
            "a newer upsert", List.of(change(10, "a"), gone(20), change(30, "b")), live("b", 30)),
        new Case("of one sequence", List.of(change(20, "a"), gone(20)), marked("a", 20)),
        new Case(
            "late, of the delete's sequence",
            List.of(change(10, "a"), gone(20), change(20, "b")),
            marked("b", 20)),
        new Case("a late delete", List.of(change(30, "a"), gone(20)), live("a", 30)),
        new Case(
            "back and deleted again",
            List.of(change(10, "a"), gone(20), change(30, "b"), gone(40)),
            marked("b", 30)),
        new Case("unknown", List.of(gone(20), gone(10)), Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseComesToItsRowHoweverItIsOrderedAndCut(Case tried) {
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      List<TestChange> changes = new ArrayList<>(tried.changes());
      if (repeat > 0) {
        Collections.shuffle(changes, new Random(repeat));
      }
      for (int cut = 0; cut <= changes.size(); cut++) {
        check(changes, cut, tried.row());
      }
    }
  }

  private void check(List<TestChange> changes, int cut, Optional<Map<String, Object>> row) {
    DeltaTarget target = target();
    EpochHarness harness = new EpochHarness(target).readAt(1);
    harness.run(changes.subList(0, cut));
    harness.runBundles(
        TestPage.of(changes.subList(cut, changes.size()), 1).stream().map(List::of).toList());
    List<Map<String, Object>> rows = harness.rows();
    long version = DeltaDestination.open(target).version().orElseThrow();
    EpochReport replay = harness.withoutMoving().readAt(2).run(changes);

    assertThat(MarkModel.rowsOf(target)).as("%s, cut at %d", changes, cut).isEqualTo(list(row));
    assertThat(replay.outcome()).as("replay of %s", changes).isEqualTo(Outcome.UNCHANGED);
    assertThat(DeltaDestination.open(target).version()).hasValue(version);
    assertThat(harness.rows()).isEqualTo(rows);
    assertThat(LeftOvers.of(Path.of(target.path()))).isEmpty();
  }

  private static <T> List<T> list(Optional<T> value) {
    return value.stream().toList();
  }

  @Test
  void aRowKeepsItsFirstMarkUntilAnUpsertClearsIt() {
    EpochHarness harness = harness();
    harness.at(1).readAt(1_000).run(List.of(change(10, "a")));

    EpochReport first = harness.at(2).readAt(2_000).run(List.of(gone(20)));
    assertThat(harness.rows()).containsExactly(row("a", 10, 2_000L));
    EpochReport second = harness.at(3).readAt(3_000).run(List.of(gone(30)));
    assertThat(harness.rows()).containsExactly(row("a", 10, 2_000L));
    harness.at(4).readAt(4_000).run(List.of(change(25, "late")));
    assertThat(harness.rows()).containsExactly(row("late", 25, 2_000L));
    EpochReport back = harness.at(5).readAt(5_000).run(List.of(change(40, "b")));
    assertThat(harness.rows()).containsExactly(row("b", 40, null));
    harness.at(6).readAt(6_000).run(List.of(change(50, "c"), gone(60)));
    assertThat(harness.rows()).containsExactly(row("c", 50, 6_000L));
    harness.at(7).readAt(7_000).run(List.of(change(70, "d"), gone(80)));
    assertThat(harness.rows()).containsExactly(row("d", 70, 7_000L));

    assertThat(List.of(first, second, back))
        .extracting(EpochReport::outcome)
        .containsExactly(Outcome.COMMITTED, Outcome.MOVED, Outcome.COMMITTED);
    assertThat(List.of(first, second, back))
        .extracting(report -> counts(report))
        .containsExactly(List.of(0L, 0L, 1L), List.of(0L, 0L, 0L), List.of(1L, 0L, 0L));
  }

  @Test
  void aRowThatIsMarkedAtOnceCountsTwice() {
    EpochReport report = harness().run(List.of(change(10, "a"), gone(20), delete(7L, null, 1L)));

    assertThat(counts(report)).containsExactly(1L, 0L, 1L);
  }

  private static List<Long> counts(EpochReport report) {
    EpochReport.Figures figures = report.figures();
    return List.of(figures.inserted(), figures.updated(), figures.deleted());
  }

  @Test
  void theMarkIsTheLastColumnAndMayBeNull() {
    EpochHarness harness = harness();
    harness.run(List.of(change(10, "a")));

    StructField[] fields = snapshot(harness.target()).schema().getFields();
    assertThat(fields).hasSize(4);
    assertThat(fields[3])
        .isEqualTo(new StructField("_tributary_deleted_at", new TimestampType(), true));
  }

  @Test
  void neighboursStayAsTheyAre() {
    EpochHarness harness = harness();
    harness.readAt(1).run(List.of(upsert(0L, "x", 1L), change(10, "a"), upsert(2L, "z", 1L)));
    harness.readAt(2).run(List.of(delete(0L, null, 2L)));

    harness.readAt(3).run(List.of(gone(20)));

    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            EpochHarness.row("id", 0L, "name", "x", "seq", 1L, DeletionMark.COLUMN, 2L),
            row("a", 10, 3L),
            EpochHarness.row("id", 2L, "name", "z", "seq", 1L, DeletionMark.COLUMN, null));
  }

  @Test
  void aMarkOutlivesItsTombstone() {
    DeltaTarget target = MarkModel.target(newTable(), DeletedRows.MARKED, Duration.ZERO);
    EpochHarness harness = new EpochHarness(target);
    harness.at(1).readAt(1).run(List.of(change(10, "a"), gone(20)));
    harness.at(2).run(List.of());
    assertThat(LeftOvers.of(Path.of(target.path()))).as("tombstones that no state names").isEmpty();

    harness.at(3).readAt(3).run(List.of(change(10, "a"), change(5, "older")));
    assertThat(harness.rows()).containsExactly(row("a", 10, 1L));
    harness.at(4).readAt(4).run(List.of(gone(20)));
    assertThat(harness.rows()).containsExactly(row("a", 10, 1L));
    harness.at(5).run(List.of());
    harness.at(6).readAt(6).run(List.of(change(15, "late")));

    assertThat(harness.rows())
        .as("nobody remembers the delete any more")
        .containsExactly(row("late", 15, null));
  }

  @Test
  void aTableMayBeginToMarkRows() {
    Path table = newTable();
    EpochHarness removing = new EpochHarness(MarkModel.target(table, DeletedRows.REMOVED));
    removing.run(List.of(change(10, "a"), upsert(2L, "b", 10L), gone(20)));
    EpochHarness marking = new EpochHarness(MarkModel.target(table, DeletedRows.MARKED));

    marking.readAt(5).run(List.of(delete(2L, null, 20L), change(15, "late"), upsert(3L, "c", 1L)));

    assertThat(marking.rows())
        .containsExactlyInAnyOrder(
            row("late", 15, 5L),
            EpochHarness.row("id", 2L, "name", "b", "seq", 10L, DeletionMark.COLUMN, 5L),
            EpochHarness.row("id", 3L, "name", "c", "seq", 1L, DeletionMark.COLUMN, null));
  }

  @Test
  void aTableMayCeaseToMarkRows() {
    Path table = newTable();
    EpochHarness marking = new EpochHarness(MarkModel.target(table, DeletedRows.MARKED));
    marking.readAt(5).run(List.of(change(10, "a"), gone(20), upsert(2L, "b", 1L)));
    List<Map<String, Object>> before = marking.rows();
    EpochHarness removing = new EpochHarness(MarkModel.target(table, DeletedRows.REMOVED));

    for (TestChange again : List.of(gone(20), change(10, "a"), change(15, "late"), gone(10))) {
      EpochReport report = removing.withoutMoving().run(List.of(again));
      assertThat(report.outcome()).as("%s", again).isEqualTo(Outcome.UNCHANGED);
    }
    assertThat(removing.rows()).isEqualTo(before);
    EpochReport deleted = removing.run(List.of(delete(2L, null, 20L), upsert(3L, "c", 1L)));

    assertThat(counts(deleted)).containsExactly(1L, 0L, 1L);
    assertThat(removing.rows())
        .containsExactlyInAnyOrder(
            row("a", 10, 5L),
            EpochHarness.row("id", 3L, "name", "c", "seq", 1L, DeletionMark.COLUMN, null));
    assertThat(counts(removing.run(List.of(change(30, "back"))))).containsExactly(1L, 0L, 0L);
    assertThat(removing.rows()).contains(row("back", 30, null));
  }

  @Test
  void aNewDeleteRemovesAMarkedRowOfATableThatMarksNoMore() {
    Path table = newTable();
    new EpochHarness(MarkModel.target(table, DeletedRows.MARKED))
        .run(List.of(change(10, "a"), gone(20)));
    EpochHarness removing = new EpochHarness(MarkModel.target(table, DeletedRows.REMOVED));

    EpochReport report = removing.run(List.of(gone(30)));

    assertThat(counts(report)).as("it was counted when it was marked").containsOnly(0L);
    assertThat(removing.rows()).isEmpty();
  }

  /** Files of a first load become part of the table as they are, and row groups are copied. */
  @Test
  void rowsOfALargeLoadAreMarkedOneByOne() {
    EpochHarness harness = harness();
    var random = new Random(1);
    List<TestChange> load =
        LongStream.range(0, 60_000)
            .mapToObj(id -> upsert(id, Long.toString(random.nextLong(), 36).repeat(10), 1L))
            .toList();
    harness.runBundles(TestPage.of(load, 20_000).stream().map(List::of).toList());
    long files = snapshot(harness.target()).files().size();
    assertThat(harness.rows()).allMatch(row -> row.get(DeletionMark.COLUMN) == null);

    harness.readAt(9).run(List.of(delete(30_000L, null, 2L), delete(59_999L, null, 2L)));
    EpochReport third = harness.readAt(10).run(List.of(delete(5L, null, 2L)));

    assertThat(counts(third)).containsExactly(0L, 0L, 1L);
    assertThat(snapshot(harness.target()).files()).hasSize((int) files);
    assertThat(harness.rows()).hasSize(60_000);
    assertThat(harness.rows().stream().filter(row -> row.get(DeletionMark.COLUMN) != null))
        .extracting(row -> row.get("id"), row -> row.get(DeletionMark.COLUMN))
        .containsExactlyInAnyOrder(tuple(5L, 10L), tuple(30_000L, 9L), tuple(59_999L, 9L));
  }

  @Test
  void aCompactionKeepsMarksAndAFullRefreshDropsMarkedRows() {
    EpochHarness harness = harness();
    harness.at(1).readAt(1).run(List.of(upsert(9L, "x", 1L), delete(9L, null, 2L)));
    harness.at(2).readAt(2).run(List.of(change(10, "a"), gone(20)));
    List<Map<String, Object>> before = harness.rows();
    assertThat(snapshot(harness.target()).files()).hasSize(2);

    DeltaMaintenance.of(harness.target().path(), Map.of()).orElseThrow().compact();
    assertThat(snapshot(harness.target()).files()).hasSize(1);
    assertThat(harness.rows()).isEqualTo(before);
    harness.at(3).readAt(3).run(List.of(gone(20), upsert(9L, "late", 1L)));
    assertThat(harness.rows()).as("the tombstones hold").hasSize(2).allMatch(this::isMarked);

    harness.refreshing().at(1).run(List.of(upsert(9L, "y", 5L)));
    assertThat(harness.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(harness.rows())
        .containsExactly(
            EpochHarness.row("id", 9L, "name", "y", "seq", 5L, DeletionMark.COLUMN, null));
  }

  private boolean isMarked(Map<String, Object> row) {
    return row.get(DeletionMark.COLUMN) != null;
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UPSERT", "SNAPSHOT"})
  void onlyATableOfOneRowAKeyMarksRows(WriteMode mode) {
    List<String> keys = mode.isKeyed() ? List.of("id") : List.of();
    List<String> sequence = mode.isSequenced() ? List.of("seq") : List.of();

    assertThatThrownBy(
            () ->
                new DeltaTarget(
                    "t",
                    MergeCases.SCHEMA.toJson(),
                    keys,
                    sequence,
                    mode,
                    TrackedColumns.all(),
                    DeletedRows.MARKED,
                    Duration.ofDays(2),
                    Set.of(),
                    MassDelete.REFUSE,
                    Map.of()))
        .hasMessage("Invalid target: mode " + mode + " with deleted rows that are marked");
  }

  private Path newTable() {
    return directory.resolve("table" + tables++);
  }

  private DeltaTarget target() {
    return MarkModel.target(newTable(), DeletedRows.MARKED);
  }

  private EpochHarness harness() {
    return new EpochHarness(target());
  }

  private static TableSnapshot snapshot(DeltaTarget target) {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, target.path()).snapshot().orElseThrow());
  }

  private static TestChange change(long sequence, String name) {
    return upsert(1L, name, sequence);
  }

  private static TestChange gone(long sequence) {
    return delete(1L, null, sequence);
  }

  private static Optional<Map<String, Object>> marked(String name, long sequence) {
    return Optional.of(row(name, sequence, true));
  }

  private static Optional<Map<String, Object>> live(String name, long sequence) {
    return Optional.of(row(name, sequence, false));
  }

  private static Map<String, Object> row(String name, long sequence, Object mark) {
    return EpochHarness.row("id", 1L, "name", name, "seq", sequence, DeletionMark.COLUMN, mark);
  }
}
