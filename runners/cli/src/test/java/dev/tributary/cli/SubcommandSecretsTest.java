package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that refuses credentials and sends them back, asked by every subcommand. */
class SubcommandSecretsTest {
  private static final String TOKEN = "ghp_Tell1Nobody/äß+";

  @TempDir private Path directory;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes =
              ("{\"message\": \"Bad credentials: " + TOKEN + "\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(401, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void noSubcommandPrintsASecret() throws IOException {
    Path spec =
        Files.writeString(
            directory.resolve("spec.json"),
            """
            { "connection_name": "github",
              "objects": [ { "table": { "source_table": "issues",
                "table_configuration": { "owner": "o", "repo": "r" } } } ] }
            """);
    Path connection =
        Files.writeString(
            directory.resolve("github.json"),
            "{\"connector\": \"github\", \"options\": {\"base_url\": \"http://127.0.0.1:%d\","
                    .formatted(server.getAddress().getPort())
                + " \"token\": \""
                + TOKEN
                + "\"}}");
    String warehouse = "--warehouse=" + directory.resolve("warehouse");
    List<List<String>> ofSpec =
        List.of(
            List.of("run", warehouse),
            List.of("validate"),
            List.of("check"),
            List.of("preview"),
            List.of("plan", warehouse),
            List.of("state", "show", warehouse),
            List.of("state", "reset", warehouse, "--tables=issues"),
            List.of(
                "state", "set", warehouse, "--tables=issues", "--positions=[{\"position\": 1}]"),
            List.of("history", warehouse),
            List.of("maintain", warehouse));
    List<List<String>> others =
        List.of(List.of("connectors", "github"), List.of("discover"), List.of("check"));
    Set<String> asked = new HashSet<>();
    for (String output : List.of("--output=text", "--output=json")) {
      for (List<String> arguments : ofSpec) {
        asked.add(arguments.get(0));
        assertHushed(with(arguments, "--spec=" + spec, "--connection=" + connection, output));
      }
      for (List<String> arguments : others) {
        asked.add(arguments.get(0));
        boolean isOfClasses = arguments.get(0).equals("connectors");
        assertHushed(
            isOfClasses
                ? with(arguments, output)
                : with(arguments, "--connection=" + connection, output));
      }
    }

    assertThat(asked).isEqualTo(Tributary.commandLine().getSubcommands().keySet());
  }

  private static String[] with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void assertHushed(String... arguments) {
    Result result = Command.run(arguments);
    String printed = result.out() + result.err();
    assertThat(printed).as(String.join(" ", arguments)).doesNotContain("Tell1Nobody");
    assertThat(printed).as(String.join(" ", arguments)).doesNotContain("Exception");
    if (List.of("run", "check", "preview", "discover").contains(arguments[0])) {
      assertThat(result.status()).as(printed).isEqualTo(1);
      assertThat(printed).as(String.join(" ", arguments)).contains("Bad credentials: ***");
    }
  }
}
