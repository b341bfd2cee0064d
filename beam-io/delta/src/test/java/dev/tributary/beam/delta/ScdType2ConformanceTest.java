package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.EpochHarness.row;
import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.EpochReport.Outcome;
import dev.tributary.beam.delta.MergeCases.Case;
import dev.tributary.beam.delta.MergeCases.Kind;
import dev.tributary.beam.delta.MergeCases.Version;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conformance cases of the merge semantics, for SCD type 2. */
class ScdType2ConformanceTest {
  private static final StructType SCHEMA = MergeCases.SCHEMA;
  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("seq");
  private static final int BUNDLES = 8;

  @TempDir Path directory;

  private int tables;

  static Stream<Case> cases() {
    return MergeCases.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseComesToItsVersionsHoweverItIsCut(Case tried) {
    int changes = tried.changes().size();
    for (int cut = 0; cut <= changes; cut += changes > 20 ? 16 : 1) {
      check(SCHEMA, KEYS, SEQUENCE, tried.changes(), rows(tried.versions()), cut);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCaseComesToItsVersionsAmongOthers(Case tried) {
    EpochHarness harness = harness();
    List<TestChange> others =
        List.of(upsert(0L, "before", 11L), upsert(2L, "behind", 11L), upsert(3L, null, 60L));
    harness.run(others);
    for (TestChange change : tried.changes()) {
      harness.run(List.of(change));
    }

    List<Map<String, Object>> expected = new ArrayList<>(rows(tried.versions()));
    expected.addAll(
        rows(
            List.of(
                new Version(0, "before", 11, 11, null),
                new Version(2, "behind", 11, 11, null),
                new Version(3, null, 60, 60, null))));
    assertThat(harness.rows()).isEqualTo(TableRows.sorted(expected));
  }

  private static List<Map<String, Object>> rows(List<Version> versions) {
    return TableRows.sorted(
        versions.stream()
            .map(
                version ->
                    row(
                        "id",
                        version.id(),
                        "name",
                        version.name(),
                        "seq",
                        version.sequence(),
                        "__START_AT",
                        version.start(),
                        "__END_AT",
                        version.end()))
            .toList());
  }

  /** Applies changes cut in two epochs, the second one read by several bundles, and again. */
  private void check(
      StructType schema,
      List<String> keys,
      List<String> sequence,
      List<TestChange> changes,
      List<Map<String, Object>> rows,
      int cut) {
    Path table = newTable();
    DeltaTarget target = EpochHarness.target(table, schema, keys, sequence, WriteMode.HISTORY);
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
    // The last of several upserts of one sequence is the one that is stored.
    assertThat(replay.outcome()).as("replayed, cut at %d", cut).isEqualTo(Outcome.UNCHANGED);
    assertThat(DeltaDestination.open(target).version()).hasValue(version);
    assertThat(harness.rows()).as("replayed, cut at %d", cut).isEqualTo(TableRows.sorted(rows));
    assertThat(LeftOvers.of(table)).as("replayed, cut at %d", cut).isEmpty();
  }

  private Path newTable() {
    return directory.resolve("table" + tables++);
  }

  private EpochHarness harness() {
    return new EpochHarness(target(newTable()));
  }

  private static DeltaTarget target(Path table) {
    return EpochHarness.target(table, SCHEMA, KEYS, SEQUENCE, WriteMode.HISTORY);
  }

  private static DeltaTarget target(
      Path table, StructType schema, TrackedColumns tracked, Duration retention) {
    return new DeltaTarget(
        table.toString(),
        schema.toJson(),
        KEYS,
        SEQUENCE,
        WriteMode.HISTORY,
        tracked,
        DeletedRows.REMOVED,
        retention,
        Set.of(),
        MassDelete.REFUSE,
        Map.of());
  }

  @Test
  void theSpreadOfChangesOverVersionsIsCounted() {
    EpochHarness harness = harness();
    harness.run(List.of(upsert(1L, "a", 10L), upsert(2L, "b", 10L), upsert(1L, "c", 20L)));

    EpochReport closing = harness.run(List.of(upsert(1L, "d", 30L), delete(2L, null, 30L)));
    EpochReport joining = harness.run(List.of(upsert(1L, "c", 30L)));

    assertThat(closing.figures().inserted()).as("versions that began").isEqualTo(1);
    assertThat(closing.figures().updated()).as("versions that ended").isEqualTo(2);
    assertThat(closing.figures().deleted()).isZero();
    assertThat(joining.figures().inserted()).isZero();
    assertThat(joining.figures().updated()).as("the version that goes on").isEqualTo(1);
    assertThat(joining.figures().deleted()).as("the version that never was").isEqualTo(1);
  }

  @Test
  void c11SettledHistoryIsNotTouched() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(versions(1, 50, 10, "old"));
    harness.run(versions(1, 50, 20, "new"));
    List<DataFile> before = files(table);
    assertThat(before).as("closed versions and open ones").hasSize(2);

    EpochReport report = harness.run(List.of(upsert(25L, "newer", 30L)));

    assertThat(report.figures().filesRemoved()).as("the file of open versions").isEqualTo(1);
    assertThat(report.figures().filesAdded()).as("an open and a closed one").isEqualTo(2);
    assertThat(files(table)).hasSize(3).containsAnyElementsOf(before);
    assertThat(harness.rows()).hasSize(101);
  }

  @Test
  void c11HistoryIsReadOnlyWhereAChangeCanBeAboutIt() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(versions(1, 50, 10, "old"));
    harness.run(versions(1, 50, 20, "new"));
    String closed = closedFile(table);
    EpochHarness.io(() -> java.nio.file.Files.write(table.resolve(closed), new byte[0]));

    harness.run(List.of(upsert(25L, "newer", 30L)));

    assertThatThrownBy(() -> harness.run(List.of(upsert(25L, "late", 15L))))
        .hasMessageContaining(closed);
  }

  @Test
  void c11ALateChangeRewritesTheHistoryItIsAbout() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(versions(1, 50, 10, "old"));
    harness.run(versions(1, 50, 20, "new"));
    String closed = closedFile(table);

    EpochReport report = harness.run(List.of(upsert(25L, "late", 15L)));

    assertThat(report.figures().filesRemoved()).as("the file of closed versions").isEqualTo(1);
    assertThat(files(table)).extracting(DataFile::path).doesNotContain(closed);
    assertThat(harness.rows())
        .hasSize(101)
        .contains(
            row("id", 25L, "name", "old 25", "seq", 10L, "__START_AT", 10L, "__END_AT", 15L),
            row("id", 25L, "name", "late", "seq", 15L, "__START_AT", 15L, "__END_AT", 20L));
  }

