package dev.tributary.pipelines;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads tables as delta-spark does. Tests that use it say {@code @ExtendWith(SparkTables.class)};
 * all share one session, which stops after the last test.
 */
final class SparkTables implements BeforeAllCallback {
  private static SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SparkTables.class))
        .getOrComputeIfAbsent("stop", key -> (AutoCloseable) SparkTables::stop);
  }

  /** The rows of a table, each with its values by the names of the columns, in the order of one. */
  static List<Row> rows(Path table, String orderBy) {
    return session().read().format("delta").load(table.toString()).orderBy(orderBy).collectAsList();
  }

  /** The values of some columns of a row. */
  static List<Object> values(Row row, String... columns) {
    List<Object> values = new ArrayList<>();
    for (String column : columns) {
      values.add(row.get(row.fieldIndex(column)));
    }
    return values;
  }

  private static synchronized SparkSession session() {
    if (session == null) {
      String target = System.getProperty("java.io.tmpdir");
      session =
          SparkSession.builder()
              .master("local[1]")
              .appName("tables")
              .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "1")
              .config("spark.databricks.delta.snapshotPartitions", "1")
              // Rows are few, and compiling what reads them takes most of the time.
              .config("spark.sql.codegen.wholeStage", "false")
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.datetime.java8API.enabled", "true")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.local.dir", target)
              .config("spark.sql.warehouse.dir", target + "/spark-warehouse")
              .getOrCreate();
    }
    return session;
  }

  private static synchronized void stop() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }
}
