package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command says where GitHub or Stripe, or who asks it, is at fault: once a table, with the
 * way out. HubSpot is asked for columns, too, before a run begins.
 */
class SourceErrorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ISSUES =
      "{\"table\": {\"source_table\": \"issues\", \"destination_schema\": \"github\","
          + " \"table_configuration\": {\"owner\": \"octo-org\", \"repo\": \"hello-world\"}}}";
  private static final String TEAMS =
      "{\"table\": {\"source_table\": \"teams\", \"destination_schema\": \"github\","
          + " \"table_configuration\": {\"org\": \"octo-org\"}}}";

  /** Beside GitHub's tables. */
  private static final String OBJECT =
      "{\"table\": {\"source_table\": \"%s\", \"destination_schema\": \"github\"}}";

  @TempDir private Path directory;
  private Simulator github;

  @BeforeEach
  void start() {
    github = Demo.of("demo:github?records=5").start();
  }

  @AfterEach
  void stop() {
    github.close();
  }

  @Test
  void aWrongTokenIsToldWithoutIt() throws IOException {
    Map<String, String> wrong = new LinkedHashMap<>(github.connection());
    wrong.put("token", "ghp_wrong_and_secret");
    github.server().faults().on(request -> true, 0, Fault.status(401), 100);

    Result result = run(wrong, ISSUES, TEAMS);

    assertThat(result.status()).isEqualTo(1);
    assertThat(errors(result)).hasSize(2);
    assertThat(errors(result).values())
        .allSatisfy(
            error ->
                assertThat(error)
                    .contains("was answered with status 401")
                    .contains("Check the connection's credentials"));
    assertThat(result.out() + result.err()).doesNotContain("ghp_wrong");
    assertThat(warehouse().resolve("issues/_delta_log")).doesNotExist();
  }

  @Test
  void aMissingScopeFailsItsTableAlone() throws IOException {
    github
        .server()
        .faults()
        .on(request -> request.path().endsWith("/teams"), 0, Fault.status(403), 100);

    Result result = run(github.connection(), ISSUES, TEAMS);

    assertThat(result.status()).isEqualTo(1);
    assertThat(errors(result)).containsOnlyKeys("teams");
    assertThat(errors(result).get("teams")).contains("status 403").contains("permission");
    assertThat(warehouse().resolve("issues/_delta_log")).exists();
    assertThat(warehouse().resolve("teams/_delta_log")).doesNotExist();
  }

  @Test
  void aServerThatIsDownFailsTheTablesThatItHasNotGiven() throws IOException {
    github
        .server()
        .faults()
        .on(
            request -> request.path().endsWith("/teams"),
            0,
            // Longer than a request waits.
            Fault.retryAfter(503, "3600"),
            100);

    Result result = run(github.connection(), ISSUES, TEAMS);

    assertThat(result.status()).isEqualTo(1);
    assertThat(errors(result)).containsOnlyKeys("teams");
    assertThat(errors(result).get("teams")).contains("status 503").contains("run again");
    assertThat(warehouse().resolve("issues/_delta_log")).exists();
  }

  @Test
  void anUnknownTableAndAnUnknownOptionAreToldBeforeAnythingIsAsked() throws IOException {
    Result result =
        run(
            github.connection(),
            ISSUES.replace("issues", "isues"),
            TEAMS.replace("\"org\"", "\"orgg\""));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("/objects/0/table/source_table: Unknown table 'isues' of connector github. Did")
        .contains("you mean 'issues'?")
        .contains("/objects/1/table/table_configuration/orgg: Unknown option 'orgg'. Did you mean");
    assertThat(github.server().requests()).isEmpty();
    assertThat(warehouse()).doesNotExist();
  }

  @Test
  void aWrongKeyOfStripeIsToldWithoutThePartsThatStripeShowsOfIt() throws IOException {
    try (Simulator stripe = Demo.of("demo:stripe?records=5").start()) {
      Map<String, String> wrong = new LinkedHashMap<>(stripe.connection());
      wrong.put("api_key", "rk_live_wrongAndSecret99");

      Result result =
          run(
              "stripe",
              wrong,
              "{\"table\": {\"source_table\": \"charges\", \"destination_schema\": \"stripe\"}}",
              "{\"table\": {\"source_table\": \"events\", \"destination_schema\": \"stripe\"}}");

      assertThat(result.status()).isEqualTo(1);
      assertThat(errors(result)).containsOnlyKeys("charges", "events");
      assertThat(errors(result).values())
          .allSatisfy(
              error ->
                  assertThat(error)
                      .contains("was answered with status 401")
                      .contains("Invalid API Key provided: ***")
                      .contains("Check the connection's credentials"));
      assertThat(result.out() + result.err()).doesNotContain("rk_live").doesNotContain("et99");
    }
  }

  @Test
  void columnsThatHubspotDoesNotTellFailTheirTableAlone() throws IOException {
    try (Simulator hubspot = Demo.of("demo:hubspot?records=5").start()) {
      hubspot
          .server()
          .faults()
          .on(
              request -> request.path().endsWith("/properties/2026-09/deals"),
              0,
              Fault.status(403),
              9);
      String[] objects = {OBJECT.formatted("deals"), OBJECT.formatted("contacts")};
      Result result = run("hubspot", hubspot.connection(), objects);
      Result validated = command("validate", "hubspot", hubspot.connection(), objects);

      assertThat(result.status()).as(result.out() + result.err()).isEqualTo(1);
      assertThat(errors(result)).containsOnlyKeys("deals");
      assertThat(errors(result).get("deals")).contains("status 403").contains("permission");
      assertThat(warehouse().resolve("contacts/_delta_log")).exists();
      assertThat(warehouse().resolve("deals/_delta_log")).doesNotExist();
      assertThat(validated.status()).isEqualTo(1);
      assertThat(validated.err()).startsWith("deals: ").contains("status 403");
    }
  }

  @Test
  void aWrongKeyOfHubspotIsToldWithoutIt() throws IOException {
    try (Simulator hubspot = Demo.of("demo:hubspot?records=5").start()) {
      Map<String, String> wrong = new LinkedHashMap<>(hubspot.connection());
      wrong.put("access_token", "pat-na1-wrong-and-secret");
      hubspot.server().faults().on(request -> true, 0, Fault.status(401), 100);
      Result result =
          run("hubspot", wrong, OBJECT.formatted("deals"), OBJECT.formatted("p1234567_machine"));

      assertThat(result.status()).isEqualTo(1);
      assertThat(errors(result)).hasSize(2);
      assertThat(errors(result).values())
          .allSatisfy(error -> assertThat(error).contains("Check the connection's credentials"));
      assertThat(result.out() + result.err()).doesNotContain("pat-na1");
    }
  }

  @Test
  void aCustomObjectThatHubspotDoesNotHaveIsToldWithTheClosest() throws IOException {
    try (Simulator hubspot = Demo.of("demo:hubspot?records=5").start()) {
      Result result = run("hubspot", hubspot.connection(), OBJECT.formatted("p1234567_machines"));

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err())
          .contains("Unknown table 'p1234567_machines' of connector hubspot. Did you mean")
          .contains("'p1234567_machine'?");
    }
  }

  private Path warehouse() {
    return directory.resolve("warehouse/main/github");
  }

  private static Map<String, String> errors(Result result) throws IOException {
    var errors = new LinkedHashMap<String, String>();
    for (JsonNode table : JSON.readTree(result.out()).path("tables")) {
      if (!table.path("status").asText().equals("DONE")) {
        errors.put(table.path("name").asText(), table.path("error").asText());
      }
    }
    return errors;
  }

  private Result run(Map<String, String> options, String... objects) throws IOException {
    return run("github", options, objects);
  }

  private Result run(String connector, Map<String, String> options, String... objects)
      throws IOException {
    return command("run", connector, options, objects);
  }

  private Result command(
      String command, String connector, Map<String, String> options, String... objects)
      throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            "{\"connection_name\": \"account\", \"objects\": [%s]}"
                .formatted(String.join(",\n", objects)));
    Path connection =
        Files.writeString(
            directory.resolve("account.json"),
            JSON.writeValueAsString(Map.of("connector", connector, "options", options)));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                command,
                "--spec=" + spec,
                "--connection=" + connection,
                "--warehouse=" + directory.resolve("warehouse")));
    if (command.equals("run")) {
      arguments.add("--output=json");
    }
    return Command.run(arguments.toArray(String[]::new));
  }
}
