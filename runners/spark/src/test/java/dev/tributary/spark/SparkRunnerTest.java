package dev.tributary.spark;

import static dev.tributary.spark.LocalCommand.ON_DIRECT_RUNNER;
import static dev.tributary.spark.LocalCommand.ON_SPARK;
import static dev.tributary.spark.LocalCommand.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private static final Map<String, String> FIRST_DAY = connection(1);
  private static final Map<String, String> SECOND_DAY = connection(2);

  private static Tables tables;

  @TempDir private Path directory;

  @BeforeAll
  static void open() {
    tables = new Tables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Test
  void sparkRunnerAndDirectRunnerMakeTheSameTablesOnEveryDay() throws Exception {
    Path direct = directory.resolve("direct");
    Path spark = directory.resolve("spark");
    for (Map<String, String> connection : List.of(FIRST_DAY, SECOND_DAY)) {
      run(EXAMPLE, connection, direct, ON_DIRECT_RUNNER);
      run(EXAMPLE, connection, spark, ON_SPARK);
      tables.assertSame(spark, direct, "shop", TABLES);
    }
    String again = run(EXAMPLE, SECOND_DAY, spark, ON_SPARK);
    for (String table : TABLES) {
      assertThat(again).containsPattern(table + " +UNCHANGED");
      assertThat(versions(spark, table)).isEqualTo(versions(direct, table));
    }
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

    Path warehouse = directory.resolve("warehouse");
    Map<String, String> connection =
        Map.of("TRIBUTARY_CONNECTION_DEMO_EXAMPLE", "{\"connector\": \"planets\"}");

    run(spec, connection, warehouse, options);

    assertThat(Tables.rows(tables.read(warehouse, "sky", "planets").select("name")))
        .containsExactly("{\"name\":\"Mars\"}", "{\"name\":\"地球\"}");
  }

  private static Map<String, String> connection(int day) {
    String options = "{\"records\": 3000, \"page_size\": 100, \"day\": %d}".formatted(day);
    return Map.of(
        "TRIBUTARY_CONNECTION_DEMO_EXAMPLE",
        "{\"connector\": \"example\", \"options\": " + options + "}");
  }

  private static long versions(Path warehouse, String table) throws IOException {
    try (var files = Files.list(warehouse.resolve("main/shop/" + table + "/_delta_log"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
