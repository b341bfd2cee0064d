package dev.tributary.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
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
  private static final List<String> ON_SPARK =
      List.of("--runner=SparkRunner", "--sparkMaster=local[2]");
  private static final Path EXAMPLE = Path.of("../../spec/examples/example.json").toAbsolutePath();
  private static final Path GITHUB = Path.of("../../spec/examples/github.json").toAbsolutePath();
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
      run(EXAMPLE, connection, direct, List.of());
      run(EXAMPLE, connection, spark, ON_SPARK);
      assertSameTables(direct, spark, "shop", TABLES);
    }
    String again = run(EXAMPLE, SECOND_DAY, spark, ON_SPARK);
    for (String table : TABLES) {
      assertThat(again).containsPattern(table + " +UNCHANGED");
      assertThat(versions(spark, table)).isEqualTo(versions(direct, table));
    }
  }

  @Test
  @Tag("long")
  void theDemoOfASourceIsReadOnSparkAsOnDirectRunner() throws Exception {
    Path direct = directory.resolve("direct");
    Path spark = directory.resolve("spark");

    run(GITHUB, null, direct, List.of());
    run(GITHUB, null, spark, ON_SPARK);

    List<String> tables = tables(direct.resolve("main/github"));
    assertThat(tables).hasSize(12);
    assertSameTables(direct, spark, "github", tables);
  }

  @Test
  void aConnectorInAJarOfItsOwnIsReadOnSpark() throws Exception {
    Path spec =
        Files.writeString(
            directory.resolve("planets.json"),
            "{\"connection_name\": \"demo_example\", \"objects\": [{\"table\":"
                + " {\"source_table\": \"planets\", \"destination_schema\": \"sky\"}}]}");
    Path jar = PlanetsProvider.jar(directory.resolve("planets.jar"));
    List<String> options = new ArrayList<>(ON_SPARK);
    options.add("--connector-jar=" + jar);

    run(spec, "{\"connector\": \"planets\"}", directory, options);

    assertThat(rows(read(directory, "sky", "planets").select("name")))
        .containsExactly("{\"name\":\"Mars\"}", "{\"name\":\"地球\"}");
  }

  private static void assertSameTables(
      Path direct, Path spark, String schema, List<String> tables) {
    for (String table : tables) {
      Dataset<Row> expected = withoutTimesOfRuns(read(direct, schema, table), table);
      Dataset<Row> actual = withoutTimesOfRuns(read(spark, schema, table), table);
      assertThat(actual.schema()).as(table).isEqualTo(expected.schema());
      assertThat(rows(actual)).as(table).isNotEmpty().isEqualTo(rows(expected));
    }
  }

  private static List<String> tables(Path schema) throws IOException {
    try (var files = Files.list(schema)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * Runs the command in a JVM of its own and returns what it prints on stdout.
   *
   * @param connection null for the one beside the spec
   */
  private String run(Path spec, String connection, Path warehouse, List<String> options)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(Arrays.asList(System.getProperty("tributary.spark.jvm").split(" ")));
    command.addAll(List.of("-cp", classPath(), Main.class.getName(), "run"));
    command.addAll(List.of("--spec=" + spec, "--warehouse=" + warehouse));
    command.addAll(options);
    Path out = Files.createTempFile(directory, "out", ".txt");
    Path err = Files.createTempFile(directory, "err", ".txt");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    if (connection != null) {
      builder.environment().put("TRIBUTARY_CONNECTION_DEMO_EXAMPLE", connection);
    }
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the run ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(out) + Files.readString(err)).isZero();
    return Files.readString(out);
  }

  /** Without this test's classes, which a run must not need. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Dataset<Row> read(Path warehouse, String schema, String table) {
    Path path = warehouse.resolve("main").resolve(schema).resolve(table);
    return session.read().format("delta").load(path.toString());
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
    try (var files = Files.list(warehouse.resolve("main/shop/" + table + "/_delta_log"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
