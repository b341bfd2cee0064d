package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Reads tables with delta-spark: for one test class, which closes it. */
final class Tables implements AutoCloseable {
  private final SparkSession session =
      SparkSession.builder()
          .master("local[1]")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", "1")
          // Fifty otherwise, for logs of a few lines.
          .config("spark.databricks.delta.snapshotPartitions", "1")
          // Rows are few, and compiling what reads them takes most of the time.
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
          .getOrCreate();

  /**
   * A table.
   *
   * @param warehouse a directory or a URI
   */
  Dataset<Row> read(Object warehouse, String schema, String table) {
    return session.read().format("delta").load(warehouse + "/main/" + schema + "/" + table);
  }

  List<String> rows(Object warehouse, String schema, String table) {
    return rows(read(warehouse, schema, table));
  }

  static List<String> rows(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  /** Asserts that tables have the same columns and the same rows, and some. */
  void assertSame(Object warehouse, Object expected, String schema, List<String> tables) {
    for (String table : tables) {
      Dataset<Row> good = withoutTimesOfRuns(read(expected, schema, table), table);
      Dataset<Row> found = withoutTimesOfRuns(read(warehouse, schema, table), table);
      assertThat(found.schema()).as(table).isEqualTo(good.schema());
      assertThat(rows(found)).as(table).isNotEmpty().isEqualTo(rows(good));
    }
  }

  /** A version of a snapshot is valid since a run, and no two runs began at one time. */
  private static Dataset<Row> withoutTimesOfRuns(Dataset<Row> rows, String table) {
    return table.equals("countries_history")
        ? rows.withColumn("is_open", rows.col("__END_AT").isNull()).drop("__START_AT", "__END_AT")
        : rows;
  }

  @Override
  public void close() {
    session.stop();
  }
}
