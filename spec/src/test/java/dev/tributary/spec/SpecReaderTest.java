package dev.tributary.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {
  @TempDir private Path directory;

  @Test
  void aSpecOfLakeflowCommunityConnectorsIsTakenUnchanged() {
    PipelineSpec spec =
        read("""
                {
                  "connection_name": "my_zendesk",
                  "objects": [
                    {"table": {"source_table": "tickets"}},
                    {
                      "table": {
                        "source_table": "users",
                        "destination_catalog": "lake",
                        "destination_schema": "support",
                        "destination_table": "people",
                        "table_configuration": {
                          "scd_type": "append_only",
                          "primary_keys": ["id", "url"],
                          "sequence_by": "updated_at",
                          "start_date": "2025-01-01",
                          "max_records_per_batch": 100,
                          "nested": {"a": [1]}
                        }
                      }
                    }
                  ]
                }
                """)
            .spec();

    assertThat(spec.connectionName()).isEqualTo("my_zendesk");
    TableSpec tickets = spec.tables().get(0);
    assertThat(tickets.sourceTable()).isEqualTo("tickets");
    assertThat(tickets.destination()).isEqualTo(new Destination("main", "default", "tickets"));
    assertThat(tickets.settings()).isEqualTo(TableSettings.DEFAULTS);
    assertThat(tickets.connectorOptions()).isEmpty();
    TableSpec users = spec.tables().get(1);
    assertThat(users.destination()).isEqualTo(new Destination("lake", "support", "people"));
    assertThat(users.settings().scdType()).contains(ScdType.APPEND_ONLY);
    assertThat(users.settings().primaryKeys()).containsExactly("id", "url");
    assertThat(users.settings().sequenceBy()).containsExactly("updated_at");
    assertThat(users.connectorOptions().keySet())
        .containsExactly("start_date", "max_records_per_batch", "nested");
    assertThat(users.connectorOptions().get("nested")).hasToString("{\"a\":[1]}");
    assertThat(users.pointer()).isEqualTo("/objects/1/table");
  }

  @Test
  void tablesThatNameNoCatalogOrSchemaGoToTheDefaults() throws Exception {
    Path file = write("{\"connection_name\": \"c\", \"objects\": [" + table("\"t\"") + "]}");

    SpecDraft draft = new SpecReader(new Destination.Defaults("bronze", "raw")).read(file);

    assertThat(draft.tables().get(0).destination())
        .isEqualTo(new Destination("bronze", "raw", "t"));
  }

  @Test
  void nullCountsAsNotGiven() {
    SpecDraft draft =
        read(
            """
            {"connection_name": "c", "objects": [{"table": {"source_table": "t",
              "destination_schema": null, "destination_table": null,
              "table_configuration": null}}]}
            """);

    assertThat(draft.spec().tables().get(0).destination())
        .isEqualTo(new Destination("main", "default", "t"));
  }

  @Test
  void mistakesInManyPlacesAreToldAtOnce() {
    SpecDraft draft =
        read(
            """
            {
              "conection_name": "c",
              "objects": [
                {"table": {"source_tabel": "a"}},
                {"tables": {"source_table": "b"}},
                {"table": {
                  "source_table": "c",
                  "destination_schema": "../x",
                  "destination_table": 7,
                  "table_configuration": {
                    "scd_type": "SCD_TYPE_3",
                    "tombstone_retention": "soon"
                  }
                }}
              ]
            }
            """);

    assertThat(messages(draft))
        .containsExactly(
            "spec.json:2 /conection_name: Unknown member 'conection_name'."
                + " Did you mean 'connection_name'?",
            "spec.json:4 /objects/0/table/source_tabel: Unknown member 'source_tabel'."
                + " Did you mean 'source_table'?",
            "spec.json:5 /objects/1/tables: Unknown member 'tables'. Did you mean 'table'?",
            "spec.json:8 /objects/2/table/destination_schema: '../x' is not a usable name: it must"
                + " begin with a letter or a digit and go on with letters, digits, '_', '.', '-'"
                + " and spaces",
            "spec.json:9 /objects/2/table/destination_table: 'destination_table' must be a string,"
                + " not a number",
            "spec.json:11 /objects/2/table/table_configuration/scd_type: Unknown 'scd_type': 'SCD_TYPE_3'."
                + " Did you mean 'SCD_TYPE_1'?",
            "spec.json:12 /objects/2/table/table_configuration/tombstone_retention:"
                + " 'tombstone_retention' must be a duration above zero like 30s, 10m, 1h, 2d or"
                + " PT10M, not \"soon\"");
    assertThatThrownBy(draft::spec).isInstanceOf(InvalidSpecException.class);
    assertThat(draft.tables()).extracting(TableSpec::sourceTable).containsExactly("c");
  }

  @Test
  void whatIsMissingIsTold() {
    assertThat(messages(read("{}")))
        .containsExactly(
            "spec.json:1: 'connection_name' is missing: it names the file connections/<name>.json",
            "spec.json:1: 'objects' is missing: the array of the tables to load");
    assertThat(messages(read("{\"connection_name\": \"c\", \"objects\": [{}, {\"table\": {}}]}")))
        .containsExactly(
            "spec.json:1 /objects/0: 'table' is missing: the object that names a source table and"
                + " its destination",
            "spec.json:1 /objects/1/table: 'source_table' is missing: the name of the table at the"
                + " source");
  }

  @Test
  void wrongTypesAreToldWithWhatWasFound() {
    assertThat(messages(read("[]")))
        .containsExactly("spec.json:1: The document must be an object, not an array");
    assertThat(messages(read("{\"connection_name\": true, \"objects\": {}}")))
        .containsExactly(
            "spec.json:1 /connection_name: 'connection_name' must be a string, not a boolean",
            "spec.json:1 /objects: 'objects' must be an array, not an object");
    assertThat(
            messages(
                read("{\"connection_name\": \"c\", \"objects\": [\"t\", {\"table\": \"t\"}]}")))
        .containsExactly(
            "spec.json:1 /objects/0: Each element of 'objects' must be an object, not a string",
            "spec.json:1 /objects/1/table: 'table' must be an object, not a string");
    assertThat(
            messages(
                read(
                    "{\"connection_name\": \"c\", \"objects\": [{\"table\": {\"source_table\":"
                        + " \"t\", \"table_configuration\": []}}]}")))
        .containsExactly(
            "spec.json:1 /objects/0/table/table_configuration: 'table_configuration' must be an"
                + " object, not an array");
  }

  @Test
  void emptinessIsAProblem() {
    assertThat(messages(read("{\"connection_name\": \" \", \"objects\": []}")))
        .containsExactly(
            "spec.json:1 /connection_name: 'connection_name' must not be empty",
            "spec.json:1 /objects: 'objects' must name at least one table");
  }

  @Test
  void aConnectionNameStaysInItsDirectory() {
    assertThat(
            messages(
                read("{\"connection_name\": \"../c\", \"objects\": [" + table("\"t\"") + "]}")))
        .containsExactly(
            "spec.json:1 /connection_name: 'connection_name' names a file, so it must not hold '/',"
                + " '\\' or control characters");
  }

  @Test
  void aSourceTableThatCannotNameTheDestinationNeedsAnother() {
    assertThat(messages(tables(table("\"crm/deals\""))))
        .containsExactly(
            "spec.json:2 /objects/0/table/source_table: The destination needs a"
                + " 'destination_table', for 'crm/deals' is not a usable name: it must begin with a"
                + " letter or a digit and go on with letters, digits, '_', '.', '-' and spaces");
    assertThat(
            tables(table("\"crm/deals\", \"destination_table\": \"deals\""))
                .spec()
                .tables()
                .get(0)
                .destination()
                .table())
        .isEqualTo("deals");
  }

  @Test
  void twoTablesInOnePlaceAreAProblemThatNamesBoth() {
    SpecDraft draft =
        tables(table("\"a\", \"destination_table\": \"Orders\""), table("\"orders\""));

    assertThat(messages(draft))
        .containsExactly(
            "spec.json:3 /objects/1/table: The destination main.default.orders is also that of"
                + " /objects/0/table in line 2; give one of them another 'destination_table'");
  }

  @Test
  void oneSourceTableMayGoToSeveralPlaces() {
    PipelineSpec spec =
        tables(table("\"a\""), table("\"a\", \"destination_schema\": \"other\"")).spec();

    assertThat(spec.tables()).extracting(TableSpec::sourceTable).containsExactly("a", "a");
  }

  @Test
  void thePlaceOfRejectedRecordsIsKeptInEitherOrder() {
    assertThat(messages(tables(table("\"a\""), table("\"A__rejected\""))))
        .containsExactly(
            "spec.json:3 /objects/1/table: The destination main.default.A__rejected is kept for the"
                + " bad records of /objects/0/table in line 2; give another 'destination_table'");
    assertThat(messages(tables(table("\"a__rejected\""), table("\"a\""))))
        .containsExactly(
            "spec.json:2 /objects/0/table: The destination main.default.a__rejected is kept for the"
                + " bad records of /objects/1/table in line 3; give another 'destination_table'");
    assertThat(
            messages(
                tables(table("\"a\""), table("\"a__rejected\", \"destination_schema\": \"x\""))))
        .isEmpty();
  }

  @Test
  void twoUnusableDestinationsAreNotTakenForOnePlace() {
    SpecDraft draft = tables(table("\"/a\""), table("\"/b\""), table("\"invalid\""));

    assertThat(draft.problems().list()).hasSize(2);
  }

  @Test
  void aMemberGivenTwiceIsToldWithTheRest() {
    SpecDraft draft =
        read("{\"connection_name\": \"c\",\n\"connection_name\": \"d\",\n\"objects\": []}");

    assertThat(messages(draft))
        .containsExactly(
            "spec.json:2 /connection_name: 'connection_name' is already in line 1; remove one of"
                + " them",
            "spec.json:3 /objects: 'objects' must name at least one table");
  }

  private static String table(String sourceTableAndMore) {
    return "{\"table\": {\"source_table\": " + sourceTableAndMore + "}}";
  }

  private SpecDraft tables(String... tables) {
    return read(
        "{\"connection_name\": \"c\", \"objects\": [\n" + String.join(",\n", tables) + "]}");
  }

  private SpecDraft read(String json) {
    return new SpecReader(Destination.Defaults.STANDARD).read(write(json));
  }

  private Path write(String json) {
    try {
      return Files.writeString(directory.resolve("spec.json"), json);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> messages(SpecDraft draft) {
    return draft.problems().list().stream()
        .map(problem -> problem.toString().replace(directory + "/", ""))
        .toList();
  }
}
