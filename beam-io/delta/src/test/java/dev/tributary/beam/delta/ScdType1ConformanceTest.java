package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import dev.tributary.beam.delta.MergeCases.Case;
import dev.tributary.beam.delta.MergeCases.Kind;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance cases of the merge semantics, for SCD type 1. */
class ScdType1ConformanceTest {
  static final StructType SCHEMA = MergeCases.SCHEMA;
  private static final int BUNDLES = 8;

  @TempDir Path directory;

  private int tables;

  static Stream<Case> cases() {
    return MergeCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseComesToItsRowsHoweverItIsCut(Case tried) {
    int changes = tried.changes().size();
    for (int cut = 0; cut <= changes; cut += changes > 5 ? 4 : 1) {
      check(SCHEMA, List.of("id"), List.of("seq"), tried.changes(), tried.rows(), cut);
    }
  }

  /** Neighbours must neither be touched nor touch. */
  @ParameterizedTest
  @MethodSource("cases")
  void aCaseComesToItsRowsAmongOthers(Case tried) {
    EpochHarness harness = harness();
    List<TestChange> others =
        List.of(upsert(0L, "before", 11L), upsert(2L, "behind", 11L), upsert(3L, null, 60L));
    harness.run(others);
    for (TestChange change : tried.changes()) {
      harness.run(List.of(change));
    }

    List<Map<String, Object>> expected = new ArrayList<>(tried.rows());
    others.forEach(other -> expected.add(TableRows.plain(SCHEMA, other.row())));
    assertThat(harness.rows()).isEqualTo(TableRows.sorted(expected));
  }

  /** Applies changes cut in two epochs, each change read by a bundle of its own, and again. */
  private void check(
      StructType schema,
      List<String> keys,
      List<String> sequence,
      List<TestChange> changes,
      List<Map<String, Object>> rows,
      int cut) {
    Path table = newTable();
    DeltaTarget target = EpochHarness.target(table, schema, keys, sequence, WriteMode.UPSERT);
    var harness = new EpochHarness(target);

    harness.run(changes.subList(0, cut));
    List<List<TestPage>> bundles =
        TestPage.of(changes.subList(cut, changes.size()), 1 + changes.size() / BUNDLES).stream()
            .map(List::of)
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.reverse(bundles);
    harness.runBundles(bundles);

    assertThat(harness.rows()).as("cut at %d", cut).isEqualTo(TableRows.sorted(rows));
    assertThat(LeftOvers.of(table)).as("cut at %d", cut).isEmpty();
    long version = DeltaDestination.open(target).version().orElseThrow();
    EpochReport replay = harness.withoutMoving().run(changes);
    if (hasNoTies(changes, schema, keys, sequence)) {
      assertThat(replay.outcome()).as("replayed, cut at %d", cut).isEqualTo(Outcome.UNCHANGED);
      assertThat(DeltaDestination.open(target).version()).hasValue(version);
    }
    assertThat(harness.rows()).as("replayed, cut at %d", cut).isEqualTo(TableRows.sorted(rows));
    assertThat(LeftOvers.of(table)).as("replayed, cut at %d", cut).isEmpty();
  }

  private static boolean hasNoTies(
      List<TestChange> changes, StructType schema, List<String> keys, List<String> sequence) {
    List<String> names = List.of(schema.getFieldNames());
    List<String> columns = Stream.concat(keys.stream(), sequence.stream()).toList();
    Set<String> all = changes.stream().map(TestChange::toString).collect(Collectors.toSet());
    return changes.stream()
            .map(c -> columns.stream().map(name -> c.row()[names.indexOf(name)]).toList())
            .distinct()
            .count()
        == all.size();
  }

  private Path newTable() {
    return directory.resolve("table" + tables++);
  }

  private EpochHarness harness() {
    return new EpochHarness(target(newTable()));
  }

  private static DeltaTarget target(Path table) {
    return EpochHarness.target(table, SCHEMA, List.of("id"), List.of("seq"), WriteMode.UPSERT);
  }

  @Test
  void c11FilesWithoutAChangedKeyAreNotRewritten() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(ids(1000, 1100));
    harness.run(ids(100, 200));
    harness.run(ids(1, 50));
    List<String> before = files(table);
    assertThat(before).hasSize(3);

    EpochReport report = harness.run(List.of(upsert(25L, "new", 9L), upsert(1050L, "new", 9L)));

    assertThat(report.figures().filesRemoved()).isEqualTo(2);
    assertThat(report.figures().updated()).isEqualTo(2);
    assertThat(files(table)).hasSize(3).containsAnyElementsOf(before);
    assertThat(harness.rows()).hasSize(101 + 101 + 50);
  }

