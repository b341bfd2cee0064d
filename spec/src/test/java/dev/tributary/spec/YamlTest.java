package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  @TempDir private Path directory;

  @Test
  void everyValueKnowsItsLine() {
    SpecDocument document =
        parse(
            """
            # what we load
            connection_name: acme

            objects:
              - table:
                  source_table: issues
                  table_configuration:
                    repo: [ beam,
                            spark ]
              - table: { source_table: "c/d" }
            """);

    assertThat(document.line("")).isEqualTo(2);
    assertThat(document.line("/connection_name")).isEqualTo(2);
    assertThat(document.line("/objects")).isEqualTo(4);
    assertThat(document.line("/objects/0/table/source_table")).isEqualTo(6);
    assertThat(document.line("/objects/0/table/table_configuration/repo/1")).isEqualTo(9);
    assertThat(document.line("/objects/1/table/source_table")).isEqualTo(10);
  }

  @Test
  void plainValuesAreWhatTheyLookLike() {
    JsonNode root =
        parse(
                """
                date: 2025-01-31
                no: no
                on: off
                truth: true
                nothing: ~
                empty:
                count: 12345678901234567890
                exact: 1.10
                version: 1.2.3
                text: |
                  two
                  lines
                quoted: "true"
                """)
            .root();

    assertThat(root.get("date").textValue()).isEqualTo("2025-01-31");
    assertThat(root.get("no").textValue()).isEqualTo("no");
    assertThat(root.get("on").textValue()).isEqualTo("off");
    assertThat(root.get("truth").booleanValue()).isTrue();
    assertThat(root.get("nothing").isNull()).isTrue();
    assertThat(root.get("empty").isNull()).isTrue();
    assertThat(root.get("count")).hasToString("12345678901234567890");
    assertThat(root.get("exact").decimalValue()).isEqualTo(new BigDecimal("1.10"));
    assertThat(root.get("version").textValue()).isEqualTo("1.2.3");
    assertThat(root.get("text").textValue()).isEqualTo("two\nlines\n");
    assertThat(root.get("quoted").textValue()).isEqualTo("true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"example", "github", "hubspot", "stripe", "zendesk"})
  void anExampleInYamlIsTheSameSpec(String name) throws IOException {
    Path json = Path.of("examples", name + ".json");
    Path yaml =
        Files.writeString(
            directory.resolve(name + ".yaml"),
            new YAMLMapper().writeValueAsString(new ObjectMapper().readTree(json.toFile())));

    var reader = new SpecReader(Destination.Defaults.STANDARD);
    assertThat(reader.read(yaml).spec()).isEqualTo(reader.read(json).spec());
  }

  @Test
  void mistakesAreToldWithLineAndPointer() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bad.yml"),
            """
            connection_name: acme
            objects:
              - table:
                  source_tabel: issues
              - table:
                  source_table: a
                  source_table: b
            """);

    assertThatThrownBy(() -> new SpecReader(Destination.Defaults.STANDARD).read(file).spec())
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            file
                + ":4 /objects/0/table/source_tabel: Unknown member 'source_tabel'. Did you mean"
                + " 'source_table'?\n"
                + file
                + ":7 /objects/1/table/source_table: 'source_table' is already in line 6; remove"
                + " one of them");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: b: c | s.yaml:1: Not valid YAML at column 5: a colon cannot stand here",
        "a: @b | no value begins with this sign; put the value in quotes",
        "a: 'b | s.yaml:1: Not valid YAML at column 6: the document ends too early",
        "a: [b, c | a comma, or a closing bracket or brace, is missing",
        "a: &x 1\\nb: *x | s.yaml:2 /b: Not usable YAML: an alias ('*') cannot be used here",
        "a: !!binary aGk= | s.yaml:1 /a: Not usable YAML: a value of a type of its own",
        "a: .inf | s.yaml:1 /a: Not usable YAML: this is not a number as JSON writes them",
        "a: 012 | s.yaml:1 /a: Not usable YAML: this is not a number as JSON writes them",
        "a: 1\\n---\\nb: 2 | There is text after the end of the document",
        "a: 1\\n\\tb: 2 | s.yaml:2: Not valid YAML at column 1: YAML is indented by spaces",
        "a:\\n  b: 1\\n c: 2 | s.yaml:3: Not valid YAML at column 2: the indentation does not fit",
        "# nothing | s.yaml:1: The document is empty",
      })
  void whatIsNoYamlIsToldInPlainWords(String text, String message) {
    assertThatThrownBy(() -> parse(text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void noMessageShowsWhatTheTextHolds() {
    for (String value :
        List.of("*hunter2", "@hunter2", "'hunter2", "[hunter2", "!hunter2 {", "hunter2: x: y")) {
      assertThatThrownBy(() -> parse("token: " + value + "\n  - x: hunter2"))
          .as(value)
          .isInstanceOf(InvalidSpecException.class)
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void aConnectionMayBeYamlToo() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("acme.yaml"), "connector: github\noptions:\n  token: ${env:TOKEN}\n");

    ConnectionDraft draft =
        new ConnectionLoader(Map.of("TOKEN", "hush"), Files::readAllBytes).read(file);

    assertThat(draft.problems().isEmpty()).isTrue();
    assertThat(draft.connection().orElseThrow().name()).isEqualTo("acme");
    assertThat(draft.connection().orElseThrow().options().get("token").textValue())
        .isEqualTo("hush");
  }

  private static SpecDocument parse(String text) {
    return SpecDocument.parse("s.yaml", text.getBytes(StandardCharsets.UTF_8));
  }
}
