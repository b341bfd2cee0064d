package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that die in the middle of a refresh, wherever that is. */
class RefreshCrashTest {
  /** What is to be read anew, an epoch each. */
  private static final List<List<TestChange>> ANEW =
      List.of(
          List.of(upsert(1L, "x", 1L), upsert(2L, "y", 1L), rejected("one")),
          List.of(upsert(1L, "X", 2L), delete(2L, null, 2L), upsert(3L, "z", 2L)),
          List.of(upsert(2L, "late", 1L), upsert(4L, "w", 1L), rejected("two")));

  /** More operations of the file system than a refresh takes. */
  private static final long MOST_OPERATIONS = 800;

  /** With the time that there is; all of them take minutes. */
  private static final long APART = 61;

  @TempDir private Path directory;
  private Path root;
  private EpochHarness table;

  @BeforeEach
  void aTableOfTwoEpochs() {
    root = directory.resolve("people");
    table = harness();
    table.at(1).run(List.of(upsert(1L, "a", 1L), upsert(2L, "b", 1L)));
    table.at(2).run(List.of(upsert(2L, "B", 2L), delete(1L, null, 2L)));
  }

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  private EpochHarness harness() {
    return new EpochHarness(
        EpochHarness.target(
            root, MergeCases.SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT));
  }

  private static TestChange rejected(String raw) {
    return TestChange.rejected(
        new RejectedRecord(raw, "bad", null, "people", "run-1", null, Instant.EPOCH));
  }

  static LongStream operations() {
    return LongStream.iterate(0, at -> at < MOST_OPERATIONS, at -> at + APART);
  }

  @Test
  void aRefreshTakesAsManyOperationsAsAreMadeToFail() {
    FaultyFileSystem.heal();
    refresh(true);
    assertThat(FaultyFileSystem.operations()).isBetween(MOST_OPERATIONS / 2, MOST_OPERATIONS);
  }

  static LongStream allOperations() {
    return LongStream.range(0, MOST_OPERATIONS);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("allOperations")
  void aRunThatDiesAnywhereIsGoneOnWithByTheNext(long operation) {
    dieAndGoOn(operation);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRunThatDiesSomewhereIsGoneOnWithByTheNext(long operation) {
    dieAndGoOn(operation);
  }

  private void dieAndGoOn(long operation) {
    FaultyFileSystem.failAt(operation, true);
    try {
      refresh(true);
    } catch (RuntimeException e) {
      assertThat(e).hasStackTraceContaining("no luck");
    } finally {
      FaultyFileSystem.heal();
    }
    boolean isInPlace = !names().equals(List.of("B"));
    if (isInPlace) {
      assertThat(names()).containsExactly("X", "w", "z");
    }
    boolean isUnderWay = DeltaDestination.open(table.target()).isRefresh();
    assertThat(isInPlace && isUnderWay).as("in place and under way").isFalse();

    if (!isInPlace) {
      // A run that died before its first epoch has not begun a refresh.
      refresh(!isUnderWay);
    }

    assertThat(names()).containsExactly("X", "w", "z");
    harness().at(9).run(List.of(upsert(9L, "n", 1L)));
    assertThat(names()).containsExactly("X", "n", "w", "z");
    assertThat(raws()).containsExactlyInAnyOrder("one", "two");
    assertThat(LeftOvers.of(root)).isEmpty();
    assertThat(root.resolve("_tributary/refresh")).doesNotExist();
  }

  /** What a run does: goes on where the refresh is, until it is in place. */
  private void refresh(boolean isAskedFor) {
    EpochHarness harness = harness();
    DeltaDestination destination;
    if (isAskedFor) {
      harness.refreshing();
      destination = DeltaDestination.openRefresh(harness.target(), source -> true);
    } else {
      destination = DeltaDestination.open(harness.target());
    }
    assertThat(destination.isRefresh()).isTrue();
    int position =
        destination.sourceState().map(source -> source.path("position").asInt()).orElse(0);
    for (; position < ANEW.size(); position++) {
      harness.at(position + 1).run(ANEW.get(position));
    }
    // A run reads up to its own start, which may bring nothing.
    harness.at(position).withoutMoving().run(List.of());
    assertThat(harness.finishRefresh().outcome()).isEqualTo(Outcome.COMMITTED);
  }

  private List<String> names() {
    return table.rows().stream().map(row -> (String) row.get("name")).sorted().toList();
  }

  private List<Object> raws() {
    DeltaTarget target =
        EpochHarness.target(
            Path.of(table.target().rejectedPath()),
            RejectedTable.SCHEMA,
            List.of(),
            List.of(),
            WriteMode.APPEND);
    List<Map<String, Object>> rows = TableRows.of(target);
    return rows.stream().map(row -> row.get("raw")).toList();
  }
}
