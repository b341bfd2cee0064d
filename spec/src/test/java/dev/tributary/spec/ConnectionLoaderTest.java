package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLoaderTest {
  private static final String SECRET = "hunter2-with-{\"odd\": ${env:HOME}";

  @TempDir private Path directory;
  private Path file;
  private SpecDraft draft;

  @BeforeEach
  void writeTheSpec() throws Exception {
    file = Files.createDirectory(directory.resolve("connections")).resolve("my zendesk.json");
    Path spec = directory.resolve("spec.json");
    Files.writeString(
        spec,
        "{\n\"connection_name\": \"my zendesk\",\n"
            + "\"objects\": [{\"table\": {\"source_table\": \"t\"}}]}");
    draft = new SpecReader(Destination.Defaults.STANDARD).read(spec);
  }

  @Test
  void aConnectionIsInAFileBesideTheSpec() throws Exception {
    Files.writeString(file, "{\"connector\": \"zendesk\", \"options\": {\"subdomain\": \"acme\"}}");

    Connection connection = load(Map.of()).orElseThrow();

    assertThat(connection.name()).isEqualTo("my zendesk");
    assertThat(connection.connector()).isEqualTo("zendesk");
    assertThat(connection.options().get("subdomain").textValue()).isEqualTo("acme");
    assertThat(connection.document().file()).isEqualTo(file.toString());
    assertThat(messages()).isEmpty();
  }

  @Test
  void theEnvironmentGoesBeforeTheFileBesideTheSpec() throws Exception {
    Files.writeString(file, "{\"connector\": \"from_file\"}");

    Connection connection =
        load(Map.of("TRIBUTARY_CONNECTION_MY_ZENDESK", "{\"connector\": \"from_variable\"}"))
            .orElseThrow();

    assertThat(connection.connector()).isEqualTo("from_variable");
    assertThat(connection.document().file()).isEqualTo("TRIBUTARY_CONNECTION_MY_ZENDESK");
  }

  @Test
  void aFileThatTheUserNamesGoesBeforeAll() throws Exception {
    Path named = Files.writeString(directory.resolve("c.json"), "{\"connector\": \"named\"}");
    var loader =
        new ConnectionLoader(
            Map.of("TRIBUTARY_CONNECTION_MY_ZENDESK", "{\"connector\": \"from_variable\"}"),
            Files::readAllBytes);

    assertThat(loader.load(draft, named).orElseThrow().connector()).isEqualTo("named");
  }

  @Test
  void aFileThatTheUserNamesMustExist() throws Exception {
    Files.writeString(file, "{\"connector\": \"zendesk\"}");
    Path named = directory.resolve("c.json");

    assertThat(new ConnectionLoader(Map.of(), Files::readAllBytes).load(draft, named)).isEmpty();
    assertThat(messages())
        .containsExactly("c.json: Cannot read the connection: there is no such file");
  }

  @Test
  void anAbsentConnectionIsToldWithTheThreeWaysToGiveIt() {
    assertThat(load(Map.of())).isEmpty();
    assertThat(messages())
        .containsExactly(
            "spec.json:2 /connection_name: Cannot find the connection 'my zendesk'. Give it in one"
                + " of three ways: the option --connection=FILE, the environment variable"
                + " TRIBUTARY_CONNECTION_MY_ZENDESK with its JSON, or the file"
                + " connections/my zendesk.json");
  }

  @Test
  void aFileThatCannotBeReadIsNotTakenForAbsent() {
    var loader =
        new ConnectionLoader(
            Map.of(),
            path -> {
              throw new IOException("Permission denied");
            });

    assertThat(loader.load(draft)).isEmpty();
    assertThat(messages())
        .containsExactly(
            "connections/my zendesk.json: Cannot read the connection: Permission denied");
  }

  @Test
  void mistakesAreToldTogetherWithoutValues() throws Exception {
    Files.writeString(file, "{\n\"connectr\": \"" + "hunter2" + "\",\n\"options\": \"hunter2\"}");
    draft.problems().add("/objects", "ours");

    assertThat(load(Map.of())).isEmpty();
    assertThat(messages())
        .containsExactly(
            "spec.json:3 /objects: ours",
            "connections/my zendesk.json:2 /connectr: Unknown member 'connectr'. Did you mean"
                + " 'connector'?",
            "connections/my zendesk.json:3 /options: 'options' must be an object, not a string");
  }

  @Test
  void aConnectionThatIsNotJsonIsToldWithoutItsText() throws Exception {
    Files.writeString(file, "{\"connector\": \"z\",\n\"options\": {\"token\": hunter2}}");

    assertThat(load(Map.of())).isEmpty();
    assertThat(messages())
        .singleElement()
        .asString()
        .startsWith("connections/my zendesk.json:2: Not valid JSON at column 22: a word without")
        .doesNotContain("hunter2");
  }

  @Test
  void placeholdersAreReplacedInEveryString() throws Exception {
    Files.writeString(directory.resolve("connections/key"), "from file\n\n");
    Files.writeString(
        file,
        """
        {"connector": "z", "options": {
          "whole": "${env:A}",
          "inside": "x-${env:A}-${env:B:-b:-c}${env:EMPTY:-d}-y",
          "given": "${env:A:-unused}",
          "empty": "${env:B:-}",
          "file": "${file:key}",
          "deep": [{"a": "${env:A}"}, 7],
          "escaped": "$${env:A} $5 {}",
          "plain": "$"
        }}
        """);

    Connection connection = load(Map.of("A", "1", "EMPTY", "")).orElseThrow();

    assertThat(messages()).isEmpty();
    assertThat(connection.options())
        .hasToString(
            "{whole=\"1\", inside=\"x-1-b:-cd-y\", given=\"1\", empty=\"\","
                + " file=\"from file\\n\", deep=[{\"a\":\"1\"},7], escaped=\"${env:A} $5 {}\","
                + " plain=\"$\"}");
  }

  @Test
  void whatAPlaceholderStandsForIsTakenAsItIs() throws Exception {
    writeOptions("\"token\": \"${env:TOKEN}\"");

    Connection connection = load(Map.of("TOKEN", SECRET, "HOME", "no")).orElseThrow();

    assertThat(connection.options().get("token").textValue()).isEqualTo(SECRET);
  }

  @Test
  void pathsAreRelativeToTheFileOfTheConnection() throws Exception {
    Files.writeString(directory.resolve("key"), "beside the spec\r\n");
    writeOptions("\"token\": \"${file:../key}\", \"absolute\": \"${file:" + directory + "/key}\"");

    Connection connection = load(Map.of()).orElseThrow();

    assertThat(connection.options().get("token").textValue()).isEqualTo("beside the spec");
    assertThat(connection.options().get("absolute").textValue()).isEqualTo("beside the spec");
    assertThat(
            load(Map.of(
                    ConnectionLoader.variable("my zendesk"),
                    "{\"connector\": \"z\", \"options\": {\"token\": \"${file:key}\"}}"))
                .orElseThrow()
                .options()
                .get("token")
                .textValue())
        .isEqualTo("beside the spec");
  }

  @Test
  void badPlaceholdersAreProblemsWithTheirPlaces() throws Exception {
    writeOptions(
        """
        "unset": "${env:ZENDESK_TOKEN}",
        "close": ["${env:ZENDESK_TOKN}"],
        "kind": "${evn:A}",
        "foreign": "${vault:a}",
        "bare": "${A}",
        "open": "${env:A",
        "name": "${env:A-B}",
        "file": "${file:none}",
        "path": "${file:}\"""");

    assertThat(load(Map.of("ZENDESK_TOKEN_2", "x", "A", "a"))).isPresent();
    String at = "connections/my zendesk.json:";
    assertThat(messages())
        .containsExactly(
            at
                + "2 /options/unset: The environment variable 'ZENDESK_TOKEN' is not set. Did you"
                + " mean 'ZENDESK_TOKEN_2'?",
            at
                + "3 /options/close/0: The environment variable 'ZENDESK_TOKN' is not set. Did you"
                + " mean 'ZENDESK_TOKEN_2'?",
            at
                + "4 /options/kind: Unknown placeholder '${evn:'. Did you mean 'env'? For '${'"
                + " itself write '$${'.",
            at
                + "5 /options/foreign: Unknown placeholder '${vault:'. There are: env, file. For"
                + " '${' itself write '$${'.",
            at
                + "6 /options/bare: A placeholder must be ${env:NAME}, ${env:NAME:-default} or"
                + " ${file:PATH}; for '${' itself write '$${'",
            at
                + "7 /options/open: A placeholder is not closed: '}' is missing; for '${' itself"
                + " write '$${'",
            at
                + "8 /options/name: A placeholder ${env:NAME} needs the name of an environment"
                + " variable",
            at
                + "9 /options/file: Cannot read the file 'connections/none': there is no such"
                + " file",
            at + "10 /options/path: A placeholder ${file:PATH} needs a path");
  }

  @Test
  void aVariableThatIsNotSetIsNeverAFallback() throws Exception {
    writeOptions("\"token\": \"${env:TOKEN}\"");
    Connection connection = load(Map.of()).orElseThrow();

    assertThat(connection.check(declared("token"), draft.problems())).isEmpty();
    assertThat(messages())
        .containsExactly(
            "connections/my zendesk.json:2 /options/token: The environment variable 'TOKEN' is not"
                + " set; set it, or write ${env:TOKEN:-default}");
    assertThatThrownBy(draft::spec).isInstanceOf(InvalidSpecException.class);
  }

  @Test
  void checkedOptionsAreThoseOfTheConnector() throws Exception {
    writeOptions("\"token\": \"${env:TOKEN}\"");
    Connection connection = load(Map.of("TOKEN", SECRET)).orElseThrow();

    Options options = connection.check(declared("token"), draft.problems()).orElseThrow();

    assertThat(options.string("token")).isEqualTo(SECRET);
  }

  @Test
  void noValueFromAPlaceholderIsEverShown() throws Exception {
    writeOptions(
        "\"records\": \"${env:TOKEN}\", \"tokn\": \"${env:TOKEN}\", \"limit\": \"few\","
            + " \"list\": [[\"${env:TOKEN}\"]]");
    Connection connection = load(Map.of("TOKEN", SECRET)).orElseThrow();
    List<Option> declared =
        List.of(
            Option.of("records", Option.Type.INTEGER, "How many.").asSourceIdentity(),
            Option.of("limit", Option.Type.INTEGER, "A limit.").withDefault("5"),
            Option.of("list", Option.Type.LIST, "Some."),
            Option.of("token", Option.Type.STRING, "A token.").asSecret());

    assertThat(connection.check(declared, draft.problems())).isEmpty();
    assertThat(messages())
        .containsExactly(
            "connections/my zendesk.json:2 /options/records: Option 'records' must be an integer of"
                + " zero or more",
            "connections/my zendesk.json:2 /options/tokn: Unknown option 'tokn'. Did you mean"
                + " 'token'?",
            "connections/my zendesk.json:2 /options/limit: Option 'limit' must be an integer of"
                + " zero or more, not \"few\"",
            "connections/my zendesk.json:2 /options/list: Option 'list' must be a string or an"
                + " array of strings");
    assertThat(connection)
        .hasToString("connection my zendesk of z in " + file + " [records, tokn, limit, list]");
    assertThat(draft.toString()).doesNotContain("hunter2");
  }

  @Test
  void theVariableOfAConnectionIsInUpperCase() {
    assertThat(ConnectionLoader.variable("demo-github.2 é"))
        .isEqualTo("TRIBUTARY_CONNECTION_DEMO_GITHUB_2__");
  }

  @Test
  void aSpecWithoutConnectionNameHasNoConnection() throws Exception {
    Path spec = Files.writeString(directory.resolve("bad.json"), "{\"objects\": []}");
    SpecDraft bad = new SpecReader(Destination.Defaults.STANDARD).read(spec);

    assertThat(new ConnectionLoader(Map.of(), Files::readAllBytes).load(bad)).isEmpty();
  }

  private static List<Option> declared(String name) {
    return List.of(Option.of(name, Option.Type.STRING, "A token.").asRequired().asSecret());
  }

  private void writeOptions(String members) throws IOException {
    Files.writeString(file, "{\"connector\": \"z\", \"options\": {\n" + members + "}}");
  }

  private Optional<Connection> load(Map<String, String> environment) {
    return new ConnectionLoader(environment, Files::readAllBytes).load(draft);
  }

  private List<String> messages() {
    return draft.problems().list().stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }
}
