package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.delete;
import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.IntegerType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of tables with history. */
@ExtendWith(SparkOracle.class)
class HistoryTableTest {
  private static final StructType SCHEMA = MergeCases.SCHEMA;
  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("seq");

  @TempDir Path table;

  private EpochHarness harness() {
    return new EpochHarness(EpochHarness.target(table, SCHEMA, KEYS, SEQUENCE, WriteMode.HISTORY));
  }

  private static ScdType2Model model() {
    return new ScdType2Model(SCHEMA, KEYS, SEQUENCE, List.of("name"));
  }

  @Test
  void sparkReadsTheSameVersionsOfACompositeSequence() {
    StructType schema =
        new StructType()
            .add("id", new StringType())
            .add("name", new StringType())
            .add("at", new TimestampType())
            .add("no", new IntegerType());
    List<String> sequence = List.of("at", "no");
    DeltaTarget target = EpochHarness.target(table, schema, KEYS, sequence, WriteMode.HISTORY);
    var harness = new EpochHarness(target);
    List<TestChange> changes =
        List.of(
            upsert("a", "x", 1_000L, 1),
            upsert("a", "y", 1_000L, 2),
            upsert("b", "x", 1_000L, 1),
            delete("b", null, 1_000L, 3),
            upsert("a", "z", 999L, 9));

    changes.forEach(change -> harness.run(List.of(change)));

    assertThat(harness.rows())
        .isEqualTo(
            new ScdType2Model(schema, KEYS, sequence, List.of("name")).apply(changes).rows());
    assertThat(TableRows.bySpark(target)).isEqualTo(harness.rows());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatAnotherWriterPutTogetherIsFound(boolean dataChange) {
    EpochHarness harness = harness();
    List<TestChange> changes = new ArrayList<>();
    for (long id = 9; id > 0; id--) {
      changes.add(upsert(id, "a", 10L));
      changes.add(upsert(id, "b", 20L));
    }
    harness.run(changes);
    TableSnapshot before = snapshot();
    List<Object[]> rows = new ArrayList<>();
    for (DataFile file : before.files()) {
      EpochHarness.io(() -> rows.addAll(DataFiles.read(path(file), before.schema())));
    }
    Collections.shuffle(rows, new Random(1));
    new ForeignRows(table).rewrite(before.schema(), dataChange, rows);
    List<TestChange> more =
        List.of(
            upsert(3L, "late", 15L),
            delete(4L, null, 20L),
            upsert(5L, "new", 30L),
            upsert(6L, "a", 20L));

    harness.run(more);
    harness.run(more);

    assertThat(harness.rows()).isEqualTo(model().apply(changes).apply(more).rows());
  }

  @Test
  void tasksThatLookIntoOneFileOfClosedVersionsReplaceItOnce() {
    EpochHarness harness = harness();
    List<TestChange> changes = new ArrayList<>();
    for (long id : new long[] {1, 500, 1000}) {
      changes.add(upsert(id, "a", 10L));
      changes.add(delete(id, null, 20L));
    }
    List<TestChange> greater = List.of(upsert(1000L, "b", 30L));
    List<TestChange> lesser = List.of(upsert(1L, "b", 30L));
    List<TestChange> late = List.of(upsert(1L, "late", 15L), upsert(1000L, "late", 15L));
    harness.run(changes);
    harness.run(greater);
    harness.run(lesser);
    assertThat(snapshot().files()).as("one closed, two open").hasSize(3);

    EpochReport report = harness.run(late);

    assertThat(report.figures().filesRemoved()).as("the closed one").isEqualTo(1);
    assertThat(report.figures().filesAdded()).as("one a task, and the rest").isEqualTo(3);
    assertThat(report.figures().inserted()).isEqualTo(2);
    assertThat(report.figures().updated()).isEqualTo(2);
    assertThat(harness.rows())
        .isEqualTo(model().apply(changes).apply(greater).apply(lesser).apply(late).rows());
    assertThat(LeftOvers.of(table)).isEmpty();
  }

  @Test
  void aChangeAtTheVeryEndOfAVersionIsAboutIt() {
    EpochHarness harness = harness();
    harness.run(List.of(upsert(1L, "a", 10L), delete(1L, null, 20L)));

    harness.run(List.of(upsert(1L, "b", 20L)));

    assertThat(harness.rows())
        .as("of equal sequences the delete wins")
        .isEqualTo(model().apply(List.of(upsert(1L, "a", 10L), delete(1L, null, 20L))).rows());
  }

  @Test
  void compactionKeepsWhatIsClosedApartFromWhatIsOpen() {
    EpochHarness harness = harness();
    List<TestChange> changes = new ArrayList<>();
    for (long at = 10; at <= 40; at += 10) {
      List<TestChange> epoch = new ArrayList<>();
      for (long id = 1; id < 5; id++) {
        epoch.add(upsert(id, "at " + at, at));
      }
      harness.run(epoch);
      changes.addAll(epoch);
    }
    assertThat(snapshot().files()).as("one open, three closed").hasSize(4);

    CompactionReport report =
        DeltaMaintenance.of(table.toString(), Map.of()).orElseThrow().compact();

    assertThat(report.filesRemoved()).as("closed ones").isEqualTo(3);
    assertThat(report.filesAdded()).isEqualTo(1);
    assertThat(harness.rows()).isEqualTo(model().apply(changes).rows());
    List<TestChange> late = List.of(upsert(2L, "late", 15L));
    harness.run(late);
    assertThat(harness.rows()).isEqualTo(model().apply(changes).apply(late).rows());
  }

  @Test
  void aFirstLoadWithOneChangeAKeyIsAdoptedAsItIs() {
    List<TestChange> changes = new ArrayList<>();
    var random = new Random(1);
    for (long id = 0; id < 3000; id++) {
      var name = new StringBuilder();
      random.ints(600, 'a', 'z').forEach(c -> name.append((char) c));
      changes.add(upsert(id, name.toString(), 10L));
    }
    EpochHarness harness = harness();

    assertThat(adopted(harness, changes)).isEqualTo(1);
    harness.run(changes);
    assertThat(harness.rows()).isEqualTo(model().apply(changes).rows());

    changes.add(upsert(1L, "later", 20L));
    assertThat(adopted(harness, changes)).as("a key twice, and rows that are there").isZero();
  }

  @Test
  void aFileWithTwoChangesOfAKeyIsNoPartOfTheTable() {
    List<TestChange> changes = new ArrayList<>();
    var random = new Random(1);
    for (long id = 0; id < 3000; id++) {
      var name = new StringBuilder();
      random.ints(600, 'a', 'z').forEach(c -> name.append((char) c));
      changes.add(upsert(id, name.toString(), 10L));
    }
    changes.add(upsert(1L, "later", 20L));

    assertThat(adopted(harness(), changes)).isZero();
  }

  private int adopted(EpochHarness harness, List<TestChange> changes) {
    DeltaDestination destination = DeltaDestination.open(harness.target());
    DeltaEpoch epoch = destination.beginEpoch(SCHEMA.toJson());
    List<List<TestPage>> bundles = List.of(TestPage.one(changes));
    TestPageReader reader = harness.reader(bundles);
    List<MergeTask> tasks =
        EpochHarness.plan(epoch, reader, EpochHarness.stage(epoch, reader, bundles));
    destination.abandon(epoch);
    return tasks.get(0).header().adopted().size();
  }

  @Test
  void anEpochOfHiddenMembersOnlyMovesNoRow() {
    EpochHarness harness = harness();
    harness.run(List.of(upsert(1L, "a", 10L), upsert(1L, "a", 30L)));
    List<DataFile> before = snapshot().files();

    EpochReport report = harness.withoutMoving().run(List.of(upsert(1L, "a", 20L)));

    assertThat(report.outcome()).as("it is remembered").isEqualTo(Outcome.MOVED);
    assertThat(snapshot().files()).isEqualTo(before);
    harness.run(List.of(upsert(1L, "b", 25L)));
    assertThat(harness.rows())
        .isEqualTo(
            model()
                .apply(
                    List.of(
                        upsert(1L, "a", 10L),
                        upsert(1L, "a", 20L),
                        upsert(1L, "b", 25L),
                        upsert(1L, "a", 30L)))
                .rows());
  }

  private org.apache.hadoop.fs.Path path(DataFile file) {
    return new org.apache.hadoop.fs.Path(table.resolve(file.path()).toString());
  }

  private TableSnapshot snapshot() {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, table.toString()).snapshot().orElseThrow());
  }
}