  @Test
  void c11UntouchedKeysAreNotRewritten() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));
    harness.run(versions(1000, 1100, 10, "a"));
    harness.run(versions(1, 50, 10, "a"));
    List<DataFile> before = files(table);
    assertThat(before).hasSize(2);

    EpochReport report = harness.run(List.of(upsert(25L, "new", 20L)));

    assertThat(report.figures().filesRemoved()).isEqualTo(1);
    assertThat(files(table)).containsAnyElementsOf(before);
  }

  private static String closedFile(Path table) {
    return files(table).stream()
        .filter(file -> file.stats().contains("\"__END_AT\":0"))
        .map(DataFile::path)
        .findFirst()
        .orElseThrow();
  }

  private static List<TestChange> versions(long first, long last, long at, String name) {
    List<TestChange> changes = new ArrayList<>();
    for (long id = first; id <= last; id++) {
      changes.add(upsert(id, name + " " + id, at));
    }
    return changes;
  }

  private static List<DataFile> files(Path table) {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, table.toString()).snapshot().orElseThrow().files());
  }

  @Test
  void c12AnEmptyReadCommitsNoData() {
    Path table = newTable();
    var harness = new EpochHarness(target(table));

    assertThat(harness.at(1).run(List.of()).outcome()).isEqualTo(Outcome.MOVED);
    harness.at(2).run(versions(1, 3, 10, "a"));
    List<DataFile> files = files(table);
    assertThat(harness.at(3).run(List.of()).outcome()).isEqualTo(Outcome.MOVED);
    assertThat(harness.withoutMoving().run(List.of()).outcome()).isEqualTo(Outcome.UNCHANGED);

    assertThat(files(table)).isEqualTo(files);
  }

  @Test
  void c13ANullKeyOrSequenceFailsTheEpoch() {
    EpochHarness harness = harness();

    assertThatThrownBy(() -> harness.run(List.of(upsert(null, "a", 1L))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the key column 'id' is null in the record with id=null");
    assertThatThrownBy(() -> harness.run(List.of(delete(7L, "a", null))))
        .isInstanceOf(BadRecordException.class)
        .hasMessage("the sequence column 'seq' is null in the record with id=7");
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
    harness.run(versions(1, 3, 10, "a"));
    List<TestChange> changes =
        List.of(upsert(2L, "b", 20L), upsert(2L, "a 2", 15L), delete(3L, null, 20L));

    harness.runFailingOnceAt(step, changes);

    assertThat(harness.rows())
        .isEqualTo(
            rows(
                List.of(
                    new Version(1, "a 1", 10, 10, null),
                    new Version(2, "a 2", 15, 10, 20L),
                    new Version(2, "b", 20, 20, null),
                    new Version(3, "a 3", 10, 10, 20L))));
  }

  private static final StructType NOTED =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("note", new StringType())
          .add("seq", new LongType());

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 50})
  void c15UpdatesOfAnUntrackedColumnAreOneRow(int updatesAnEpoch) {
    Path table = newTable();
    var harness =
        new EpochHarness(
            target(table, NOTED, TrackedColumns.except(List.of("note")), Duration.ofDays(2)));
    List<TestChange> updates =
        IntStream.rangeClosed(1, 50)
            .mapToObj(i -> upsert(1L, "name", "note " + i, (long) i))
            .toList();

    for (int from = 0; from < updates.size(); from += updatesAnEpoch) {
      harness.run(updates.subList(from, Math.min(updates.size(), from + updatesAnEpoch)));
    }

    assertThat(harness.rows()).containsExactly(noted("name", 50, 1, null));
    assertThat(LeftOvers.of(table)).isEmpty();
    assertThat(hiddenFiles(target(table, NOTED, TrackedColumns.all(), Duration.ofDays(2))))
        .as("files of hidden members")
        .hasSizeLessThan(KeyFiles.FILES_A_TIER + 2);
    harness.run(List.of(upsert(1L, "late", "x", 25L)));
    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            noted("name", 24, 1, 25L),
            row(
                "id",
                1L,
                "name",
                "late",
                "note",
                "x",
                "seq",
                25L,
                "__START_AT",
                25L,
                "__END_AT",
                26L),
            noted("name", 50, 26, null));
  }

  private static List<KeyFile> hiddenFiles(DeltaTarget target) {
    return EpochHarness.io(
        () -> {
          var table = DeltaTable.open(DataFiles.CONF, target.path());
          return new EpochStates(table).valid(table.snapshot()).orElseThrow().hidden();
        });
  }

  private static Map<String, Object> noted(String name, long sequence, long start, Long end) {
    return row(
        "id",
        1L,
        "name",
        name,
        "note",
        "note " + sequence,
        "seq",
        sequence,
        "__START_AT",
        start,
        "__END_AT",
        end);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofOldRunsTheFirstAndTheLastAreRemembered(boolean tracksAll) {
    Path table = newTable();
    TrackedColumns tracked =
        tracksAll ? TrackedColumns.all() : TrackedColumns.only(List.of("name"));
    var harness = new EpochHarness(target(table, NOTED, tracked, Duration.ZERO));
    List<List<TestChange>> epochs =
        IntStream.rangeClosed(1, 40)
            .mapToObj(i -> List.of(upsert(1L, "name", tracksAll ? "note" : "note " + i, (long) i)))
            .toList();
    epochs.forEach(harness::run);

    harness.run(List.of(upsert(1L, "late", "x", 5L)));

    Map<String, Object> first = harness.rows().get(0);
    assertThat(harness.rows()).hasSize(3);
    assertThat(harness.rows())
        .as("what the run began with")
        .contains(
            row(
                "id",
                1L,
                "name",
                "name",
                "note",
                tracksAll ? "note" : "note 1",
                "seq",
                1L,
                "__START_AT",
                1L,
                "__END_AT",
                5L));
    assertThat(first).isNotNull();
    assertThat(LeftOvers.of(table)).isEmpty();
  }

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
        KEYS,
        SEQUENCE,
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
        KEYS,
        List.of("tens", "ones"),
        row -> new Object[] {row[0], row[1], "t" + (Long) row[2] / 10, (int) ((Long) row[2] % 10)});
  }

  @Test
  void aKeyMayBePartOfTheSequence() {
    checkAllCases(SCHEMA, KEYS, List.of("id", "seq"), row -> row);
  }

  /** All cases in one table, in other types. */
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
        together.versions().stream()
            .map(
                version -> {
                  Map<String, Object> row =
                      TableRows.plain(
                          schema,
                          translation.apply(
                              new Object[] {version.id(), version.name(), version.sequence()}));
                  row.put(
                      "__START_AT",
                      bound(schema, sequence, translation, version.id(), version.start()));
                  row.put(
                      "__END_AT",
                      bound(schema, sequence, translation, version.id(), version.end()));
                  return row;
                })
            .toList();
    for (int cut = 0; cut < changes.size(); cut += 31) {
      check(schema, keys, sequence, changes, rows, cut);
    }
  }

  private static Object bound(
      StructType schema,
      List<String> sequence,
      UnaryOperator<Object[]> translation,
      long id,
      Long at) {
    if (at == null) {
      return null;
    }
    Map<String, Object> row = TableRows.plain(schema, translation.apply(new Object[] {id, "", at}));
    row.keySet().retainAll(sequence);
    return sequence.size() == 1 ? row.get(sequence.get(0)) : row;
  }

  @Test
  void c20ADeleteIsRememberedUntilTheReadHasCaughtUp() {
    Path table = newTable();
    var harness = new EpochHarness(target(table, SCHEMA, TrackedColumns.all(), Duration.ZERO));
    harness.caughtUp(false).at(1).run(List.of(delete(1L, null, 20L)));
    for (int day = 2; day <= 4; day++) {
      harness.at(day).run(List.of());
    }

    harness.caughtUp(true).at(5).run(List.of(upsert(1L, "x", 10L)));

    assertThat(harness.rows())
        .as("the older upsert of a long first load")
        .isEqualTo(rows(List.of(new Version(1, "x", 10, 10, 20L))));
  }

  @Test
  void theSettingsOfAHistoryCannotChange() {
    Path table = newTable();
    new EpochHarness(target(table)).run(versions(1, 3, 10, "a"));

    assertThatThrownBy(
            () ->
                DeltaDestination.open(
                    target(
                        table, SCHEMA, TrackedColumns.only(List.of("name")), Duration.ofDays(2))))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("Cannot change the tracked columns of")
        .hasMessageContaining("from all to only [name]: its rows were made with the former");
    assertThatThrownBy(
            () ->
                DeltaDestination.open(
                    EpochHarness.target(table, SCHEMA, KEYS, SEQUENCE, WriteMode.UPSERT)))
        .isInstanceOf(DeltaTableException.class)
        .hasMessageContaining("Cannot change the SCD type of")
        .hasMessageContaining("from SCD_TYPE_2 to SCD_TYPE_1");
  }

  @Test
  void aNewColumnIsANewVersionWhereItHasAValue() {
    Path table = newTable();
    new EpochHarness(target(table)).run(versions(1, 2, 10, "a"));
    var harness = new EpochHarness(target(table, NOTED, TrackedColumns.all(), Duration.ofDays(2)));

    harness.run(List.of(upsert(1L, "a 1", "new", 20L), upsert(2L, "a 2", null, 20L)));

    assertThat(harness.rows())
        .containsExactlyInAnyOrder(
            row(
                "id",
                1L,
                "name",
                "a 1",
                "note",
                null,
                "seq",
                10L,
                "__START_AT",
                10L,
                "__END_AT",
                20L),
            row(
                "id",
                1L,
                "name",
                "a 1",
                "note",
                "new",
                "seq",
                20L,
                "__START_AT",
                20L,
                "__END_AT",
                null),
            row(
                "id",
                2L,
                "name",
                "a 2",
                "note",
                null,
                "seq",
                20L,
                "__START_AT",
                10L,
                "__END_AT",
                null));
  }
}
