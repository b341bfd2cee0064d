package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoverCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void theTablesOfASourceAreListedWithHowTheyAreRead() throws IOException {
    Result result = Command.run("discover", connection("zendesk"));

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")).toList())
        .startsWith(
            "table read as keys cursor columns",
            "tickets cdc_with_deletes id generated_timestamp 39")
        .anyMatch(line -> line.matches("groups snapshot id - \\d+"));
    assertThat(result.err()).startsWith("Taking demo data: demo:zendesk?records=20, at ");
  }

  @Test
  void ofTablesThatAreNamedTheColumnsAreShownToo() throws IOException {
    Result result = Command.run("discover", connection("zendesk"), "--tables=groups");

    assertThat(result.out())
        .contains("column of groups")
        .containsPattern("\nid +long +never null\n")
        .doesNotContain("tickets");
  }

  @Test
  void jsonHasTheColumnsOfAll() throws IOException {
    JsonNode json =
        JSON.readTree(Command.run("discover", connection("stripe"), "--output=json").out());

    JsonNode customers = json.at("/tables/0");
    assertThat(customers.path("name").asText()).isEqualTo("customers");
    assertThat(customers.at("/primary_keys/0").asText()).isEqualTo("id");
    assertThat(customers.path("ingestion_type").asText()).isEqualTo("cdc_with_deletes");
    assertThat(customers.at("/columns/0/name").asText()).isEqualTo("id");
    assertThat(customers.at("/columns/0/type").asText()).isEqualTo("string");
    assertThat(customers.get("error").isNull()).isTrue();
  }

  @Test
  void aSpecThatIsWrittenIsValidAndFindsTheConnection() throws IOException {
    String connection = connection("github");
    Path spec = directory.resolve("new.json");

    Result result = Command.run("discover", connection, "--spec=" + spec);
    Result valid = Command.run("validate", "--spec=" + spec);
    Result run = Command.run("run", "--spec=" + spec, "--tables=issues", warehouse());

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).endsWith("Look at it, then: run --spec=" + spec + "\n");
    assertThat(valid.status()).as(valid.err()).isZero();
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(JSON.readTree(Files.readString(spec)).at("/objects/0"))
        .isEqualTo(
            JSON.readTree(
                """
                { "table": { "source_table": "issues", "destination_schema": "github",
                  "table_configuration": { "owner": "octo-org", "repo": "hello-world" } } }
                """));
  }

  @Test
  void aSpecIsNeverOverwritten() throws IOException {
    Path spec = Files.writeString(directory.resolve("mine.json"), "mine");

    Result result = Command.run("discover", connection("zendesk"), "--spec=" + spec);
    Result nowhere =
        Command.run(
            "discover", connection("zendesk"), "--spec=" + directory.resolve("none/new.json"));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("which is never overwritten. Name a file that is new");
    assertThat(spec).hasContent("mine");
    assertThat(nowhere.status()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no directory for it; make it first");
  }

  @Test
  void withoutAFileTheSpecAloneIsOnStandardOutput() throws IOException {
    Result result =
        Command.run("discover", connection("zendesk"), "--tables=users,groups", "--spec");

    JsonNode spec = JSON.readTree(result.out());
    assertThat(spec.path("connection_name").asText()).isEqualTo("zendesk");
    assertThat(spec.findValuesAsText("source_table")).containsExactly("users", "groups");
  }

  @Test
  void aNamespaceIsChosenByItsPath() throws IOException {
    String connection = connection("github");

    Result chosen =
        Command.run(
            "discover", connection, "--namespace=octo-org", "--tables=teams", "--output=json");
    Result unknown = Command.run("discover", connection, "--namespace=octo-org/helo-world");
    Result useless = Command.run("discover", connection("zendesk"), "--namespace=x");

    assertThat(JSON.readTree(chosen.out()).at("/tables/0/options/org").asText())
        .isEqualTo("octo-org");
    assertThat(unknown.status()).isNotZero();
    assertThat(unknown.err()).contains("hello-world");
    assertThat(useless.status()).isEqualTo(2);
    assertThat(useless.err())
        .contains("--namespace: Connector 'zendesk' has no namespaces; remove it");
  }

  @Test
  void whatIsWrongIsToldWithTheClosestName() throws IOException {
    Result table = Command.run("discover", connection("zendesk"), "--tables=tickts");
    Result none = Command.run("discover");
    Result option =
        Command.run(
            "discover", file("bad", "{\"connector\": \"zendesk\", \"options\": {\"tokn\": 1}}"));
    assertThat(table.status()).isEqualTo(2);
    assertThat(table.err())
        .contains("--tables: The source has no table 'tickts'. Did you mean 'tickets'?");
    assertThat(none.err()).startsWith("Name the connection: --connection=FILE");
    assertThat(option.status()).isEqualTo(2);
    assertThat(option.err()).contains("bad.json:1 /options/tokn: Unknown option 'tokn'.");
  }

  private String warehouse() {
    return "--warehouse=" + directory.resolve("warehouse");
  }

  private String connection(String source) throws IOException {
    return file(
        source,
        "{\"connector\": \"%s\", \"options\": {\"base_url\": \"demo:%s?records=20\"}}"
            .formatted(source, source));
  }

  private String file(String name, String json) throws IOException {
    Path connections = Files.createDirectories(directory.resolve("connections"));
    return "--connection=" + Files.writeString(connections.resolve(name + ".json"), json);
  }
}
