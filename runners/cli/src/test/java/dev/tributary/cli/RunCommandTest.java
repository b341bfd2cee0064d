package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String CUSTOMERS =
      """
      { "connection_name": "local",
        "objects": [
          { "table": { "source_table": "customers" } },
          { "table": { "source_table": "events", "destination_schema": "raw" } } ] }
      """;

  @TempDir private Path directory;

  @Test
  void aRunThatLoadsAllTablesEndsWithZeroAndPrintsATable() throws IOException {
    Result result = run(spec(CUSTOMERS), connection("\"records\": 1500"));

    assertThat(result.status()).isZero();
    assertThat(
            result.out().lines().map(line -> line.replaceAll(" +[0-9]+\\.[0-9]$", " S")).toList())
        .containsExactly(
            "table                   status   read  inserted  updated  deleted  version  seconds",
            "main.default.customers  DONE    1,500     1,500        0        0        0 S",
            "main.raw.events         DONE    1,500     1,500        0        0        0 S",
            "Tables are in " + warehouse() + ".");
    assertThat(withoutProgress(result.err())).isEmpty();
  }

  @Test
  void aSpecMayBeYaml() throws IOException {
    Path connection = connection("\"records\": 3");
    Path spec =
        Files.writeString(
            directory.resolve("spec.yaml"),
            """
            connection_name: local
            objects:
              - table:
                  source_table: customers
                  table_configuration: { start_date: 2020-01-31, hash_columns: [email] }
            """);

    Result right = run(spec, connection);
    Files.writeString(spec, Files.readString(spec).replace("customers", "custmers"));
    Result wrong = run(spec, connection);

    assertThat(right.status()).as(right.err()).isZero();
    assertThat(right.out()).containsPattern("customers +DONE +3 ");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith(spec + ":4 /objects/0/table/source_table: Unknown table 'custmers'.");
  }

  @Test
  void theReportOfASecondRunSaysUnchanged() throws IOException {
    run(spec(CUSTOMERS), connection("\"records\": 3"));

    Result second = run(spec(CUSTOMERS), connection("\"records\": 3"));

    assertThat(second.status()).isZero();
    assertThat(second.out().lines().filter(line -> line.contains(" UNCHANGED ")).count())
        .isEqualTo(2);
  }

  @Test
  void numbersArePrintedAlikeInEveryCountry() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(run(spec(CUSTOMERS), connection("\"records\": 1500")).out()).contains(" 1,500 ");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTableThatFailsEndsTheRunWithOne() throws IOException {
    Result result =
        run(
            spec(CUSTOMERS),
            connection("\"records\": 9, \"page_size\": 2, \"fail_after_pages\": 1"));

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("PARTIAL");
    assertThat(result.err())
        .contains("customers: PARTIAL: Cannot read table 'customers' behind page 1")
        .contains("Remove it to go on");
  }

  @Test
  void onlyTheTablesAskedForAreLoaded() throws IOException {
    Result result = run(spec(CUSTOMERS), connection("\"records\": 3"), "--tables=events");

    assertThat(result.status()).isZero();
    assertThat(warehouse().resolve("main/raw/events/_delta_log")).exists();
    assertThat(warehouse().resolve("main/default")).doesNotExist();

    Result unknown = run(spec(CUSTOMERS), connection("\"records\": 3"), "--tables=event,customers");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--tables: The spec has no table 'event'. Did you mean 'events'?");
  }

  @Test
  void aSpecWithFourMistakesIsToldAllFourAndCreatesNothing() throws IOException {
    Path spec =
        spec(
            """
            { "connection_name": "local",
              "objects": [
                { "table": { "source_table": "custmers" } },
                { "table": { "source_table": "orders",
                             "table_configuration": { "scd_typ": "SCD_TYPE_1" } } },
                { "table": { "source_table": "events", "destination_schema": "../raw" } } ] }
            """);
    Path connection = connection("\"recods\": 3");

    Result result = run(spec, connection);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines().map(line -> line.replace(directory + "/", "")).toList())
        .containsExactly(
            "spec.json:3 /objects/0/table/source_table: Unknown table 'custmers'. Did you mean"
                + " 'customers'?",
            "spec.json:5 /objects/1/table/table_configuration/scd_typ: Unknown option 'scd_typ'."
                + " Did you mean 'scd_type'?",
            "spec.json:6 /objects/2/table/destination_schema: '../raw' is not a usable name: it"
                + " must begin with a letter or a digit and go on with letters, digits, '_', '.',"
                + " '-' and spaces",
            "local.json:1 /options/recods: Unknown option 'recods'. Did you mean 'records'?",
            "4 problems. Nothing was read or written.");
    assertThat(warehouse()).doesNotExist();
  }

  @Test
  void theOutputAsJsonIsOneDocumentWithAllFigures() throws IOException {
    Result result =
        run(spec(CUSTOMERS), connection("\"records\": 5, \"page_size\": 2"), "--output=json");

    JsonNode report = parseOne(result.out());
    assertThat(names(report)).containsExactly("run_id", "started", "finished", "success", "tables");
    assertThat(report.path("success").asBoolean()).isTrue();
    JsonNode table = report.path("tables").path(0);
    assertThat(names(table))
        .contains("name", "destination", "status", "rows_read", "inserted", "updated", "deleted")
        .contains("rejected")
        .contains("version_before", "version_after", "offset_before", "offset_after", "epochs")
        .contains("pages", "requests", "retries", "seconds_waiting", "seconds_working", "seconds")
        .contains("files_added", "files_removed", "bytes_added", "bytes_removed", "error");
    assertThat(table.path("name").asText()).isEqualTo("customers");
    assertThat(table.path("destination").asText()).isEqualTo("main.default.customers");
    assertThat(table.path("status").asText()).isEqualTo("DONE");
    assertThat(table.path("rows_read").asInt()).isEqualTo(5);
    assertThat(table.path("inserted").asInt()).isEqualTo(5);
    assertThat(table.path("pages").asInt()).isEqualTo(3);
    assertThat(table.path("requests").asInt()).isEqualTo(3);
    assertThat(table.get("version_before").isNull()).isTrue();
    assertThat(table.path("version_after").asInt()).isZero();
    assertThat(table.path("offset_after").path("position").asInt()).isEqualTo(5);
    assertThat(table.path("bytes_added").asLong()).isPositive();
    assertThat(table.get("error").isNull()).isTrue();
  }

  @Test
  void aReportOfAFailureIsJsonToo() throws IOException {
    Result result =
        run(
            spec(CUSTOMERS),
            connection("\"records\": 5, \"fail_after_pages\": 0"),
            "--output=json");

    assertThat(result.status()).isEqualTo(1);
    JsonNode report = parseOne(result.out());
    assertThat(report.path("success").asBoolean()).isFalse();
    assertThat(report.path("tables").path(0).path("status").asText()).isEqualTo("FAILED");
    assertThat(report.path("tables").path(0).path("error").asText()).contains("behind page 0");
    assertThat(report.path("tables").path(0).get("version_after").isNull()).isTrue();
  }

  @Test
  void aProcessOfItsOwnPrintsTheDocumentAndNothingElseOnStandardOutput()
      throws IOException, InterruptedException {
    Result result =
        Command.runApart(
            directory,
            Map.of("TRIBUTARY_CONNECTION_LOCAL", "{\"connector\": \"example\"}"),
            List.of(),
            "run",
            "--spec=" + spec(CUSTOMERS),
            "--warehouse=" + warehouse(),
            "--output=json");

    assertThat(result.status()).isZero();
    assertThat(parseOne(result.out()).path("tables")).hasSize(2);
    assertThat(withoutProgress(result.err())).isEmpty();
  }

  @Test
  void aProcessEndsWithTheStatusOfItsRun() throws IOException, InterruptedException {
    Result result =
        Command.runApart(
            directory,
            Map.of(),
            List.of(),
            "run",
            "--spec=example",
            "--warehouse=" + warehouse(),
            "--tables=custumers");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("Taking the example spec " + Command.EXAMPLES.resolve("example.json"))
        .contains("--tables: The spec has no table 'custumers'. Did you mean 'customers'?");
    assertThat(warehouse()).doesNotExist();
  }

  @Test
  void anExampleIsFoundByItsBareName() {
    Result result = Command.run("validate", "--spec=example", "--examples=" + Command.EXAMPLES);

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "Valid: customers, orders, orders, subscriptions, events, countries, countries\n");
    assertThat(result.err()).startsWith("Taking the example spec ");
  }

  @Test
  void problemsOfAValidationAreOneDocumentWhereJsonIsWanted() throws IOException {
    Path spec =
        spec(
            """
            { "connection_name": "local",
              "objects": [
                { "table": { "source_table": "custmers" } } ] }
            """);
    Path connection = connection("");

    Result wrong =
        Command.run("validate", "--spec=" + spec, "--connection=" + connection, "--output=json");
    Result right =
        Command.run(
            "validate", "--spec=" + spec(CUSTOMERS), "--connection=" + connection, "--output=json");

    assertThat(wrong.status()).isEqualTo(2);
    JsonNode problem = parseOne(wrong.out()).at("/problems/0");
    assertThat(problem.path("file").asText()).isEqualTo(spec.toString());
    assertThat(problem.path("line").asInt()).isEqualTo(3);
    assertThat(problem.path("pointer").asText()).isEqualTo("/objects/0/table/source_table");
    assertThat(problem.path("message").asText()).contains("Did you mean 'customers'?");
    assertThat(parseOne(wrong.out()).path("valid").asBoolean()).isFalse();
    assertThat(right.status()).isZero();
    assertThat(parseOne(right.out()).path("valid").asBoolean()).isTrue();
    assertThat(parseOne(right.out()).path("tables")).hasSize(2);
  }

  @Test
  void theConnectionStandsBesideTheSpec() throws IOException {
    Path spec = spec(CUSTOMERS);
    Path beside = Files.createDirectory(directory.resolve("connections")).resolve("local.json");
    Files.writeString(beside, "{\"connector\": \"example\"}");

    assertThat(Command.run("validate", "--spec=" + spec).status()).isZero();
    Files.delete(beside);
    Result without = Command.run("validate", "--spec=" + spec);
    assertThat(without.status()).isEqualTo(2);
    assertThat(without.err())
        .contains("--connection=FILE", "TRIBUTARY_CONNECTION_LOCAL", beside.toString());
  }

  @Test
  void aSpecThatIsNotThereIsToldWithWhereItWasLookedFor() {
    Result result = Command.run("run", "--spec=exampel", "--examples=" + Command.EXAMPLES);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("Cannot find the spec", "Did you mean 'example.json'?")
        .endsWith("1 problem. Nothing was read or written.\n");
  }

  @Test
  void whatIsLeftEmptyIsAskedFor() throws IOException {
    Path spec = spec(CUSTOMERS);
    Path connection = connection("");

    assertThat(Command.run("run", "--spec=").err()).startsWith("Name the spec: --spec=FILE");
    assertThat(Command.run("run", "--spec=").status()).isEqualTo(2);
    Result result =
        Command.run("run", "--spec=" + spec, "--connection=" + connection, "--warehouse=");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("Name the warehouse: --warehouse=DIR");
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsRead() throws IOException {
    Path spec = spec(CUSTOMERS);
    Path connection = connection("");
    var wrong = new ArrayList<Result>();
    for (String option :
        List.of(
            "--catalog=../x",
            "--schema=a/b",
            "--runner=DirctRunner",
            "--parallel-tables=0",
            "--parallel-tables=many",
            "--output=xml",
            "--warehose=x")) {
      wrong.add(run(spec, connection, option));
    }

    assertThat(wrong).extracting(Result::status).containsOnly(2);
    assertThat(wrong.get(0).err()).startsWith("Invalid catalog: '../x' is not a usable name");
    assertThat(wrong.get(1).err()).startsWith("Invalid schema: 'a/b' is not a usable name");
    assertThat(wrong.get(2).err())
        .startsWith("Unknown --runner 'DirctRunner'. Did you mean 'DirectRunner'?");
    assertThat(wrong.get(3).err()).startsWith("Invalid --parallel-tables: 0");
    assertThat(wrong.get(4).err()).contains("--parallel-tables", "'many'");
    assertThat(wrong.get(5).err()).contains("--output", "xml");
    assertThat(wrong.get(6).err()).contains("--warehose").contains("--warehouse");
    assertThat(warehouse()).doesNotExist();
  }

  @Test
  void optionsOfBeamStandBehindTwoDashes() throws IOException {
    Path spec = spec(CUSTOMERS);
    Path connection = connection("\"records\": 3");

    Result right = run(spec, connection, "--", "--targetParallelism=2", "--tempLocation=/tmp");
    Result wrong = run(spec, connection, "--", "--targetParalelism=2");
    Result stray = run(spec, connection, "customers");

    assertThat(right.status()).isZero();
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.err()).contains("Invalid options for DirectRunner", "targetParalelism");
    assertThat(stray.status()).isEqualTo(2);
    assertThat(stray.err()).contains("customers");
  }

  @Test
  void rowsOfAnotherSourceAreRefusedWithTwo() throws IOException {
    Path spec = spec(CUSTOMERS);
    run(spec, connection("\"records\": 3"));

    Result other = run(spec, connection("\"records\": 3, \"seed\": 2"));

    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err())
        .contains("its rows came from another source", "seed", "'1' and not '2'");
    assertThat(other.out()).isEmpty();
  }

  @Test
  void aFullRefreshGetsPastAnotherSourceAndSaysWhatGoes() throws IOException {
    Path spec = spec(CUSTOMERS);
    run(spec, connection("\"records\": 3"));
    Path other = connection("\"records\": 4, \"seed\": 2");
    assertThat(run(spec, other).err()).contains("or run once with --full-refresh");

    Result result = run(spec, other, "--full-refresh", "--tables=customers");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err().lines())
        .containsExactly(
            "Full refresh of customers: when all of a table is read, the rows that it has go, also"
                + " those that others wrote. Until then readers see it as it is.");
    assertThat(result.out().lines().toList().get(1))
        .matches("main\\.default\\.customers +DONE +4 +4 +0 +0 +1 +[0-9.]+");
    assertThat(run(spec, other, "--tables=customers").status()).isZero();
    assertThat(run(spec, other, "--tables=events").status()).isEqualTo(2);
  }

  @Test
  void aFullRefreshTakesTheNamesOfTablesOrNone() throws IOException {
    Path spec = spec(CUSTOMERS);
    Path connection = connection("\"records\": 3");
    run(spec, connection);

    Result named = run(spec, connection, "--full-refresh=events,customers");
    Result all = run(spec, connection, "--full-refresh", "--", "--targetParallelism=2");
    Result unknown = run(spec, connection, "--full-refresh=event,customers");
    Result empty = run(spec, connection, "--full-refresh=");

    assertThat(named.err()).startsWith("Full refresh of customers, events: ");
    assertThat(named.status()).isZero();
    assertThat(all.err()).startsWith("Full refresh of customers, events: ");
    assertThat(all.status()).as(all.err()).isZero();
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("--full-refresh: The spec has no table 'event'. Did you mean 'events'?");
    assertThat(empty.status()).as("not all of them").isEqualTo(2);
  }

  @Test
  void aFullRefreshThatFailsSaysThatTheTableIsAsItWas() throws IOException {
    Path spec = spec(CUSTOMERS);
    run(spec, connection("\"records\": 9, \"page_size\": 2"));

    Result result =
        run(
            spec,
            connection("\"records\": 9, \"page_size\": 2, \"fail_after_pages\": 1"),
            "--full-refresh=customers",
            "--tables=customers");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).contains("PARTIAL");
    assertThat(result.err())
        .contains("customers: the full refresh is not complete: readers see the table as it was");
    Result next = run(spec, connection("\"records\": 9, \"page_size\": 2"), "--tables=customers");
    assertThat(next.status()).isZero();
    assertThat(next.err())
        .contains("customers: this run went on with the full refresh that an earlier one began");
  }

  @Test
  void aWarehouseThatCannotBeThereIsToldWithoutAStackTrace() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Path spec = spec(CUSTOMERS);
    Path connection = connection("\"records\": 3");

    Result below =
        Command.run("run", "--spec=" + spec, "--connection=" + connection, "--warehouse=" + file);
    Result unknown =
        Command.run(
            "run", "--spec=" + spec, "--connection=" + connection, "--warehouse=nosuch://bucket/x");

    assertThat(below.status()).isEqualTo(1);
    assertThat(below.err()).contains(file.toString()).doesNotContain("\tat ");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("nosuch").doesNotContain("\tat ");
  }

  @Test
  void helpAndVersionEndWithZero() {
    assertThat(Command.run("--help").out()).contains("run", "validate");
    assertThat(Command.run("run", "--help").out()).contains("Exit status", "--warehouse");
    assertThat(Command.run("--version").out()).startsWith("tributary ");
    assertThat(Command.run("--help").status()).isZero();
    assertThat(Command.run().status()).isEqualTo(2);
    assertThat(Command.run().err()).startsWith("Name a command: run, validate, ");
  }

  private Result run(Path spec, Path connection, String... more) {
    var arguments = new ArrayList<String>();
    arguments.add("run");
    arguments.add("--spec=" + spec);
    arguments.add("--connection=" + connection);
    arguments.add("--warehouse=" + warehouse());
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }

  private Path warehouse() {
    return directory.resolve("warehouse");
  }

  private Path spec(String json) throws IOException {
    return Files.writeString(directory.resolve("spec.json"), json);
  }

  private Path connection(String options) throws IOException {
    return Files.writeString(
        directory.resolve("local.json"),
        "{\"connector\": \"example\", \"options\": {" + options + "}}");
  }

  private static JsonNode parseOne(String text) throws JsonProcessingException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readTree(text);
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A run on a busy machine may take long enough for a line of progress. */
  private static List<String> withoutProgress(String err) {
    return err.lines().filter(line -> !line.matches("\\w+: .* rows read in .* pages")).toList();
  }
}
