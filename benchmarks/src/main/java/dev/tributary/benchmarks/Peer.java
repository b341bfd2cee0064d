package dev.tributary.benchmarks;

import dev.tributary.pipelines.BeamRunner;
import dev.tributary.spark.SparkBeamRunner;
import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * delta-spark, with the settings that suit two cores and tables of some hundred megabytes; the
 * README says which and why. It is also what tables are compared with.
 */
final class Peer implements AutoCloseable {
  private static final String MASTER = "local[2]";

  private final SparkSession spark;

  private Peer(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Starts Spark in this process, by itself.
   *
   * @param scratch for what Spark writes besides tables
   */
  static Peer start(Path scratch) {
    return start(scratch, new SparkConf().setMaster(MASTER));
  }

  /** Starts Spark in this process with a context that Tributary's pipelines can share. */
  static Peer startShared(Path scratch) {
    return start(scratch, SparkBeamRunner.settings(MASTER));
  }

  private static Peer start(Path scratch, SparkConf settings) {
    return new Peer(
        SparkSession.builder()
            .config(settings)
            .appName("benchmark")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.adaptive.enabled", "true")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("spark-warehouse").toString())
            .getOrCreate());
  }

  /** Tributary on the context of this session: a JVM has one. */
  BeamRunner beamRunner() {
    return SparkBeamRunner.on(JavaSparkContext.fromSparkContext(spark.sparkContext()));
  }

  /** The records of files. A record that does not fit the schema is an error and no null. */
  Dataset<Row> records(Input input) {
    return spark
        .read()
        .schema(SparkSchema.ddl(input.shape().schema()))
        .option("mode", "FAILFAST")
        .json(input.files().stream().map(Path::toString).toArray(String[]::new));
  }

  /** The rows of a Delta table. */
  Dataset<Row> rows(Path table) {
    return spark.read().format("delta").load(table.toString());
  }

  /** The rows of Parquet files. */
  Dataset<Row> parquet(Path directory) {
    return spark.read().parquet(directory.toString());
  }

  /** The initial load. */
  void load(Input input, Path table) {
    records(input).write().format("delta").save(table.toString());
  }

  /** The merge of what was read, in which an older row does not win over a newer one. */
  void merge(Input input, Path table) {
    DeltaMergeBuilder merge =
        DeltaTable.forPath(spark, table.toString())
            .as("t")
            .merge(records(input).as("s"), "s.id = t.id");
    (switch (input.meaning()) {
          case CHANGES -> merge.whenMatched("s.updated_at >= t.updated_at").updateAll();
          // A row that is as it was is none to write.
          case SNAPSHOT ->
              merge
                  .whenMatched("s.updated_at > t.updated_at")
                  .updateAll()
                  .whenNotMatchedBySource()
                  .delete();
        })
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
