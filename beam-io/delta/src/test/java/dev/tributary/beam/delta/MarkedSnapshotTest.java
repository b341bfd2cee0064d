package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 6 of the merge semantics where deleted rows stay with a mark, for SCD type 1. */
class MarkedSnapshotTest {
  private static final StructType SCHEMA =
      new StructType().add("id", new LongType()).add("name", new StringType());

  @TempDir Path directory;

  @Test
  void aKeyThatTheSnapshotLacksIsMarkedUntilItComesBack() {
    EpochHarness harness = harness();
    harness.readAt(1).run(List.of(upsert(1L, "a"), upsert(2L, "b"), upsert(3L, "c")));

    EpochReport second = harness.readAt(2).run(List.of(upsert(1L, "A"), upsert(4L, "d")));
    EpochReport same = harness.readAt(3).run(List.of(upsert(4L, "d"), upsert(1L, "A")));
    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            row(1, "A", null), row(2, "b", 2L), row(3, "c", 2L), row(4, "d", null));
    EpochReport back = harness.readAt(4).run(List.of(upsert(2L, "b"), upsert(4L, "d")));

    assertThat(List.of(second, same, back))
        .extracting(EpochReport::outcome)
        .containsExactly(Outcome.COMMITTED, Outcome.UNCHANGED, Outcome.COMMITTED);
    assertThat(counts(second)).containsExactly(1L, 1L, 2L);
    assertThat(counts(back)).containsExactly(1L, 0L, 1L);
    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            row(1, "A", 4L), row(2, "b", null), row(3, "c", 2L), row(4, "d", null));
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @Test
  void filesThatTheSnapshotDoesNotReachAreMarkedOnce() {
    EpochHarness harness = harness();
    harness.run(ids(0, 9));
    new ForeignFiles(harness.target()).add(List.<Object[]>of(new Object[] {100L, "foreign", null}));

    EpochReport first = harness.readAt(7).run(ids(0, 9));
    EpochReport second = harness.readAt(8).run(ids(0, 9));

    assertThat(counts(first)).containsExactly(0L, 0L, 1L);
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(harness.rows()).hasSize(11).contains(row(100, "foreign", 7L));
  }

  @Test
  void anEmptySnapshotMarksAllRowsOfASmallTable() {
    EpochHarness harness = harness();
    harness.run(ids(1, 99));

    assertThat(counts(harness.run(List.of()))).containsExactly(0L, 0L, 99L);
    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(harness.rows()).hasSize(99);
  }

  /** 100 rows of 150 are there. */
  @ParameterizedTest
  @ValueSource(ints = {50, 51})
  void rowsThatAreMarkedAreNoneOfThoseOfWhichHalfMayGo(int lacking) {
    EpochHarness harness = harness();
    harness.run(ids(1, 150));
    harness.run(ids(51, 150));

    EpochReport report = harness.run(ids(51 + lacking, 150));

    if (lacking > 50) {
      assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(report.reason()).contains("it lacks 51 of the 100 rows that the table has");
    } else {
      assertThat(counts(report)).containsExactly(0L, 0L, 50L);
    }
  }

  @Test
  void rowsThatComeBackDoNotMakeUpForThoseThatGo() {
    EpochHarness harness = harness();
    harness.run(ids(1, 200));
    harness.run(ids(101, 200));

    assertThat(harness.run(ids(1, 149)).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(counts(harness.run(ids(1, 150)))).containsExactly(100L, 0L, 50L);
  }

  @Test
  void aRefreshIsMeasuredByTheRowsThatAreNotMarked() {
    EpochHarness harness = harness();
    harness.run(ids(1, 300));
    harness.run(ids(101, 300));
    harness.run(ids(201, 300));

    EpochHarness removing = new EpochHarness(target(DeletedRows.REMOVED)).refreshing();
    removing.run(ids(251, 300));
    assertThat(removing.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);

    assertThat(removing.rows()).hasSize(50).noneMatch(row -> row.containsKey(DeletionMark.COLUMN));
  }

  @Test
  void aRefreshThatLacksMostRowsThatAreNotMarkedIsRefused() {
    EpochHarness harness = harness();
    harness.run(ids(1, 200));
    harness.run(ids(101, 200));
    harness.refreshing().run(ids(152, 200));

    EpochReport report = harness.finishRefresh();

    assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(report.reason()).contains("the snapshot has 49 rows and the table 100");
  }

  @Test
  void aTableMayCeaseToMarkRowsAndBeginAgain() {
    harness().readAt(1).run(ids(1, 3));
    harness().readAt(2).run(ids(2, 3));
    EpochHarness removing = new EpochHarness(target(DeletedRows.REMOVED)).withoutMoving();

    assertThat(removing.run(ids(2, 3)).outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(counts(removing.run(ids(3, 4)))).containsExactly(1L, 0L, 1L);
    assertThat(removing.rows())
        .containsExactlyInAnyOrder(
            row(1, "name 1", 2L), row(3, "name 3", null), row(4, "name 4", null));
    harness().readAt(5).run(ids(3, 3));

    assertThat(removing.rows())
        .containsExactlyInAnyOrder(
            row(1, "name 1", 2L), row(3, "name 3", null), row(4, "name 4", 5L));
  }

  private static List<Long> counts(EpochReport report) {
    EpochReport.Figures figures = report.figures();
    return List.of(figures.inserted(), figures.updated(), figures.deleted());
  }

  private EpochHarness harness() {
    return new EpochHarness(target(DeletedRows.MARKED)).withoutMoving();
  }

  private DeltaTarget target(DeletedRows deletedRows) {
    return new DeltaTarget(
        directory.toString(),
        SCHEMA.toJson(),
        List.of("id"),
        List.of(),
        WriteMode.SNAPSHOT,
        TrackedColumns.all(),
        deletedRows,
        Duration.ofDays(2),
        Set.of(),
        MassDelete.REFUSE,
        FaultyFileSystem.OPTIONS);
  }

  private static List<TestChange> ids(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> upsert(id, "name " + id)).toList();
  }

  private static Map<String, Object> row(long id, String name, Long mark) {
    return EpochHarness.row("id", id, "name", name, DeletionMark.COLUMN, mark);
  }
}
