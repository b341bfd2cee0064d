package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of states and pasts of tables, and what changes of states do to the next run. */
class StateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void aStateIsShownWithItsSourceAndPositions() throws IOException {
    run("run", "--tables=customers");

    Result text = run("state", "show");
    JsonNode json = JSON.readTree(run("state", "show", "--output=json").out());

    assertThat(text.status()).as(text.err()).isZero();
    assertThat(text.out().lines().toList().get(1))
        .matches("main\\.default\\.customers +SHOWN +1 +20.*Z  example seed=1  changes  .*20.*");
    assertThat(text.out()).containsPattern("main\\.raw\\.events +ABSENT +- +- +- +- +-");
    JsonNode customers = json.at("/tables/0");
    assertThat(customers.path("epoch").asInt()).isEqualTo(1);
    assertThat(customers.at("/source/connector").asText()).isEqualTo("example");
    assertThat(customers.at("/source/table").asText()).isEqualTo("customers");
    assertThat(customers.at("/spans/0/position/position").asInt()).isEqualTo(20);
    assertThat(json.at("/tables/1/status").asText()).isEqualTo("ABSENT");
  }

  @Test
  void afterAResetTheNextRunReadsAllAgainAndChangesNoRow() throws IOException {
    run("run", "--tables=customers");

    Result dry = run("state", "reset", "--tables=customers", "--dry-run");
    JsonNode unchanged = table(run("run", "--tables=customers", "--output=json"));
    Result reset = run("state", "reset", "--tables=customers");
    JsonNode plan = table(run("plan", "--tables=customers", "--output=json"));
    JsonNode again = table(run("run", "--tables=customers", "--output=json"));

    assertThat(dry.out()).contains(" PLANNED ");
    assertThat(unchanged.path("rows_read").asInt()).isZero();
    assertThat(reset.status()).as(reset.err()).isZero();
    assertThat(reset.out()).contains(" CHANGED ");
    assertThat(reset.err())
        .contains("customers: the next run reads all of the source again; the rows stay.")
        .contains("run --full-refresh drops it");
    assertThat(plan.path("action").asText()).isEqualTo("READ_AGAIN");
    assertThat(plan.get("offset").isNull()).isTrue();
    assertThat(again.path("rows_read").asInt()).isEqualTo(20);
    assertThat(again.path("inserted").asInt() + again.path("updated").asInt()).isZero();
    assertThat(again.path("error").isNull()).isTrue();
    assertThat(directory.resolve("warehouse/main/default/customers/_tributary/lease.json"))
        .doesNotExist();
  }

  @Test
  void aResetTwiceIsOne() throws IOException {
    run("run", "--tables=customers");
    run("state", "reset", "--tables=customers");

    Result second = run("state", "reset", "--tables=customers");

    assertThat(second.status()).isZero();
    assertThat(second.out()).contains(" UNCHANGED ");
    JsonNode history = table(run("history", "--tables=customers", "--output=json"));
    assertThat(history.path("versions")).hasSize(2);
  }

  @Test
  void aTableWithHistoryKeepsItThroughAReset() throws IOException {
    String spec = spec("\"scd_type\": \"SCD_TYPE_2\"");
    on(spec, "run", "--tables=customers");
    day(3);
    on(spec, "run", "--tables=customers");
    long versions = inserted(on(spec, "history", "--tables=customers", "--output=json"));

    Result reset = on(spec, "state", "reset", "--tables=customers");
    JsonNode again = table(on(spec, "run", "--tables=customers", "--output=json"));

    assertThat(reset.err()).contains("Versions that are there stay as they are");
    assertThat(versions).isGreaterThan(20);
    assertThat(again.path("rows_read").asInt()).isPositive();
    assertThat(again.path("inserted").asInt() + again.path("deleted").asInt()).isZero();
  }

  @Test
  void positionsThatAreSetAreWhereTheNextRunBegins() throws IOException {
    run("run", "--tables=customers");
    JsonNode position =
        table(run("state", "show", "--tables=customers", "--output=json"))
            .at("/spans/0/position")
            .deepCopy();
    ((ObjectNode) position).put("position", 15);

    Result set = run("state", "set", "--tables=customers", positions(position));
    JsonNode next = table(run("run", "--tables=customers", "--output=json"));

    assertThat(set.status()).as(set.err()).isZero();
    assertThat(set.err()).contains("customers: the next run reads on from these positions");
    assertThat(next.path("rows_read").asInt()).isEqualTo(5);
    assertThat(next.at("/offset_before/position").asInt()).isEqualTo(15);
  }

  @Test
  void positionsThatAreNoneAreRefusedAndTheStateStays() throws IOException {
    run("run", "--tables=customers");
    List<String> wrong =
        List.of(
            "--positions={",
            "--positions=[]",
            "--positions=[{\"flow\": \"CHANGE\", \"position\": 1}]",
            "--positions=[{\"positon\": 1}]",
            "--positions=[{\"flow\": \"DELETES\", \"partition\": \"x\", \"position\": 1}]",
            "--positions=[{\"position\": 1}, {\"position\": 2}]");
    for (String positions : wrong) {
      Result result = run("state", "set", "--tables=customers", positions);
      assertThat(result.status()).as(positions).isEqualTo(2);
      assertThat(result.err()).startsWith("Invalid --positions: ");
    }
    Result partition =
        run(
            "state",
            "set",
            "--tables=customers",
            "--positions=[{\"partition\": \"emea\", \"position\": {\"position\": 1}}]");
    Result alien =
        run(
            "state",
            "set",
            "--tables=customers",
            "--positions=[{\"position\": {\"cursor\": \"of another source\"}}]");

    assertThat(partition.status()).isEqualTo(1);
    assertThat(partition.err())
        .contains("Cannot set the position of changes of partition 'emea' of 'customers'")
        .contains("the table has only changes");
    assertThat(alien.status()).as(alien.err()).isEqualTo(1);
    assertThat(table(run("run", "--tables=customers", "--output=json")).path("status").asText())
        .isEqualTo("UNCHANGED");
  }

  @Test
  void whatAResetMeansIsToldOfTablesThatAreAppendedToAndSnapshotsHaveNone() throws IOException {
    run("run");
    Result events = run("state", "reset", "--tables=events", "--dry-run");
    Result countries = run("state", "reset", "--tables=countries");

    assertThat(events.status()).isZero();
    assertThat(events.err()).contains("Rows whose key is there are not stored again");
    assertThat(countries.status()).isEqualTo(1);
    assertThat(countries.err()).contains("it is read as snapshots, each of which begins anew");
  }

  @Test
  void whatToDoAndOfWhichTableMustBeSaid() throws IOException {
    Result nothing = Command.run("state");
    Result all = run("state", "reset");
    Result two =
        run("state", "set", "--tables=customers,events", "--positions=[{\"position\": 1}]");

    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).startsWith("Say what to do with states: state show, reset or set.");
    assertThat(all.status()).isEqualTo(2);
    assertThat(all.err()).startsWith("Name the tables whose state changes: --tables=TABLE");
    assertThat(two.status()).isEqualTo(2);
    assertThat(two.err()).startsWith("Name one table: --tables names 2");
  }

  @Test
  void aTableThatIsBeingLoadedIsLeftAlone() throws IOException {
    run("run", "--tables=customers");
    Path lease = directory.resolve("warehouse/main/default/customers/_tributary/lease.json");
    Files.writeString(
        lease,
        """
        { "run": "other", "host": "elsewhere", "process": 1, "since": "%1$s", "heartbeat": "%1$s" }
        """
            .formatted(Instant.now()));

    Result reset = run("state", "reset", "--tables=customers");

    assertThat(reset.status()).isEqualTo(1);
    assertThat(reset.err()).contains("the run other has been loading it since");
    assertThat(run("plan", "--tables=customers").status()).isZero();
    assertThat(lease).content().contains("other");
  }

  @Test
  void thePastOfATableTellsAResetApartFromARun() throws IOException {
    run("run", "--tables=customers");
    run("state", "reset", "--tables=customers");

    assertThat(run("history").out().lines().skip(1))
        .satisfiesExactly(
            reset -> assertThat(reset).matches("\\S+  20\\S+Z  STATE +1 +2 +0 +0 +0"),
            load -> assertThat(load).matches("\\S+  20\\S+Z  MERGE +0 +1 +20 +0 +0"));
  }

  @Test
  void thePastOfATableTellsItsRuns() throws IOException {
    run("run", "--tables=customers");
    day(2);
    run("run", "--tables=customers");
    run("maintain", "--tables=customers");

    Result text = run("history");
    JsonNode versions =
        table(run("history", "--tables=customers", "--output=json", "--versions=1"))
            .path("versions");

    List<String> lines = text.out().lines().toList();
    assertThat(lines.get(0))
        .matches("table +committed +operation +version +epoch +inserted +updated +deleted");
    assertThat(lines.get(lines.size() - 1))
        .matches("main\\.default\\.customers  20.{17}Z  MERGE +0 +1 +20 +0 +0");
    assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    assertThat(versions).hasSize(1);
    assertThat(versions.at("/0/version").asInt()).isPositive();
    assertThat(run("history", "--versions=0").err()).startsWith("Invalid --versions: 0");
  }

  private static long inserted(Result history) throws IOException {
    long inserted = 0;
    for (JsonNode version : table(history).path("versions")) {
      inserted += version.at("/metrics/numTargetRowsInserted").asLong();
    }
    return inserted;
  }

  private static String positions(JsonNode position) {
    return "--positions=[{\"flow\": \"changes\", \"position\": " + position + "}]";
  }

  private static JsonNode table(Result result) throws IOException {
    assertThat(result.status()).as(result.err()).isZero();
    return JSON.readTree(result.out()).path("tables").path(0);
  }

  private Result run(String... arguments) throws IOException {
    return on(spec(""), arguments);
  }

  private Result on(String spec, String... arguments) throws IOException {
    Path connection = directory.resolve("local.json");
    if (!Files.exists(connection)) {
      day(1);
    }
    var all = new ArrayList<>(List.of(arguments));
    all.add("--spec=" + spec);
    all.add("--connection=" + connection);
    all.add("--warehouse=" + directory.resolve("warehouse"));
    return Command.run(all.toArray(String[]::new));
  }

  private void day(int day) throws IOException {
    Files.writeString(
        directory.resolve("local.json"),
        "{\"connector\": \"example\", \"options\": {\"records\": 20, \"day\": %d}}".formatted(day));
  }

  private String spec(String configuration) throws IOException {
    return Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "local",
              "objects": [
                { "table": { "source_table": "customers", "table_configuration": { %s } } },
                { "table": { "source_table": "events", "destination_schema": "raw" } },
                { "table": { "source_table": "countries" } } ] }
            """
                .formatted(configuration))
        .toString();
  }
}
