package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void beforeTheFirstRunAllIsAFirstLoadAndNothingIsWritten() throws IOException {
    Result result = command("plan", "");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "table                   plan        mode      version  from           new columns",
            "main.default.customers  FIRST_LOAD  UPSERT    -        the beginning  -",
            "main.default.countries  FIRST_LOAD  SNAPSHOT  -        the beginning  -");
    assertThat(directory.resolve("warehouse")).doesNotExist();
  }

  @Test
  void afterARunItTellsFromWhereTablesGoOn() throws IOException {
    command("run", "");
    String before = Command.everythingBelow(directory.resolve("warehouse"));

    JsonNode tables = JSON.readTree(command("plan", "", "--output=json").out()).path("tables");

    assertThat(tables.at("/0/action").asText()).isEqualTo("INCREMENTAL");
    assertThat(tables.at("/0/offset/position").asInt()).isEqualTo(20);
    assertThat(tables.at("/0/version").asInt()).isZero();
    assertThat(tables.at("/1/action").asText()).isEqualTo("SNAPSHOT");
    assertThat(tables.at("/1/offset").isNull()).isTrue();
    assertThat(Command.everythingBelow(directory.resolve("warehouse"))).isEqualTo(before);
  }

  @Test
  void columnsThatAreNewAreNamed() throws IOException {
    command("run", "\"exclude_columns\": [\"email\"]");

    Result result = command("plan", "", "--tables=customers");

    assertThat(result.out()).containsPattern("INCREMENTAL .* email\n");
  }

  @Test
  void columnsThatAreGoneAreNamed() throws IOException {
    command("run", "");

    Result text = command("plan", "\"exclude_columns\": [\"email\"]", "--tables=customers");
    Result json = command("plan", "\"exclude_columns\": [\"email\"]", "--output=json");

    assertThat(text.err())
        .contains("customers: columns that the source has no longer")
        .endsWith(": email\n");
    assertThat(JSON.readTree(json.out()).at("/tables/0/gone_columns").toString())
        .isEqualTo("[\"email\"]");
    assertThat(JSON.readTree(json.out()).at("/tables/1/gone_columns")).isEmpty();
    assertThat(command("plan", "", "--tables=customers").err()).doesNotContain("no longer");
  }

  @Test
  void aTableThatARunCouldNotLoadEndsWithOne() throws IOException {
    command("run", "");

    Result hashed = command("plan", "\"hash_columns\": [\"email\"]", "--output=json");
    Result keys = command("plan", "\"scd_type\": \"SCD_TYPE_2\"");

    assertThat(hashed.status()).isEqualTo(1);
    JsonNode customers = JSON.readTree(hashed.out()).at("/tables/0");
    assertThat(customers.get("action").isNull()).isTrue();
    assertThat(customers.path("error").asText()).contains("email").contains("--full-refresh");
    assertThat(keys.status()).isEqualTo(1);
    assertThat(keys.out()).containsPattern("main.default.customers +FAILS ");
    assertThat(keys.err()).contains("customers: Cannot change the SCD type");
  }

  @Test
  void aFullRefreshIsPlannedAsSuchAndOneThatWasLeftIsGoneOnWith() throws IOException {
    command("run", "");

    Result asked = command("plan", "", "--full-refresh=customers");
    connection("\"records\": 20, \"page_size\": 5, \"fail_after_pages\": 2");
    command("run", "", "--full-refresh=customers", "--tables=customers");
    Result left = command("plan", "", "--tables=customers");

    assertThat(asked.out()).containsPattern("customers +FULL_REFRESH +UPSERT +0 +the beginning");
    assertThat(left.out()).containsPattern("customers +RESUME_FULL_REFRESH +UPSERT +0 .*10");
  }

  @Test
  void aReadThatWasLeftIsGoneOnWith() throws IOException {
    connection("\"records\": 20, \"page_size\": 5, \"fail_after_pages\": 2");
    command("run", "", "--tables=customers");

    assertThat(command("plan", "", "--tables=customers").out())
        .containsPattern("customers +RESUME +UPSERT +0 .*10");
  }

  @Test
  void anotherSourceIsRefusedAsARunRefusesIt() throws IOException {
    command("run", "");
    connection("\"records\": 20, \"seed\": 2");

    Result result = command("plan", "");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("its rows came from another source");
  }

  private void connection(String options) throws IOException {
    Files.writeString(
        directory.resolve("local.json"),
        "{\"connector\": \"example\", \"options\": {" + options + "}}");
  }

  private Result command(String name, String configuration, String... more) throws IOException {
    Path connection = directory.resolve("local.json");
    if (!Files.exists(connection)) {
      connection("\"records\": 20");
    }
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "local",
              "objects": [
                { "table": { "source_table": "customers", "table_configuration": { %s } } },
                { "table": { "source_table": "countries" } } ] }
            """
                .formatted(configuration));
    var all = new ArrayList<String>();
    all.add(name);
    all.add("--spec=" + spec);
    all.add("--connection=" + connection);
    all.add("--warehouse=" + directory.resolve("warehouse"));
    all.addAll(List.of(more));
    return Command.run(all.toArray(String[]::new));
  }
}
