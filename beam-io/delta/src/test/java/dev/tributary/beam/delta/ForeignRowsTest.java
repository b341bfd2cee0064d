package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.ScdType1ConformanceTest.SCHEMA;
import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others write into a table of ours is found, kept and not written over. (Rule 8) */
@org.junit.jupiter.api.extension.ExtendWith(SparkOracle.class)
class ForeignRowsTest {
  @TempDir Path table;

  private EpochHarness harness;
  private ForeignRows others;

  @BeforeEach
  void load() {
    harness =
        new EpochHarness(
            EpochHarness.target(table, SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT));
    others = new ForeignRows(table);
    harness.run(List.of(upsert(1L, "a", 10L), upsert(5L, "e", 10L), upsert(9L, "i", 10L)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsInAnyOrderAreFound(boolean statistics) {
    others.append(SCHEMA, statistics, stored(7, "g", 10), stored(3, "c", 10), stored(4, "d", 10));
    others.append(SCHEMA, statistics, stored(6, "f", 10), stored(2, "b", 10));

    EpochReport report =
        harness.run(
            List.of(
                upsert(3L, "C", 11L),
                delete(6L, null, 11L),
                upsert(2L, "older", 9L),
                upsert(8L, "H", 11L),
                upsert(1L, "A", 11L)));

    assertThat(names()).isEqualTo("A b C d e g H i");
    assertThat(report.figures().inserted()).isEqualTo(1);
    assertThat(report.figures().updated()).isEqualTo(2);
    assertThat(report.figures().deleted()).isEqualTo(1);
    assertThat(LeftOvers.of(table)).filteredOn(file -> file.startsWith("part-")).isEmpty();
  }

  @Test
  void rowsWithNullKeysSurvive() {
    others.append(SCHEMA, true, stored(3, "c", 10), new Object[] {null, "nobody", 1L});
    others.append(SCHEMA, true, new Object[] {null, "nobody", null});

    harness.run(List.of(upsert(3L, "C", 11L), delete(1L, null, 11L)));
    harness.run(List.of(upsert(3L, "D", 12L)));

    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            row("id", null, "name", "nobody", "seq", 1L),
            row("id", null, "name", "nobody", "seq", null),
            row("id", 3L, "name", "D", "seq", 12L),
            row("id", 5L, "name", "e", "seq", 10L),
            row("id", 9L, "name", "i", "seq", 10L));
  }

  @Test
  void ofDuplicatesTheLatestIsTheRow() {
    others.append(SCHEMA, true, stored(5, "old", 4), stored(5, "new", 20), stored(1, "a2", 1));

    harness.run(List.of(upsert(5L, "between", 15L), upsert(9L, "I", 11L)));
    assertThat(harness.rows())
        .filteredOn(row -> row.get("id").equals(5L))
        .containsExactly(row("id", 5L, "name", "new", "seq", 20L));
    assertThat(harness.rows())
        .as("nobody asked about these")
        .filteredOn(row -> row.get("id").equals(1L))
        .hasSize(2);

    harness.run(List.of(delete(5L, null, 20L)));
    assertThat(harness.rows()).noneMatch(row -> row.get("id").equals(5L));
  }

  @Test
  void filesLargerThanARunAreSorted() {
    List<Object[]> rows = new ArrayList<>();
    for (long id = 0; id < 250_000; id++) {
      rows.add(stored(id, "r", 10));
    }
    Collections.shuffle(rows, new Random(5));
    others.rewrite(SCHEMA, true, rows);

    EpochReport report =
        harness.run(List.of(upsert(125_000L, "new", 11L), upsert(-1L, "new", 11L)));

    assertThat(report.figures().inserted()).isEqualTo(1);
    assertThat(report.figures().updated()).isEqualTo(1);
    List<Map<String, Object>> after = harness.rows();
    assertThat(after).hasSize(250_001);
    assertThat(after).filteredOn(row -> row.get("name").equals("new")).hasSize(2);
  }

  @Test
  void anAppendOfOtherKeysBetweenPlanAndCommitIsNoConflict() {
    EpochReport report =
        harness
            .beforeCommit(() -> others.append(SCHEMA, true, stored(100, "far", 1)))
            .run(List.of(upsert(5L, "E", 11L)));

    assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(names()).isEqualTo("a E far i");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAppendAmongTheKeysIsAConflictAndTheEpochIsRightWhenRepeated(boolean statistics) {
    List<TestChange> changes = List.of(upsert(5L, "E", 11L), upsert(7L, "G", 11L));

    EpochReport report =
        harness
            .beforeCommit(() -> others.append(SCHEMA, statistics, stored(7, "theirs", 12)))
            .run(changes);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(report.reason()).contains("version 1 added rows that the change may concern");
    assertThat(names()).isEqualTo("a e i theirs");
    assertThat(LeftOvers.of(table)).isEmpty();
    assertThat(harness.run(changes).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(names()).isEqualTo("a E i theirs");
  }

  @Test
  void aCompactionOfOurFilesIsAConflictAndLosesNothing() {
    List<TestChange> changes = List.of(upsert(5L, "E", 11L));
    List<Object[]> same = List.of(stored(9, "i", 10), stored(5, "e", 10), stored(1, "a", 10));

    EpochReport report =
        harness.beforeCommit(() -> others.rewrite(SCHEMA, false, same)).run(changes);

    assertThat(report.outcome()).isEqualTo(Outcome.CONFLICT);
    harness.run(changes);
    assertThat(names()).isEqualTo("a E i");
  }

  /** Both begin on the same state; whoever commits second has to begin anew. */
  @Test
  void ofTwoAttemptsAtAnEpochOneCommits() {
    var other = new EpochHarness(harness.target());

    EpochReport slow =
        harness
            .beforeCommit(() -> other.run(List.of(upsert(5L, "fast", 11L))))
            .run(List.of(upsert(5L, "slow", 12L), upsert(6L, "slow", 12L)));

    assertThat(slow.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(slow.reason()).contains("another");
    assertThat(names()).isEqualTo("a fast i");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** As {@link #ofTwoAttemptsAtAnEpochOneCommits}, with the race inside of the commit. */
  @ParameterizedTest
  @ValueSource(strings = {EpochSteps.OPENED, EpochSteps.WINDOW_CHECKED, EpochSteps.FILES_CHECKED})
  void ofTwoAttemptsThatRaceOneCommits(String step) {
    var other = new EpochHarness(harness.target());
    boolean[] done = new boolean[1];
    harness.hearing(
        reached -> {
          if (reached.name().equals(step) && !done[0]) {
            done[0] = true;
            other.run(List.of(upsert(50L, "fast", 11L)));
          }
        });

    EpochReport slow = harness.run(List.of(upsert(5L, "slow", 12L)));

    assertThat(slow.outcome()).isEqualTo(Outcome.CONFLICT);
    assertThat(names()).isEqualTo("a e fast i");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void aTableOfSomebodyElseIsRefused() {
    Path theirs = table.resolveSibling(table.getFileName() + "-theirs");
    SparkRows.dataset(SCHEMA, List.<Object[]>of(new Object[] {1L, Values.binary("a"), 1L}))
        .write()
        .format("delta")
        .save(theirs.toString());
    var target =
        EpochHarness.target(theirs, SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);

    assertThatThrownBy(() -> DeltaDestination.open(target))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("it was not made by Tributary");
    org.apache.hadoop.fs.FileUtil.fullyDelete(theirs.toFile());
  }

  private static Object[] stored(long id, String name, long sequence) {
    return new Object[] {id, name, sequence};
  }

  private String names() {
    return String.join(
        " ",
        harness.rows().stream()
            .map(row -> (String) row.get("name"))
            .sorted(String.CASE_INSENSITIVE_ORDER)
            .toList());
  }
}
