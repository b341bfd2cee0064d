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

class CheckCommandTest {
  private static final String SPEC =
      """
      { "connection_name": "local",
        "objects": [
          { "table": { "source_table": "customers" } },
          { "table": { "source_table": "events", "destination_schema": "raw" } } ] }
      """;

  @TempDir private Path directory;

  @Test
  void eachTableOfASpecIsTriedByOnePage() throws IOException {
    Result result = check(connection("example", "\"records\": 1500, \"page_size\": 200"));

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines())
        .containsExactly(
            "table      status  first page",
            "customers  OK             200",
            "events     OK             200");
    assertThat(directory.resolve("warehouse")).doesNotExist();
  }

  @Test
  void aTableThatCannotBeReadEndsWithOneAndSaysWhy() throws IOException {
    Path connection = connection("example", "\"fail_after_pages\": 0");

    Result text = check(connection);
    JsonNode json = new ObjectMapper().readTree(check(connection, "--output=json").out());

    assertThat(text.status()).isEqualTo(1);
    assertThat(text.out()).containsPattern("customers +FAILED +-\n");
    assertThat(text.err()).contains("customers: Cannot read table 'customers' behind page 0");
    assertThat(json.path("success").asBoolean()).isFalse();
    assertThat(json.at("/tables/0/error").asText()).contains("behind page 0");
    assertThat(json.at("/tables/0/records").isNull()).isTrue();
  }

  @Test
  void aConnectionAloneIsTriedWithEachTableOfItsSource() throws IOException {
    Path github = connection("github", "\"base_url\": \"demo:github?records=20\"");

    Result result = Command.run("check", "--connection=" + github);
    Result some = Command.run("check", "--connection=" + github, "--tables=teams,issues");

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.out().lines().count()).isEqualTo(1 + 12);
    assertThat(some.out().lines().map(line -> line.split(" ")[0]).toList())
        .containsExactly("table", "issues", "teams");
  }

  @Test
  void whatToCheckMustBeNamed() throws IOException {
    Result nothing = Command.run("check");
    Result unknown = check(connection("example", ""), "--tables=evnts");

    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err())
        .startsWith("Name what to check: --spec=FILE or --connection=FILE")
        .endsWith("Help: tributary check --help\n");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("no table 'evnts'. Did you mean 'events'?");
  }

  private Result check(Path connection, String... more) throws IOException {
    Path spec = Files.writeString(directory.resolve("spec.json"), SPEC);
    var arguments = new ArrayList<String>();
    arguments.addAll(List.of("check", "--spec=" + spec, "--connection=" + connection));
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }

  private Path connection(String connector, String options) throws IOException {
    return Files.writeString(
        directory.resolve("local.json"),
        "{\"connector\": \"" + connector + "\", \"options\": {" + options + "}}");
  }
}
