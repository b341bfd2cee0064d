package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSpecTest {
  private static final List<Option> DECLARED =
      List.of(
          Option.of("start_date", Option.Type.INSTANT, "Where the first read begins."),
          Option.of("limit", Option.Type.INTEGER, "The most rows of a page.").withDefault("9"));

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("s.json");
  }

  @Test
  void checkedOptionsAreThoseOfTheConnector() throws Exception {
    SpecDraft draft = read("\"start_date\": \"2025-01-01\", \"scd_type\": \"SCD_TYPE_1\"");

    var options = draft.tables().get(0).check(DECLARED, draft.problems()).orElseThrow();

    assertThat(options.instant("start_date")).isEqualTo("2025-01-01T00:00:00Z");
    assertThat(options.integer("limit", 0)).isEqualTo(9);
  }

  @Test
  void problemsOfOptionsPointIntoTheSpec() throws Exception {
    SpecDraft draft = read("\"limit\": \"many\",\n\"start_dat\": \"x\"");
    List<Option> declared =
        List.of(
            DECLARED.get(0),
            DECLARED.get(1),
            Option.of("owner", Option.Type.STRING, "Whose.").asRequired());

    assertThat(draft.tables().get(0).check(declared, draft.problems())).isEmpty();
    assertThat(draft.problems().list())
        .extracting(SpecProblem::toString)
        .containsExactly(
            file
                + ":3 /objects/0/table/table_configuration/owner: Option 'owner' is required:"
                + " Whose.",
            file
                + ":4 /objects/0/table/table_configuration/limit: Option 'limit' must be an integer"
                + " of zero or more, not \"many\"",
            file
                + ":5 /objects/0/table/table_configuration/start_dat: Unknown option 'start_dat'."
                + " Did you mean 'start_date'?");
  }

  @Test
  void aMisspelledSettingIsToldWithTheSettingAndNotAnOption() throws Exception {
    SpecDraft draft = read("\"primary_key\": \"id\"");

    draft.tables().get(0).check(DECLARED, draft.problems());

    assertThat(draft.problems().list())
        .extracting(SpecProblem::message)
        .containsExactly("Unknown option 'primary_key'. Did you mean 'primary_keys'?");
  }

  @Test
  void pointersLeadToTheMembersOfATable() throws Exception {
    SpecDraft draft = read("\"a\": 1");
    TableSpec table = draft.tables().get(0);

    assertThat(table.sourceTablePointer()).isEqualTo("/objects/0/table/source_table");
    assertThat(table.configurationPointer("scd_type"))
        .isEqualTo("/objects/0/table/table_configuration/scd_type");
  }

  private SpecDraft read(String configuration) throws Exception {
    Files.writeString(
        file,
        "{\"connection_name\": \"c\", \"objects\": [\n{\"table\": {\"source_table\": \"t\",\n"
            + "\"table_configuration\": {\n"
            + configuration
            + "}}}]}");
    return new SpecReader(Destination.Defaults.STANDARD).read(file);
  }
}
