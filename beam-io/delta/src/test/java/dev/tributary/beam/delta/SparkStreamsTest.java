package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random streams of changes beside delta-spark: it merges the same, and works on our tables. */
@ExtendWith(SparkOracle.class)
@Tag("long")
class SparkStreamsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("note", new StringType())
          .add("at", new TimestampType());

  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("at");
  private static final int PARTS = 6;

  @TempDir private Path directory;

  private SparkSession spark;

  @BeforeEach
  void session() {
    spark = SparkRows.session();
  }

  /** A MERGE knows no tombstones, so that a part may not bring what is older than the last one. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void sparksMergeMakesTheSameTable(long seed) {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    List<TestChange> changes = changes(streams);
    changes.sort(Comparator.comparing(SparkStreamsTest::at));
    EpochHarness ours = harness("ours", WriteMode.UPSERT);
    DeltaTarget theirs = target("theirs", WriteMode.UPSERT);
    write(theirs, List.of(), "overwrite");

    for (List<TestChange> part : atBorders(streams.cut(changes, 3))) {
      List<TestChange> shuffled = new ArrayList<>(part);
      Collections.shuffle(shuffled, streams.random());
      ours.run(shuffled);
      merge(theirs, part);
    }

    assertThat(ours.rows()).isNotEmpty().isEqualTo(TableRows.bySpark(theirs));
  }

  /** Changes of one instant belong into one part. */
  private static List<List<TestChange>> atBorders(List<List<TestChange>> parts) {
    List<List<TestChange>> whole = new ArrayList<>();
    List<TestChange> last = new ArrayList<>();
    for (List<TestChange> part : parts) {
      for (TestChange change : part) {
        boolean starts = change == part.get(0);
        if (starts && (last.isEmpty() || !at(last.get(last.size() - 1)).equals(at(change)))) {
          last = new ArrayList<>();
          whole.add(last);
        }
        last.add(change);
      }
    }
    return whole;
  }

  private void merge(DeltaTarget target, List<TestChange> part) {
    Map<Object, TestChange> latest = new HashMap<>();
    for (TestChange change : part) {
      latest.merge(
          change.row()[0],
          change,
          (one, two) -> {
            int order = at(one).compareTo(at(two));
            return order > 0 || (order == 0 && one.isDelete()) ? one : two;
          });
    }
    List<Object[]> upserts = new ArrayList<>();
    List<Object[]> deletes = new ArrayList<>();
    latest.values().forEach(change -> (change.isDelete() ? deletes : upserts).add(stored(change)));
    SparkRows.dataset(SCHEMA, upserts).createOrReplaceTempView("upserts");
    SparkRows.dataset(SCHEMA, deletes).createOrReplaceTempView("deletes");
    spark.sql(
        "MERGE INTO "
            + name(target)
            + " t USING (SELECT *, false AS gone FROM upserts UNION ALL SELECT *, true FROM deletes) s"
            + " ON t.id = s.id"
            + " WHEN MATCHED AND s.at >= t.at AND s.gone THEN DELETE"
            + " WHEN MATCHED AND s.at >= t.at THEN UPDATE SET *"
            + " WHEN NOT MATCHED AND NOT s.gone THEN INSERT *");
  }

  /** What somebody does to our tables between two runs. */
  enum Act {
    OPTIMIZE,
    VACUUM,
    APPEND,
    DELETE
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteMode.class,
      names = {"UPSERT", "HISTORY"})
  void weGoOnWhateverSparkDoesBetweenTwoRuns(WriteMode mode) {
    for (long seed = 1; seed <= 2; seed++) {
      check(mode, seed);
    }
  }

  private void check(WriteMode mode, long seed) {
    ChangeStreams streams = ChangeStreams.withoutTies(seed);
    EpochHarness table = harness(mode + "-" + seed, mode);
    var rows = new ScdType1Model(SCHEMA, KEYS, SEQUENCE);
    var history = new ScdType2Model(SCHEMA, KEYS, SEQUENCE, List.of("name", "note"));
    List<TestChange> next = new ArrayList<>();
    List<Long> gone = new ArrayList<>();
    List<Map<String, Object>> expected = List.of();
    List<Act> acts = new ArrayList<>(List.of(Act.values()));
    Collections.shuffle(acts, streams.random());
    for (List<TestChange> part : streams.cut(changes(streams), PARTS)) {
      next.addAll(part);
      // What was stored of a key before somebody deleted it is not known to the models.
      next.removeIf(change -> gone.contains((Long) change.row()[0]));
      table.run(next);
      expected = mode == WriteMode.UPSERT ? rows.apply(next).rows() : history.apply(next).rows();
      expected = without(expected, gone);
      assertThat(table.rows()).as("%s, seed %d", mode, seed).isEqualTo(expected);
      next.clear();
      if (!acts.isEmpty() && !expected.isEmpty()) {
        next.addAll(act(acts.remove(0), table.target(), expected, gone, streams.random()));
      }
    }
    assertThat(acts).as("what was not done").isEmpty();
    assertThat(TableRows.bySpark(table.target())).isEqualTo(expected);
  }

  /** Does it, and tells with which changes the next run begins. */
  private List<TestChange> act(
      Act act, DeltaTarget target, List<Map<String, Object>> rows, List<Long> gone, Random random) {
    switch (act) {
      case OPTIMIZE -> {
        // Rewrites one file too, with timestamps as INT96, whose bytes must not be copied.
        spark.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
        write(target, List.<Object[]>of(foreign(target, 5_000L)), "append");
        spark.sql("OPTIMIZE " + name(target));
        return List.of(upsert(5_000L, "foreign", null, 1L));
      }
      case VACUUM -> {
        spark.conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
        spark.sql("VACUUM " + name(target) + " RETAIN 0 HOURS");
        return List.of();
      }
      case APPEND -> {
        write(target, List.<Object[]>of(foreign(target, 6_000L)), "append");
        // The first is the row that is there.
        return List.of(upsert(6_000L, "foreign", null, 1L), upsert(6_000L, "changed", null, 2L));
      }
      default -> {
        Long id = (Long) rows.get(random.nextInt(rows.size())).get("id");
        spark.sql("DELETE FROM " + name(target) + " WHERE id = " + id);
        gone.add(id);
        return List.of();
      }
    }
  }

  private static Object[] foreign(DeltaTarget target, long id) {
    return target.mode() == WriteMode.HISTORY
        ? new Object[] {id, Values.binary("foreign"), null, 1L, 1L, null}
        : new Object[] {id, Values.binary("foreign"), null, 1L};
  }

  private void write(DeltaTarget target, List<Object[]> rows, String mode) {
    StructType schema = target.mode() == WriteMode.HISTORY ? target.tableSchema() : SCHEMA;
    SparkRows.dataset(schema, rows)
        .coalesce(1)
        .write()
        .format("delta")
        .mode(mode)
        .save(target.path());
  }

  private static List<Map<String, Object>> without(
      List<Map<String, Object>> rows, List<Long> gone) {
    return rows.stream().filter(row -> !gone.contains((Long) row.get("id"))).toList();
  }

  private static List<TestChange> changes(ChangeStreams streams) {
    List<TestChange> changes = new ArrayList<>();
    for (TestChange change : streams.changes()) {
      Object[] row = change.row().clone();
      // Not whole milliseconds, which INT96 and statistics could hide.
      row[3] = 1_700_000_000_000_123L + (Long) row[3] * 1_000;
      changes.add(new TestChange(row, change.isDelete()));
    }
    return changes;
  }

  private static Object[] stored(TestChange change) {
    Object[] row = change.row().clone();
    for (int i = 1; i <= 2; i++) {
      row[i] = row[i] == null ? null : Values.binary((String) row[i]);
    }
    return row;
  }

  private static Long at(TestChange change) {
    return (Long) change.row()[3];
  }

  private static String name(DeltaTarget target) {
    return "delta.`" + target.path() + "`";
  }

  private DeltaTarget target(String name, WriteMode mode) {
    return EpochHarness.target(directory.resolve(name), SCHEMA, KEYS, SEQUENCE, mode);
  }

  private EpochHarness harness(String name, WriteMode mode) {
    return new EpochHarness(target(name, mode));
  }
}
