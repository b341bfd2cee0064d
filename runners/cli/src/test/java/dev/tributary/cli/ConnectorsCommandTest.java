package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConnectorsCommandTest {
  @Test
  void withoutANameAllAreListed() {
    Result result = Command.run("connectors");

    assertThat(result.status()).isZero();
    assertThat(result.out().lines())
        .contains("connector  description")
        .anyMatch(line -> line.startsWith("github     "))
        .anyMatch(line -> line.startsWith("zendesk    "));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void oneIsToldWithItsOptionsAndWhichOfThemAreSecret() {
    Result result = Command.run("connectors", "stripe");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .containsPattern("api_key +string, secret +required +\\S")
        .containsPattern("base_url +url +https://api.stripe.com +\\S")
        .contains("Tables: customers, charges, ");
  }

  @Test
  void theOptionsOfTablesSayWhichTablesTakeThem() {
    assertThat(Command.run("connectors", "github").out())
        .containsPattern("per_page +integer from 1 to 100 +100 .* all\n")
        .containsPattern("state +open \\| closed \\| all +all .* issues, pull_requests\n");
  }

  @Test
  void jsonHasAllThatIsDeclared() throws IOException {
    JsonNode one =
        new ObjectMapper().readTree(Command.run("connectors", "github", "--output=json").out());
    JsonNode token = one.at("/connection_options/0");
    JsonNode list = new ObjectMapper().readTree(Command.run("connectors", "--output=json").out());

    assertThat(token.path("name").asText()).isEqualTo("token");
    assertThat(token.path("secret").asBoolean()).isTrue();
    assertThat(token.path("required").asBoolean()).isFalse();
    assertThat(token.get("default").isNull()).isTrue();
    assertThat(one.at("/tables/0/name").asText()).isEqualTo("issues");
    assertThat(one.at("/tables/0/options").findValuesAsText("name")).contains("owner", "repo");
    assertThat(list.path("connectors").findValuesAsText("name")).contains("example", "hubspot");
  }

  @Test
  void aNameThatIsMisspelledGetsTheClosest() {
    Result result = Command.run("connectors", "zendsk");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("Unknown connector 'zendsk'. Did you mean 'zendesk'?")
        .contains("Help: tributary connectors --help");
    assertThat(result.out()).isEmpty();
  }
}
