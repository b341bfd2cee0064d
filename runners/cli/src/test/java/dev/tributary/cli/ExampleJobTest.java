package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example spec, loaded by the command and read by delta-spark. */
@ExtendWith(SparkOracle.class)
class ExampleJobTest {
  private static final List<String> TABLES =
      List.of(
          "customers",
          "orders",
          "orders_history",
          "subscriptions",
          "events",
          "countries",
          "countries_history");

  @TempDir private Path directory;

  @Test
  void theExampleIsLoadedOnceAndAllOfIt() throws IOException {
    Result first = run();
    Result second = run();

    assertThat(first.status()).isZero();
    assertThat(first.out().lines().filter(line -> line.contains(" DONE "))).hasSize(TABLES.size());
    assertThat(second.status()).isZero();
    assertThat(second.out().lines().filter(line -> line.contains(" UNCHANGED ")))
        .hasSize(TABLES.size());
    for (String table : TABLES) {
      assertThat(commits(table)).as(table).isEqualTo(1);
    }
    assertIsSource(1000, 1);
  }

  @Test
  void theColumnsAreThoseOfTheSource() throws IOException {
    run("--connection=" + connection(5, 1));

    assertThat(SparkOracle.columns(path("customers")))
        .isEqualTo(
            "id BIGINT,name STRING,email STRING,active BOOLEAN,balance DECIMAL(18,2),score DOUBLE,"
                + "address STRUCT<street: STRING, city: STRING, country: STRING, geo: STRUCT<lat:"
                + " DOUBLE, lon: DOUBLE>>,tags ARRAY<STRING>,attributes MAP<STRING, STRING>,"
                + "notes STRING,birthday DATE,created_at TIMESTAMP,updated_at TIMESTAMP");
    assertThat(SparkOracle.columns(path("orders")))
        .isEqualTo(
            "id BIGINT,customer_id BIGINT,reference BIGINT,status STRING,items ARRAY<STRUCT<sku:"
                + " STRING, quantity: BIGINT, price: DECIMAL(18,2)>>,total DECIMAL(18,2),"
                + "updated_at TIMESTAMP");
    assertThat(SparkOracle.columns(path("orders_history")))
        .isEqualTo(
            SparkOracle.columns(path("orders")) + ",__START_AT TIMESTAMP,__END_AT TIMESTAMP");
    assertThat(SparkOracle.columns(path("subscriptions")))
        .isEqualTo(
            "customer_id BIGINT,plan STRING,seats BIGINT,renews BOOLEAN,created_at TIMESTAMP,"
                + "version BIGINT");
    assertThat(SparkOracle.columns(path("events")))
        .isEqualTo("id STRING,region STRING,payload STRING,occurred_at TIMESTAMP");
    assertThat(SparkOracle.columns(path("countries")))
        .isEqualTo("code STRING,name STRING,population BIGINT");
    assertThat(SparkOracle.columns(path("countries_history")))
        .isEqualTo(
            SparkOracle.columns(path("countries")) + ",__START_AT TIMESTAMP,__END_AT TIMESTAMP");
  }

  @Test
  void everyDayTheTablesAreWhatTheSourceIs() throws IOException {
    for (int day = 1; day <= 3; day++) {
      Result result = run("--connection=" + connection(700, day));

      assertThat(result.status()).isZero();
      assertIsSource(700, day);
      assertThat(commits("orders")).isEqualTo(day);
      assertThat(commits("countries")).isEqualTo(day);
      assertThat(commits("countries_history")).isEqualTo(day);
    }
    assertThat(SparkOracle.rows(path("orders"))).hasSize(700);
    assertThat(SparkOracle.rows(path("orders_history")).size())
        .as("versions, those of the past included")
        .isGreaterThan(700);
    assertThat(SparkOracle.rows(path("countries_history")))
        .as("each day one country is gone and the people of another are counted again")
        .hasSize(44);
    assertThat(SparkOracle.rows(path("events"))).hasSize(770);
  }

  private void assertIsSource(long records, long day) {
    var source = new ExampleSource(records, day);
    assertRows("customers", source.rows("customers", List.of("id"), "updated_at"));
    assertRows("orders", source.rows("orders", List.of("id"), "updated_at"));
    assertThat(SparkOracle.currentRows(path("orders_history")))
        .as("versions of orders that are valid")
        .isEqualTo(SparkOracle.rows(path("orders")));
    assertRows(
        "subscriptions", source.rows("subscriptions", List.of("customer_id", "plan"), "version"));
    assertRows("events", source.all("events"));
    assertRows("countries", source.all("countries"));
    assertThat(SparkOracle.currentRows(path("countries_history")))
        .as("versions of countries that are valid")
        .isEqualTo(SparkOracle.rows(path("countries")));
  }

  private void assertRows(String table, List<String> expected) {
    assertThat(expected).as(table).isNotEmpty();
    assertThat(SparkOracle.rows(path(table)))
        .as(table)
        .isEqualTo(SparkOracle.rows(expected, path(table)));
  }

  private Result run(String... more) {
    return Command.run(
        Stream.concat(
                Stream.of(
                    "run",
                    "--spec=example",
                    "--examples=" + Command.EXAMPLES,
                    "--warehouse=" + directory),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path connection(long records, long day) throws IOException {
    return Files.writeString(
        directory.resolve("connection.json"),
        "{\"connector\": \"example\", \"options\": {\"records\": %d, \"day\": %d}}"
            .formatted(records, day));
  }

  private Path path(String table) {
    return directory.resolve("main").resolve("shop").resolve(table);
  }

  private long commits(String table) throws IOException {
    try (Stream<Path> files = Files.list(path(table).resolve("_delta_log"))) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
