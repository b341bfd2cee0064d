package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.beam.delta.DeletedRows;
import dev.tributary.beam.delta.DeltaTarget;
import dev.tributary.beam.delta.MassDelete;
import dev.tributary.beam.delta.TrackedColumns;
import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.spec.InvalidSpecException;
import dev.tributary.spec.SpecProblem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobPlannerTest {
  @TempDir private Path directory;
  private Scenario scenario;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    scenario.people();
    scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append());
    scenario.source.add("keyed", Scenario.PEOPLE, TableMetadata.append("id"));
    scenario.source.add(
        "countries", Scenario.PEOPLE, TableMetadata.snapshot(SnapshotPaging.KEYSET, "id"));
    scenario.source.add(
        "odd",
        new StructType(
            List.of(
                Field.of("id", Primitive.LONG),
                Field.of("__End_At", Primitive.LONG),
                Field.of("_tributary_run", Primitive.LONG),
                Field.of("tags", new ArrayType(Primitive.STRING)))),
        TableMetadata.cdc("id", "id"));
  }

  @Test
  void aPlanAsksNothingAndWritesNothing() {
    Job job = scenario.job(Scenario.table("people", ""), Scenario.table("log", ""));

    assertThat(job.tableNames()).containsExactly("people", "log");
    assertThat(scenario.source.takeRequests()).isEmpty();
    assertThat(scenario.warehouse()).doesNotExist();
  }

  @Test
  void onlyTheTablesAskedForAreLoaded() {
    String objects = "[" + Scenario.table("people", "") + "," + Scenario.table("log", "") + "]";

    assertThat(scenario.plan(objects, List.of("log")).tableNames()).containsExactly("log");
    assertThat(problems(objects, List.of("log", "poeple")))
        .containsExactly("--tables: The spec has no table 'poeple'. Did you mean 'people'?");
  }

  @Test
  void allMistakesAreToldAtOnceEachWithItsPlace() {
    scenario.withConnection("'tokn': 'x'");

    assertThat(
            problems(
                Scenario.table("poeple", ""),
                Scenario.table("people", "'repositori': 'a'"),
                Scenario.table("log", "'scd_typ': 'APPEND_ONLY'")))
        .containsExactly(
            "spec.json:4 /objects/1/table/table_configuration/repositori: Unknown option"
                + " 'repositori'. Did you mean 'repository'?",
            "spec.json:5 /objects/2/table/table_configuration/scd_typ: Unknown option 'scd_typ'."
                + " Did you mean 'scd_type'?",
            "TRIBUTARY_CONNECTION_TEST:2 /options/tokn: Unknown option 'tokn'. Did you mean"
                + " 'token'?");
  }

  @Test
  void anUnknownTableIsNamedWithTheClosestOne() {
    assertThat(problems(Scenario.table("poeple", "")))
        .containsExactly(
            "spec.json:3 /objects/0/table/source_table: Unknown table 'poeple'. Did you mean"
                + " 'people'?");
  }

  @Test
  void anUnknownConnectorIsNamedWithTheClosestOne() {
    scenario.withConnector("scriptd");

    assertThat(problems(Scenario.table("people", "")))
        .containsExactly(
            "TRIBUTARY_CONNECTION_TEST:1 /connector: Unknown connector 'scriptd'. Did you mean"
                + " 'scripted'?");
  }

  @Test
  void aConnectionOfWhichNoConnectorCanBeMadeIsToldOnceAndWithoutItsSecrets() {
    scenario.withConnection("'broken': 'host s3cret.example is wrong', 'token': 's3cret'");

    assertThat(problems(Scenario.table("people", ""), Scenario.table("log", "'limit': -1")))
        .containsExactly(
            "spec.json:4 /objects/1/table/table_configuration/limit: Option 'limit' must be an"
                + " integer of zero or more, not -1",
            "TRIBUTARY_CONNECTION_TEST:2 /options: host ***.example is wrong");
  }

  @Test
  void columnsThatAreNotThereAreToldWhereTheyAreNamed() {
    assertThat(
            problems(
                Scenario.table("people", "'primary_keys': ['Id'], 'sequence_by': 'nmae'"),
                Scenario.table("people", "'scd_type': 'APPEND_ONLY', 'sequence_by': 'nmae'")
                    .replace("\"source_table\"", "\"destination_table\": \"b\", \"source_table\"")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/primary_keys: Table 'people' has no"
                + " column 'Id'. Did you mean 'id'?",
            "spec.json:3 /objects/0/table/table_configuration/sequence_by: Table 'people' has no"
                + " column 'nmae'. Did you mean 'name'?",
            "spec.json:4 /objects/1/table/table_configuration/sequence_by: Table 'people' has no"
                + " column 'nmae'. Did you mean 'name'?");
  }

  @Test
  void columnsWithoutAnOrderAndReservedNamesAreRefused() {
    assertThat(problems(Scenario.table("odd", "'primary_keys': ['tags']")))
        .containsExactly(
            "spec.json:3 /objects/0/table/source_table: Table 'odd' has a column '__End_At', a name"
                + " that Tributary keeps for itself; leave it out with 'exclude_columns'",
            "spec.json:3 /objects/0/table/source_table: Table 'odd' has a column '_tributary_run',"
                + " a name that Tributary keeps for itself; leave it out with 'exclude_columns'",
            "spec.json:3 /objects/0/table/table_configuration/primary_keys: Column 'tags' is of"
                + " type array<string>, which has no order; name another column");
  }

  @Test
  void aSnapshotHasNoSequenceAndNoDeletesToIgnore() {
    assertThat(problems(Scenario.table("countries", "'sequence_by': 'at', 'deletes': 'ignore'")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/sequence_by: Table 'countries' is"
                + " read as snapshots, whose rows have no sequence; remove 'sequence_by'",
            "spec.json:3 /objects/0/table/table_configuration/deletes: Table 'countries' is read as"
                + " snapshots, and what a snapshot lacks is deleted; remove 'deletes'");
  }

  @Test
  void onlyASnapshotDeletesManyRowsAtOnce() {
    assertThat(problems(Scenario.table("people", "'allow_mass_delete': true")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/allow_mass_delete: Table 'people' is"
                + " not read as snapshots, so that 'allow_mass_delete' means nothing; remove it");
    assertThat(
            problems(
                Scenario.table(
                    "countries", "'scd_type': 'APPEND_ONLY', 'allow_mass_delete': true")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/allow_mass_delete: Table 'countries'"
                + " is only appended to, so that 'allow_mass_delete' means nothing; remove it");
    assertThat(massDelete("")).isEqualTo(MassDelete.REFUSE);
    assertThat(massDelete("'allow_mass_delete': true")).isEqualTo(MassDelete.ALLOW);
  }

  @Test
  void onlyATableWhoseRowsCanGoMarksThem() {
    String history = "keeps its history, in which a delete closes the row and takes nothing away";
    String appended = "is only appended to and never loses a row";
    scenario.source.add("plain", Scenario.PEOPLE, TableMetadata.cdc("at", "id"));

    assertMarksRefused("people", "SCD_TYPE_2", history);
    assertMarksRefused("countries", "SCD_TYPE_2", history);
    assertMarksRefused("people", "APPEND_ONLY", appended);
    assertMarksRefused("countries", "APPEND_ONLY", appended);
    assertMarksRefused("log", "APPEND_ONLY", appended);
    assertMarksRefused("plain", "SCD_TYPE_1", "tells of no deletes");
    assertThat(deletedRows("people", "'deletes': 'mark'")).isEqualTo(DeletedRows.MARKED);
    assertThat(deletedRows("countries", "'deletes': 'mark'")).isEqualTo(DeletedRows.MARKED);
    assertThat(deletedRows("people", "'deletes': 'ignore'")).isEqualTo(DeletedRows.REMOVED);
    assertThat(deletedRows("people", "")).isEqualTo(DeletedRows.REMOVED);
  }

  private void assertMarksRefused(String table, String scdType, String why) {
    String settings = "'deletes': 'mark', 'scd_type': '" + scdType + "'";
    assertThat(problems(Scenario.table(table, settings)))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/deletes: Table '"
                + table
                + "' "
                + why
                + ", so that 'deletes': 'mark' means nothing; remove it");
  }

  private DeletedRows deletedRows(String table, String configuration) {
    return scenario
        .job(Scenario.table(table, configuration))
        .tables()
        .get(0)
        .target()
        .deletedRows();
  }

  private MassDelete massDelete(String configuration) {
    return scenario
        .job(Scenario.table("countries", configuration))
        .tables()
        .get(0)
        .target()
        .massDelete();
  }

  @Test
  void anAppendTableIsUpdatedOnlyWithASequence() {
    assertThat(problems(Scenario.table("keyed", "'scd_type': 'SCD_TYPE_1'")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/scd_type: SCD_TYPE_1 of the append"
                + " table 'keyed' needs 'sequence_by', the column that tells which of two rows with"
                + " one key is the newer; name it, or use APPEND_ONLY");
    assertThat(mode(Scenario.table("keyed", "'scd_type': 'SCD_TYPE_1', 'sequence_by': 'at'")))
        .isEqualTo("UPSERT [id] [at]");
  }

  @Test
  void theTypeOfTheSourceAndTheUsersWishGiveTheMode() {
    assertThat(mode(Scenario.table("people", ""))).isEqualTo("UPSERT [id] [at]");
    assertThat(mode(Scenario.table("people", "'primary_keys': ['name'], 'sequence_by': 'id'")))
        .isEqualTo("UPSERT [name] [id]");
    assertThat(mode(Scenario.table("people", "'scd_type': 'append_only'")))
        .isEqualTo("INSERT [id, at] []");
    assertThat(mode(Scenario.table("keyed", ""))).isEqualTo("INSERT [id] []");
    assertThat(mode(Scenario.table("log", ""))).isEqualTo("APPEND [] []");
    assertThat(mode(Scenario.table("countries", ""))).isEqualTo("SNAPSHOT [id] []");
    assertThat(mode(Scenario.table("countries", "'primary_keys': ['name', 'at']")))
        .isEqualTo("SNAPSHOT [name, at] []");
    assertThat(mode(Scenario.table("countries", "'scd_type': 'APPEND_ONLY'")))
        .isEqualTo("APPEND_SNAPSHOT [] []");
    assertThat(mode(Scenario.table("log", "'primary_keys': ['id']"))).isEqualTo("INSERT [id] []");
  }

  @Test
  void aTableWithHistoryTracksTheColumnsAskedFor() {
    assertThat(mode(Scenario.table("people", "'scd_type': 'SCD_TYPE_2'")))
        .isEqualTo("HISTORY [id] [at]");
    assertThat(mode(Scenario.table("keyed", "'scd_type': 'scd_type_2', 'sequence_by': 'at'")))
        .isEqualTo("HISTORY [id] [at]");
    assertThat(tracked("")).isEqualTo(TrackedColumns.all());
    assertThat(tracked(", 'track_history_columns': ['name']"))
        .isEqualTo(TrackedColumns.only(List.of("name")));
    assertThat(tracked(", 'track_history_except_columns': 'name'"))
        .isEqualTo(TrackedColumns.except(List.of("name")));
    assertThat(
            problems(
                Scenario.table(
                    "people", "'scd_type': 'SCD_TYPE_2', 'track_history_columns': ['nmae']")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/track_history_columns: Table"
                + " 'people' has no column 'nmae'. Did you mean 'name'?");
  }

  @Test
  void theHistoryOfSnapshotsHasNoSequenceOfItsRows() {
    assertThat(mode(Scenario.table("countries", "'scd_type': 'SCD_TYPE_2'")))
        .isEqualTo("SNAPSHOT_HISTORY [id] []");
    assertThat(
            problems(
                Scenario.table("countries", "'scd_type': 'SCD_TYPE_2', 'sequence_by': 'name'")))
        .containsExactly(
            "spec.json:3 /objects/0/table/table_configuration/sequence_by: Table 'countries' is"
                + " read as snapshots, whose rows have no sequence; remove 'sequence_by'");
    String tracked = "'scd_type': 'SCD_TYPE_2', 'track_history_columns': ['name']";
    assertThat(scenario.job(Scenario.table("countries", tracked)).tables().get(0).target())
        .extracting(DeltaTarget::tracked)
        .isEqualTo(TrackedColumns.only(List.of("name")));
  }

  private TrackedColumns tracked(String more) {
    String table = Scenario.table("people", "'scd_type': 'SCD_TYPE_2'" + more);
    return scenario.job(table).tables().get(0).target().tracked();
  }

  @Test
  void whatIsNotHeededIsAWarning() {
    assertThat(warnings(Scenario.table("log", "'scd_type': 'SCD_TYPE_1', 'sequence_by': 'at'")))
        .containsExactly("the table has no primary keys, so its rows are appended");
    assertThat(warnings(Scenario.table("log", "'scd_type': 'SCD_TYPE_2'")))
        .containsExactly("the table has no primary keys, so its rows are appended");
    assertThat(warnings(Scenario.table("keyed", "'sequence_by': 'at'")))
        .containsExactly(
            "'sequence_by' changes nothing, for rows of an append table are never updated");
    assertThat(warnings(Scenario.table("people", "'scd_type': 'APPEND_ONLY'")))
        .containsExactly("deletes of the source are ignored, for the table is APPEND_ONLY");
    assertThat(warnings(Scenario.table("people", ""))).isEmpty();
  }

  @Test
  void aJobShowsNoSecret() {
    scenario.withConnection("'token': 's3cret'");

    assertThat(scenario.job(Scenario.table("people", "")).tables().toString())
        .doesNotContain("s3cret");
  }

  private String mode(String table) {
    var target = scenario.job(table).tables().get(0).target();
    return target.mode() + " " + target.keys() + " " + target.sequenceBy();
  }

  private List<String> warnings(String table) {
    return scenario.job(table).tables().get(0).warnings();
  }

  private List<String> problems(String... tables) {
    return problems("[\n" + String.join(",\n", tables) + "]", List.of());
  }

  private List<String> problems(String objects, List<String> only) {
    return catchThrowableOfType(InvalidSpecException.class, () -> scenario.plan(objects, only))
        .problems()
        .stream()
        .map(SpecProblem::toString)
        .map(problem -> problem.replace(directory + "/", ""))
        .toList();
  }
}