  @Test
  void c11OlderAndEqualChangesRewriteNothing() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(ids(1, 50));
    List<String> before = files(table);

    EpochReport report = harness.run(List.of(upsert(25L, "name 25", 1L), upsert(26L, "older", 0L)));

    assertThat(report.outcome()).isEqualTo(Outcome.MOVED);
    assertThat(report.figures().updated()).isZero();
    assertThat(files(table)).isEqualTo(before);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  private static List<TestChange> ids(long first, long last) {
    List<TestChange> changes = new ArrayList<>();
    for (long id = first; id <= last; id++) {
      changes.add(upsert(id, "name " + id, 1L));
    }
    return changes;
  }

  private static List<String> files(Path table) {
    return EpochHarness.io(
        () ->
            DeltaTable.open(DataFiles.CONF, table.toString())
                .snapshot()
                .orElseThrow()
                .files()
                .stream()
                .map(DataFile::path)
                .sorted()
                .toList());
  }

  @Test
  void c12AnEmptyReadOfAnUnreadTableMakesNoTable() {
    Path table = newTable();
    var harness = new EpochHarness(target(table)).withoutMoving();

    assertThat(harness.run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(DeltaDestination.open(target(table)).version()).isEmpty();
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void c12AnEmptyReadThatMovedCommitsNoData() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));

