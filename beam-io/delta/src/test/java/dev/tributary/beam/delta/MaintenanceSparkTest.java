package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import io.delta.standalone.types.LongType;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructType;
import io.delta.standalone.types.TimestampType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** delta-spark reads what our maintenance left, and we go on after that of delta-spark. */
@ExtendWith(SparkOracle.class)
@Tag("long")
class MaintenanceSparkTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", new LongType())
          .add("name", new StringType())
          .add("at", new TimestampType());

  @TempDir Path directory;

  private DeltaTarget target;
  private EpochHarness table;
  private SparkSession spark;

  @BeforeEach
  void table() {
    target =
        EpochHarness.target(
            directory.resolve("table"), SCHEMA, List.of("id"), List.of("at"), WriteMode.UPSERT);
    table = new EpochHarness(target);
    spark = SparkRows.session();
    for (long run = 9; run >= 0; run--) {
      table.run(changes(run * 10, 10, "v", 1_000_001));
    }
  }

  @Test
  void sparkReadsTheSameRowsBeforeAndAfter() {
    List<Map<String, Object>> before = TableRows.bySpark(target);

    CompactionReport report = maintenance(Clock.systemUTC()).compact();

    assertThat(report.filesRemoved()).isEqualTo(10);
    assertThat(TableRows.bySpark(target)).hasSize(100).isEqualTo(before);
    assertThat(spark.read().format("delta").load(target.path()).where("id = 55").count())
        .isEqualTo(1);
    assertThat(countAsOf(9)).isEqualTo(100);
    assertThat(countAsOf(0)).isEqualTo(10);
    Row latest = spark.sql("DESCRIBE HISTORY delta.`" + target.path() + "` LIMIT 1").first();
    assertThat(latest.<String>getAs("userMetadata")).isEqualTo("OPTIMIZE");

    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(8)), ZoneOffset.UTC);
    assertThat(maintenance(Clock.systemUTC()).removeUnreferencedFiles(Retention.DEFAULT)).isEmpty();
    assertThat(countAsOf(9)).isEqualTo(100);
    assertThat(maintenance(later).removeUnreferencedFiles(Retention.DEFAULT))
        .filteredOn(file -> file.path().startsWith("part-"))
        .hasSize(10);
    assertThat(TableRows.bySpark(target)).isEqualTo(before);
  }

  @Test
  void weGoOnAfterSparkOptimizedAndVacuumed() {
    String name = "delta.`" + target.path() + "`";
    withConf(
        Map.of(
            "spark.sql.parquet.outputTimestampType", "INT96",
            "spark.databricks.delta.retentionDurationCheck.enabled", "false"),
        () -> {
          spark.sql(
              "INSERT INTO "
                  + name
                  + " VALUES (500, 'spark', TIMESTAMP '2024-01-01 00:00:00.123456')");
          spark.sql("OPTIMIZE " + name);
          spark.sql("VACUUM " + name + " RETAIN 0 HOURS");
        });
    assertThat(snapshot().files()).hasSize(1);
    assertThat(maintenance(Clock.systemUTC()).planCompaction().filesRemoved()).isEqualTo(1);
    List<TestChange> changes = new ArrayList<>(changes(20, 5, "new", 2_000_000));
    changes.add(upsert(500L, "older", 1L));
    changes.add(upsert(501L, "more", 1L));

    assertThat(table.run(changes).outcome()).isEqualTo(Outcome.COMMITTED);

    assertThat(table.rows())
        .hasSize(102)
        .isEqualTo(TableRows.bySpark(target))
        .contains(EpochHarness.row("id", 22L, "name", "new", "at", 2_000_000L))
        .contains(EpochHarness.row("id", 500L, "name", "spark", "at", 1_704_067_200_123_456L));
    assertThat(maintenance(Clock.systemUTC()).planCompaction().filesRemoved()).isZero();
  }

  @Test
  void filesOfSparkAreSortedInAmongOurs() {
    withConf(
        Map.of("spark.sql.parquet.outputTimestampType", "INT96"),
        () ->
            SparkRows.dataset(
                    SCHEMA,
                    List.of(
                        new Object[] {205L, Values.binary("x"), 3L},
                        new Object[] {101L, null, 1_704_067_200_123_456L},
                        new Object[] {-5L, Values.binary("y"), null}))
                .coalesce(1)
                .write()
                .format("delta")
                .mode("append")
                .save(target.path()));
    List<Map<String, Object>> before = TableRows.bySpark(target);

    maintenance(Clock.systemUTC()).compact();

    assertThat(snapshot().files()).hasSize(1);
    assertThat(ForeignWriter.files(target).isSorted(snapshot().files().get(0))).isTrue();
    assertThat(table.rows()).hasSize(103).isEqualTo(before);
    assertThat(TableRows.bySpark(target)).isEqualTo(before);
    assertThat(maintenance(Clock.systemUTC()).planCompaction().filesRemoved()).isZero();
  }

  private void withConf(Map<String, String> conf, Runnable what) {
    conf.forEach((key, value) -> spark.conf().set(key, value));
    try {
      what.run();
    } finally {
      conf.keySet().forEach(key -> spark.conf().unset(key));
    }
  }

  private long countAsOf(int version) {
    return spark.read().format("delta").option("versionAsOf", version).load(target.path()).count();
  }

  private TableSnapshot snapshot() {
    return EpochHarness.io(
        () -> DeltaTable.open(DataFiles.CONF, target.path()).snapshot().orElseThrow());
  }

  private DeltaMaintenance maintenance(Clock clock) {
    return EpochHarness.io(
        () ->
            new DeltaMaintenance(DeltaTable.open(DataFiles.CONF, target.path()), Map.of(), clock));
  }

  private static List<TestChange> changes(long first, int count, String name, long at) {
    List<TestChange> changes = new ArrayList<>();
    for (long id = first; id < first + count; id++) {
      changes.add(upsert(id, name, at));
    }
    return changes;
  }
}
