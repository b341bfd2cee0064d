package dev.tributary.beam.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.MergeStrategy.Decision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1 and 2 for one key. */
class MergeStrategyTest {
  private static final TableShape SHAPE =
      new TableShape(
          EpochHarness.target(
              Path.of("t"),
              ScdType1ConformanceTest.SCHEMA,
              List.of("id"),
              List.of("seq"),
              WriteMode.UPSERT));

  private final MergeStrategy upserts = MergeStrategy.of(WriteMode.UPSERT, SHAPE, null);

  @Test
  void theGreaterSequenceWinsWhateverWasReadLater() {
    assertOrder(upsert("a", 10, 5), upsert("b", 11, 1));
    assertOrder(delete(10, 5), upsert("b", 11, 1));
    assertOrder(upsert("a", 10, 5), delete(11, 1));
  }

  @Test
  void ofEqualSequencesTheDeleteWinsAndThenTheLater() {
    assertOrder(upsert("a", 10, 5), delete(10, 1));
    assertOrder(upsert("a", 10, 1), delete(10, 5));
    assertOrder(upsert("a", 10, 1), upsert("b", 10, 2));
  }

  @Test
  void withoutSequencesTheFirstWins() {
    var precedence = new Precedence(SHAPE, WriteMode.INSERT);

    assertThat(precedence.compare(upsert("a", 10, 1), upsert("b", 20, 2))).isPositive();
  }

  private static void assertOrder(Change lesser, Change greater) {
    var precedence = new Precedence(SHAPE, WriteMode.UPSERT);
    assertThat(precedence.compare(lesser, greater)).isNegative();
    assertThat(precedence.compare(greater, lesser)).isPositive();
    assertThat(precedence.compare(greater, greater)).isZero();
  }

  @Test
  void anUpsertAppliesFromTheSequenceOfTheRowOn() {
    assertRow(decide(row("s", 10), null, upsert("a", 9, 0)), "s");
    assertRow(decide(row("s", 10), null, upsert("a", 10, 0)), "a");
    assertRow(decide(row("s", 10), null, upsert("a", 11, 0)), "a");
    assertRow(decide(null, null, upsert("a", 1, 0)), "a");
  }

  @Test
  void anUpsertAppliesAboveTheTombstoneOnly() {
    assertNothing(decide(null, shortRow(10), upsert("a", 9, 0)));
    assertNothing(decide(null, shortRow(10), upsert("a", 10, 0)));
    assertRow(decide(null, shortRow(10), upsert("a", 11, 0)), "a");
    assertRow(decide(row("s", 20), shortRow(10), upsert("a", 20, 0)), "a");
  }

  @Test
  void aDeleteAppliesFromTheSequenceOfTheRowOnAndIsRemembered() {
    assertRow(decide(row("s", 10), null, delete(9, 0)), "s");
    assertBuried(decide(row("s", 10), null, delete(10, 0)), 10);
    assertBuried(decide(row("s", 10), null, delete(11, 0)), 11);
    assertBuried(decide(null, null, delete(11, 0)), 11);
    assertBuried(decide(null, shortRow(10), delete(11, 0)), 11);
    assertNothing(decide(null, shortRow(10), delete(10, 0)));
    assertNothing(decide(null, shortRow(10), delete(9, 0)));
  }

  @Test
  void aDeleteTakesARowThatAnotherWriterPutBesideALaterTombstone() {
    assertNothing(decide(row("foreign", 5), shortRow(20), delete(10, 0)));
    assertRow(decide(row("foreign", 5), shortRow(20), upsert("a", 10, 0)), "foreign");
  }

  @Test
  void aRowWithoutASequenceIsOlderThanAnyChange() {
    assertRow(decide(new Object[] {1L, "foreign", null}, null, upsert("a", -5, 0)), "a");
  }

  @Test
  void ofSeveralChangesTheGreatestDecides() {
    List<Change> changes =
        new ArrayList<>(List.of(upsert("a", 10, 0), delete(20, 1), upsert("b", 15, 2)));
    for (int i = 0; i < 3; i++) {
      Collections.rotate(changes, 1);
      assertBuried(upserts.decide(row("s", 1), null, changes), 20);
    }
  }

  @Test
  void aDeleteThatIsAWholeRowIsRememberedAsAShortOne() {
    var whole = new Change(new Object[] {1L, "ignored", 20L}, false, true, 0);

    assertBuried(upserts.decide(null, null, List.of(whole)), 20);
  }

  @Test
  void anInsertedRowStays() {
    MergeStrategy inserts = MergeStrategy.of(WriteMode.INSERT, SHAPE, null);

    assertRow(inserts.decide(row("s", 1), null, List.of(upsert("a", 9, 0))), "s");
    assertRow(inserts.decide(null, null, List.of(upsert("b", 9, 4), upsert("a", 1, 3))), "a");
  }

  @Test
  void appendsAreNotMerged() {
    assertThatThrownBy(() -> MergeStrategy.of(WriteMode.APPEND, SHAPE, null))
        .hasMessage("Cannot keep one row a key: the mode is APPEND");
  }

  private Decision decide(Object[] stored, Object[] tombstone, Change... changes) {
    return upserts.decide(stored, tombstone, Arrays.asList(changes));
  }

  private static void assertRow(Decision decision, String name) {
    assertThat(decision.row()[1]).isEqualTo(name);
    assertThat(decision.tombstone()).isNull();
  }

  private static void assertBuried(Decision decision, long sequence) {
    assertThat(decision.row()).isNull();
    assertThat(decision.tombstone()).containsExactly(1L, sequence);
  }

  private static void assertNothing(Decision decision) {
    assertThat(decision).isEqualTo(new Decision(null, null));
  }

  private static Object[] row(String name, long sequence) {
    return new Object[] {1L, name, sequence};
  }

  private static Object[] shortRow(long sequence) {
    return new Object[] {1L, sequence};
  }

  private static Change upsert(String name, long sequence, long rank) {
    return new Change(row(name, sequence), false, false, rank);
  }

  private static Change delete(long sequence, long rank) {
    return new Change(shortRow(sequence), true, true, rank);
  }
}
