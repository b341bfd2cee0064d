package dev.tributary.benchmarks;

import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * delta-spark, with the settings that suit two cores and tables of some hundred megabytes; the
 * README says which and why. It is also what tables are compared with.
 */
final class Peer implements AutoCloseable {
  private final SparkSession spark;

  private Peer(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * Starts Spark in this process.
   *
   * @param scratch for what Spark writes besides tables
   */
  static Peer start(Path scratch) {
    return new Peer(
        SparkSession.builder()
            .master("local[2]")
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

  /** The records of files. A record that does not fit the schema is an error and no null. */
  Dataset<Row> records(List<Path> files) {
    return spark
        .read()
        .schema(Customers.DDL)
        .option("mode", "FAILFAST")
        .json(files.stream().map(Path::toString).toArray(String[]::new));
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
  void load(List<Path> files, Path table) {
    records(files).write().format("delta").save(table.toString());
  }

  /** The merge of changes, in which an older change does not win over a newer row. */
  void merge(List<Path> changes, Path table) {
    DeltaTable.forPath(spark, table.toString())
        .as("t")
        .merge(records(changes).as("s"), "s.id = t.id")
        .whenMatched("s.updated_at >= t.updated_at")
        .updateAll()
        .whenNotMatched()
        .insertAll()
        .execute();
  }

  @Override
  public void close() {
    spark.stop();
  }
}
