package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections whose {@code base_url} is {@code demo:…}. */
class DemoRunTest {
  private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  @TempDir private Path directory;

  @Test
  void twoDaysAreALoadAndTheChangesBehindIt() throws IOException {
    JsonNode first = table(run("demo:notes?records=200&day=1"));
    JsonNode same = table(run("demo:notes?records=200"));
    JsonNode second = table(run("demo:notes?records=200&day=2"));

    assertThat(first.path("inserted").asInt()).isEqualTo(200);
    assertThat(same.path("status").asText()).isEqualTo("UNCHANGED");
    assertThat(second.path("rows_read").asInt()).isEqualTo(2 + 10 + 2);
    assertThat(second.path("deleted").asInt()).isEqualTo(2);
    assertThat(second.path("inserted").asInt()).isEqualTo(2);
    assertThat(second.path("updated").asInt()).isBetween(1, 10);
  }

  @Test
  void itSaysThatTheDataIsADemoAndEndsTheServerWithTheRun() throws IOException {
    Result result = run("demo:notes?records=3");

    assertThat(result.err()).startsWith("Taking demo data: demo:notes?records=3, at http://127.");
    Matcher port = PORT.matcher(result.err());
    assertThat(port.find()).isTrue();
    Assertions.assertThatThrownBy(() -> new Socket("127.0.0.1", Integer.parseInt(port.group(1))))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void credentialsGivenToADemoAreNotUsed() throws IOException {
    assertThat(run("demo:notes?records=3", "\"token\": \"of the real account\",").status())
        .isZero();
  }

  @Test
  void demosOfTwoSeedsAndRealSourcesNeverMix() throws IOException {
    run("demo:notes?records=3");
    Result other = run("demo:notes?records=3&seed=2");
    Result real = run("http://127.0.0.1:1", "\"token\": \"x\",");

    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err())
        .contains("account 'demo:notes?seed=1' and not 'demo:notes?seed=2'")
        .doesNotContain("base_url");
    assertThat(real.status()).isEqualTo(2);
    assertThat(real.err()).contains("account 'demo:notes?seed=1' and not '127.0.0.1:1'");
  }

  @Test
  void mistakesInItsAddressNameTheClosest() throws IOException {
    for (List<String> mistake :
        List.of(
            List.of("demo:nots", "Unknown demo 'demo:nots'. Did you mean 'notes'?"),
            List.of("demo:notes?dya=2", "Unknown option 'dya'. Did you mean 'day'?"),
            List.of("demo:notes?day=0", "Option 'day' must be from 1 to 1000, not 0"))) {
      Result result = run(mistake.get(0));

      assertThat(result.status()).isEqualTo(2);
      assertThat(result.err()).contains("local.json:1 /options/base_url: ", mistake.get(1));
    }
    assertThat(directory.resolve("warehouse")).doesNotExist();
  }

  @Test
  void theDemoOfAnotherSourceIsRefused() throws IOException {
    Files.writeString(
        directory.resolve("local.json"),
        "{\"connector\": \"github\", \"options\": {\"base_url\": \"demo:notes\"}}");
    Result result =
        Command.run(
            "validate", "--spec=" + spec(), "--connection=" + directory.resolve("local.json"));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("The connector is 'github', and the demo one of 'notes'. Write 'demo:github'");
  }

  private static JsonNode table(Result result) throws IOException {
    assertThat(result.status()).as(result.err()).isZero();
    return new ObjectMapper().readTree(result.out()).path("tables").path(0);
  }

  private Path spec() throws IOException {
    return Files.writeString(
        directory.resolve("spec.json"),
        "{\"connection_name\": \"local\", \"objects\":"
            + " [{\"table\": {\"source_table\": \"notes\"}}]}");
  }

  private Result run(String address, String... options) throws IOException {
    Path connection =
        Files.writeString(
            directory.resolve("local.json"),
            "{\"connector\": \"notes\", \"options\": {%s\"base_url\": \"%s\"}}"
                .formatted(String.join("", options), address));
    return Command.run(
        "run",
        "--spec=" + spec(),
        "--connection=" + connection,
        "--warehouse=" + directory.resolve("warehouse"),
        "--output=json");
  }
}
