package dev.tributary.beam.delta;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * delta-spark, which reads what we wrote, and writes as other people do. Tests that use it say
 * {@code @ExtendWith(SparkOracle.class)}; all share one session, which starts when it is first
 * asked for and stops after the last test.
 */
final class SparkOracle implements BeforeAllCallback {
  private static SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SparkOracle.class))
        .getOrComputeIfAbsent("stop", key -> (AutoCloseable) SparkOracle::stop);
  }

  static synchronized SparkSession session() {
    if (session == null) {
      String target = System.getProperty("java.io.tmpdir");
      session =
          SparkSession.builder()
              .master("local[1]")
              .appName("oracle")
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
              .config("spark.sql.session.timeZone", "UTC")
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