    assertThat(harness.at(1).run(List.of()).outcome()).isEqualTo(Outcome.MOVED);
    assertThat(harness.rows()).isEmpty();
    harness.at(2).run(ids(1, 3));
    List<String> files = files(table);
    assertThat(harness.at(3).run(List.of()).outcome()).isEqualTo(Outcome.MOVED);
    assertThat(harness.withoutMoving().run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(files(table)).isEqualTo(files);
    assertThat(DeltaDestination.open(target(table)).sourceState().orElseThrow().toString())
        .isEqualTo("{\"position\":3}");
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void c13ANullKeyOrSequenceFailsTheEpochAndLeavesTheTable() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(ids(1, 3));

    assertThatThrownBy(() -> harness.run(List.of(upsert(4L, "x", 1L), upsert(null, "a", 1L))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the key column 'id' is null in the record with id=null");
    assertThatThrownBy(() -> harness.run(List.of(upsert(4L, "x", 1L), delete(7L, "a", null))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the sequence column 'seq' is null in the record with id=7");

    assertThat(harness.rows()).hasSize(3);
    assertThat(LeftOvers.ofFailure(table)).isEmpty();
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
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(ids(1, 3));
    List<TestChange> changes =
        List.of(upsert(2L, "new", 5L), upsert(4L, "four", 5L), delete(3L, null, 5L));

    harness.runFailingOnceAt(step, changes);

    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            row("id", 1L, "name", "name 1", "seq", 1L),
            row("id", 2L, "name", "new", "seq", 5L),
            row("id", 4L, "name", "four", "seq", 5L));
  }

  @Test
  void c14TheSameResultsCommittedTwiceAreThereOnce() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    DeltaDestination destination = DeltaDestination.open(target(table));
    DeltaEpoch epoch = destination.beginEpoch(SCHEMA.toJson());
    List<List<TestPage>> bundles = List.of(TestPage.one(ids(1, 3)));
    TestPageReader reader = harness.reader(bundles);
    List<TaskResult> results =
        EpochHarness.rewrite(
            epoch, EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles)));

    EpochReport first = harness.commit(epoch, results);
    EpochReport second = harness.commit(epoch, results);

    assertThat(second).isEqualTo(first);
    assertThat(destination.finish(epoch)).isEqualTo(first);
    assertThat(harness.rows()).hasSize(3);
    assertThat(DeltaDestination.open(target(table)).version()).hasValue(0);
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  /** Every case under every pair of keys; nulls in the other column come with the deletes. */
  @Test
  void c16CompositeKeysWithSeparatorsQuotesAndUnicode() {
    StructType schema =
        new StructType()
            .add("a.b", new StringType())
            .add("value", new StringType())
            .add("größe", new StringType())
            .add("seq.no", new LongType());
    for (int shift = 0; shift < MergeCases.KEYS.size(); shift += 3) {
      int by = shift;
      checkAllCases(
          schema,
          List.of("a.b", "größe"),
          List.of("seq.no"),
          row -> {
            long id = (Long) row[0];
            List<String> key = MergeCases.KEYS.get((int) ((id + by) % MergeCases.KEYS.size()));
            String more = id < MergeCases.KEYS.size() ? "" : "'" + id;
            return new Object[] {key.get(0), row[1], key.get(1) + more, row[2]};
          });
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(Kind.values());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void c18ChangesAreOrderedByTheTypeOfTheirSequence(Kind kind) {
    StructType schema =
        new StructType().add("id", kind.type).add("name", new StringType()).add("seq", kind.type);
    checkAllCases(
        schema,
        List.of("id"),
        List.of("seq"),
        row ->
            new Object[] {
              kind.value.apply((Long) row[0]), row[1], kind.value.apply((Long) row[2])
            });
  }

  @Test
  void c18ChangesAreOrderedByACompositeSequence() {
    StructType schema =
        new StructType()
            .add("id", new LongType())
            .add("name", new StringType())
            .add("tens", new StringType())
            .add("ones", new IntegerType());
    checkAllCases(
        schema,
        List.of("id"),
        List.of("tens", "ones"),
        row -> new Object[] {row[0], row[1], "t" + (Long) row[2] / 10, (int) ((Long) row[2] % 10)});
  }

  @Test
  void aKeyMayBePartOfTheSequence() {
    checkAllCases(SCHEMA, List.of("id"), List.of("id", "seq"), row -> row);
  }

  private void checkAllCases(
      StructType schema,
      List<String> keys,
      List<String> sequence,
      UnaryOperator<Object[]> translation) {
    Case together = MergeCases.together();
    List<TestChange> changes =
        together.changes().stream()
            .map(change -> new TestChange(translation.apply(change.row()), change.isDelete()))
            .toList();
    List<Map<String, Object>> rows =
        together.rows().stream()
            .map(row -> new Object[] {row.get("id"), row.get("name"), row.get("seq")})
            .map(row -> TableRows.plain(schema, translation.apply(row)))
            .toList();
    for (int cut = 0; cut < changes.size(); cut += 31) {
      check(schema, keys, sequence, changes, rows, cut);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void c20ATombstoneOutlivesItsRetentionUntilTheReadHasCaughtUp(boolean deletesMore) {
    Path table = newTable();
    DeltaTarget plain = target(table);
    var target =
        new DeltaTarget(
            plain.path(),
            plain.schemaJson(),
            plain.keys(),
            plain.sequenceBy(),
            plain.mode(),
            Duration.ZERO,
            plain.hadoopOptions());
    var harness = new EpochHarness(target);
    harness.caughtUp(false).at(1).run(List.of(delete(1L, null, 20L)));
    for (int day = 2; day <= 4; day++) {
      harness.at(day).run(deletesMore ? List.of(delete(9L, null, 20L + day)) : List.of());
    }
    harness.caughtUp(true).at(5).run(List.of(upsert(1L, "x", 10L)));
    assertThat(harness.rows()).as("the older upsert of a long first load").isEmpty();

    harness.at(6).run(List.of(upsert(2L, "y", 10L)));
    harness.at(7).run(List.of());
    assertThat(LeftOvers.of(table)).as("tombstones that no state names").isEmpty();
    harness.at(8).run(List.of(upsert(1L, "late", 10L)));

    assertThat(harness.rows()).as("nobody remembers the delete any more").hasSize(2);
  }

  @Test
  void aTombstoneStaysForItsRetention() {
    EpochHarness harness = harness();
    harness.at(1).run(List.of(delete(1L, null, 20L)));
    for (int day = 2; day <= 4; day++) {
      harness.at(day).run(List.of());
    }

    harness.at(5).run(List.of(upsert(1L, "x", 10L)));

    assertThat(harness.rows()).isEmpty();
  }
}
