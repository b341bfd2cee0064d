package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.pipelines.TableReport.Status;
import dev.tributary.spec.InvalidSpecException;
import dev.tributary.spec.SpecProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Columns that are chosen, hashed and added, from the spec to the table. */
@ExtendWith(SparkTables.class)
class ColumnsTest {
  private static final String SHA_256_OF_ADA =
      "99a563ab2f6e21e96998f9fddd2a2bab82b70ac019579502b8d7fc0032ff62bb";
  private static final String SHA_256_OF_1 =
      "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    people = scenario.people();
  }

  @Test
  void onlyIncludedColumnsAreLoadedAndTheOthersAreNotUnknown() {
    people.upsert("{'id': 1, 'name': {'not': 'a name'}, 'at': 1, 'shoe': 39}");

    TableReport report = scenario.run("people", "'include_columns': ['at', 'id']");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.unknownFields()).hasSize(1).containsEntry("shoe", 1L);
    assertThat(scenario.rows("people")).containsExactly("1 1");
  }

  @Test
  void aColumnThatIsExcludedLaterStaysAndIsNullFromThenOn() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 2}");
    scenario.run("people");
    people.upsert("{'id': 2, 'name': 'Bob', 'at': 3}");

    TableReport report = scenario.run("people", "'exclude_columns': 'name'");

    assertThat(report.error()).isNull();
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 - 3");
    assertThat(scenario.run("people").status()).as("included again").isEqualTo(Status.UNCHANGED);
  }

  @Test
  void hashesAreOfTheTextAndNullStaysNull() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'at': 2}");

    scenario.run("people", "'hash_columns': ['name']");

    assertThat(scenario.rows("people")).containsExactly("1 " + SHA_256_OF_ADA + " 1", "2 - 2");
  }

  @Test
  void aHashedKeyIsStillAKey() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 2}");
    scenario.run("people", "'hash_columns': ['id']");
    people.upsert("{'id': 1, 'name': 'Eve', 'at': 3}");
    people.delete("{'id': 2, 'at': 4}");

    TableReport second = scenario.run("people", "'hash_columns': ['id']");

    assertThat(second.error()).isNull();
    assertThat(second.figures().updated()).isEqualTo(1);
    assertThat(second.figures().deleted()).isEqualTo(1);
    assertThat(scenario.rows("people")).containsExactly(SHA_256_OF_1 + " Eve 3");
  }

  @Test
  void aColumnThatIsHashedLaterIsAnErrorAlsoIfItWasAString() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");

    TableReport hashed = scenario.run("people", "'hash_columns': ['name']");

    assertThat(hashed.status()).isEqualTo(Status.FAILED);
    assertThat(hashed.error())
        .isEqualTo(
            "Cannot write the column name of "
                + scenario.path("people")
                + ": the table has its values as they are, and the data now has them as sha-256."
                + " Run once with --full-refresh to write the table anew, or leave the column"
                + " out.");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
  }

  @Test
  void aHashThatIsGivenUpLaterIsAnErrorToo() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people", "'hash_columns': ['name']");

    assertThat(scenario.run("people").error())
        .contains("the table has its values as sha-256, and the data now has them as they are");
  }

  @Test
  void metadataColumnsSayWhichRunBroughtARowAndWhen() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    Instant before = Instant.now().minusSeconds(1);

    RunReport report =
        scenario.run(RunListener.NONE, Scenario.table("people", "'metadata_columns': true"));

    Row row = rows().get(0);
    assertThat(row.schema().fieldNames())
        .containsExactly("id", "name", "at", "_tributary_run_id", "_tributary_extracted_at");
    assertThat(row.getString(3)).isEqualTo(report.runId());
    assertThat(row.getInstant(4)).isBetween(before, Instant.now());
  }

  @Test
  void aRowThatIsReadAgainUnchangedKeepsTheRunItCameWith() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 2}");
    scenario.run("people", "'metadata_columns': true");
    List<Row> first = rows();
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");

    TableReport unchanged = scenario.run("people", "'metadata_columns': true");
    List<Row> second = rows();
    people.upsert("{'id': 2, 'name': 'Bea', 'at': 3}", "{'id': 1, 'name': 'Ada', 'at': 1}");
    TableReport changed = scenario.run("people", "'metadata_columns': true");

    assertThat(unchanged.status()).isEqualTo(Status.UNCHANGED);
    assertThat(unchanged.figures().updated()).isZero();
    assertThat(second).isEqualTo(first);
    assertThat(changed.figures().updated()).isEqualTo(1);
    assertThat(rows().get(0)).isEqualTo(first.get(0));
    assertThat(rows().get(1).getString(1)).isEqualTo("Bea");
    assertThat(rows().get(1).getString(3)).isNotEqualTo(first.get(1).getString(3));
  }

  private List<Row> rows() {
    return SparkTables.rows(scenario.path("people"), "id");
  }

  @Test
  void theChoiceOfColumnsIsNotAnotherSource() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people", "'include_columns': ['id', 'at']");

    TableReport second =
        scenario.run("people", "'exclude_columns': ['name'], 'metadata_columns': true");

    assertThat(second.error()).isNull();
    assertThat(second.status()).isEqualTo(Status.UNCHANGED);
  }

  @Test
  void aColumnWithANameOfOursCanBeLeftOut() {
    scenario
        .source
        .add(
            "odd",
            new StructType(
                List.of(Field.of("id", Primitive.LONG), Field.of("_tributary_x", Primitive.LONG))),
            TableMetadata.append("id"))
        .upsert("{'id': 1, '_tributary_x': 2}");

    assertThat(problems("odd", ""))
        .containsExactly(
            "Table 'odd' has a column '_tributary_x', a name that Tributary keeps for itself; leave"
                + " it out with 'exclude_columns'");
    assertThat(scenario.run("odd", "'exclude_columns': '_tributary_x'").status())
        .isEqualTo(Status.DONE);
  }

  @Test
  void whatCannotBeDoneWithColumnsIsToldBeforeTheRun() {
    assertThat(problems("people", "'include_columns': ['nme'], 'hash_columns': ['id', 'at']"))
        .containsExactlyInAnyOrder(
            "Table 'people' has no column 'nme'. Did you mean 'name'?",
            "Cannot leave out 'id': rows are told apart by it. Add it to 'include_columns'.",
            "Cannot leave out 'at': the changes of a row are ordered by it. Add it to"
                + " 'include_columns'.",
            "Cannot hash 'id': 'include_columns' leaves it out. Remove it from 'hash_columns'.",
            "Cannot hash 'at': the changes of a row are ordered by it, and a hash has no order."
                + " Remove it from 'hash_columns'.");
    assertThat(
            problems(
                "people",
                "'exclude_columns': ['id', 'name', 'x'], 'hash_columns': ['name', 'Name']"))
        .containsExactlyInAnyOrder(
            "Table 'people' has no column 'x'. There are: id, name, at.",
            "Table 'people' has no column 'Name'. Did you mean 'name'?",
            "Cannot leave out 'id': rows are told apart by it. Remove it from 'exclude_columns'.",
            "Cannot hash 'name': 'exclude_columns' leaves it out. Remove it from"
                + " 'hash_columns'.");
  }

  @Test
  void theCursorOfAChangeThatIsAppendedIsASequenceToo() {
    assertThat(problems("people", "'scd_type': 'APPEND_ONLY', 'hash_columns': ['at']"))
        .singleElement()
        .asString()
        .startsWith("Cannot hash 'at'");
  }

  private List<String> problems(String table, String configuration) {
    return catchThrowableOfType(
            InvalidSpecException.class, () -> scenario.job(Scenario.table(table, configuration)))
        .problems()
        .stream()
        .map(SpecProblem::message)
        .toList();
  }
}
