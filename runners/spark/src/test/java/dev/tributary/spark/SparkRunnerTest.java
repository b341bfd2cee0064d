package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing in the pipeline leans on one runner: the command gives the same tables on both. */
class SparkRunnerTest {
  private static final List<String> TABLES =
      List.of(
          "customers",
          "orders",
          "orders_history",
          "subscriptions",
          "events",
          "countries",
          "countries_history");
  private static final Path EXAMPLE = Path.of("../../spec/examples/example.json").toAbsolutePath();
  private static final String FIRST_DAY =
      "{\"connector\": \"example\", \"options\": {\"records\": 3000, \"page_size\": 100}}";
  private static final String SECOND_DAY =
      "{\"connector\": \"example\", \"options\":"
          + " {\"records\": 3000, \"page_size\": 100, \"day\": 2}}";

  private static SparkSession session;

  @TempDir private Path directory;

  @BeforeAll
  static void openSession() {
    session =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
  }

  @AfterAll
  static void closeSession() {
    session.stop();
  }

  @Test
  void sparkRunnerAndDirectRunnerMakeTheSameTablesOnEveryDay() throws Exception {
    Path direct = directory.resolve("direct");
    Path spark = directory.resolve("spark");
    for (String connection : List.of(FIRST_DAY, SECOND_DAY)) {
      run(connection, direct, "--runner=DirectRunner");
      run(connection, spark, "--runner=SparkRunner", "--sparkMaster=local[2]");
      for (String table : TABLES) {
        Dataset<Row> expected = withoutTimesOfRuns(read(direct, table), table);
        Dataset<Row> actual = withoutTimesOfRuns(read(spark, table), table);
        assertThat(actual.schema()).as(table).isEqualTo(expected.schema());
        assertThat(rows(actual)).as(table).isNotEmpty().isEqualTo(rows(expected));
      }
    }
    String again = run(SECOND_DAY, spark, "--runner=SparkRunner", "--sparkMaster=local[2]");
    for (String table : TABLES) {
      assertThat(again).containsPattern(table + " +UNCHANGED");
      assertThat(versions(spark, table)).isEqualTo(versions(direct, table));
    }
  }

  /** Runs the command in a JVM of its own and returns what it prints on stdout. */
  private String run(String connection, Path warehouse, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(Arrays.asList(System.getProperty("tributary.spark.jvm").split(" ")));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run"));
    command.addAll(List.of("--spec=" + EXAMPLE, "--warehouse=" + warehouse));
    command.addAll(List.of(options));
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("TRIBUTARY_CONNECTION_DEMO_EXAMPLE", connection);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the run ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(out) + Files.readString(err)).isZero();
    return Files.readString(out);
  }

  private static Dataset<Row> read(Path warehouse, String table) {
    return session.read().format("delta").load(path(warehouse, table).toString());
  }

  /** A version of a snapshot is valid since a run, and no two runs began at one time. */
  private static Dataset<Row> withoutTimesOfRuns(Dataset<Row> rows, String table) {
    return table.equals("countries_history")
        ? rows.withColumn("is_open", rows.col("__END_AT").isNull()).drop("__START_AT", "__END_AT")
        : rows;
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  private static long versions(Path warehouse, String table) throws IOException {
    try (var files = Files.list(path(warehouse, table).resolve("_delta_log"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }

  private static Path path(Path warehouse, String table) {
    return warehouse.resolve("main/shop").resolve(table);
  }
}
