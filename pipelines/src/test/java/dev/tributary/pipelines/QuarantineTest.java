package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.pipelines.TableReport.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Bad records that are set aside, by DirectRunner; what becomes of them is read by delta-spark. */
@ExtendWith(SparkTables.class)
class QuarantineTest {
  private static final String QUARANTINE = "'on_bad_record': 'quarantine'";

  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    people = scenario.people();
  }

  @Test
  void goodRecordsAreLoadedAndBadOnesSetAside() {
    people.upsert(
        "{'id': 1, 'name': 'Ada', 'at': 1}",
        "{'id': 2, 'name': 'Bob', 'at': 'later'}",
        "{'id': null, 'name': 'Cyd', 'at': 3}",
        "{'id': 4, 'name': 'Dan'}",
        "{'id': 5, 'name': 'Eve', 'at': 5}");
    people.delete("{'at': 6}");
    Instant before = Instant.now().minusSeconds(1);

    RunReport run = scenario.run(RunListener.NONE, Scenario.table("people", QUARANTINE));

    TableReport report = run.tables().get(0);
    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.rowsRead()).isEqualTo(6);
    assertThat(report.figures().inserted()).isEqualTo(2);
    assertThat(report.figures().rejected()).isEqualTo(4);
    assertThat(report.warnings())
        .containsExactly(
            "4 records do not fit the table and were set aside in "
                + scenario.path("people__rejected"));
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "5 Eve 5");
    List<Row> rejected = rejected();
    assertThat(rejected)
        .extracting(row -> SparkTables.values(row, "raw", "reason", "column", "offset"))
        .containsExactly(
            List.of(
                "{\"at\":6}",
                "the key column 'id' is null in the record with id=null",
                "id",
                "null"),
            List.of(
                "{\"id\":2,\"name\":\"Bob\",\"at\":\"later\"}",
                "column 'at' holds \"later\", which is not a 64-bit integer",
                "at",
                "null"),
            List.of(
                "{\"id\":4,\"name\":\"Dan\"}",
                "the sequence column 'at' is null in the record with id=4",
                "at",
                "null"),
            List.of(
                "{\"id\":null,\"name\":\"Cyd\",\"at\":3}",
                "the key column 'id' is null in the record with id=null",
                "id",
                "null"));
    assertThat(rejected)
        .allSatisfy(
            row -> {
              assertThat(SparkTables.values(row, "source_table", "run_id"))
                  .containsExactly("people", run.runId());
              assertThat(row.getInstant(row.fieldIndex("rejected_at")))
                  .isBetween(before, Instant.now());
            });
  }

  @Test
  void theNextRunSetsAsideOnlyWhatIsNew() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2}");
    scenario.run("people", QUARANTINE);
    people.upsert("{'id': 3}");

    TableReport second = scenario.run("people", QUARANTINE);

    assertThat(second.status()).isEqualTo(Status.UNCHANGED);
    assertThat(second.figures().rejected()).isEqualTo(1);
    assertThat(rejected())
        .extracting(row -> row.getString(0))
        .containsExactly("{\"id\":2}", "{\"id\":3}");
    assertThat(scenario.run("people", QUARANTINE).warnings()).isEmpty();
  }

  @Test
  void unlessItIsAskedForABadRecordFailsTheTable() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2}");

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error())
        .contains("the record with id=2 of table 'people'")
        .contains("the sequence column 'at' is null")
        .contains("set 'on_bad_record' to 'quarantine' to load the others");
    assertThat(scenario.path("people__rejected")).doesNotExist();
  }

  private List<Row> rejected() {
    return SparkTables.rows(scenario.path("people__rejected"), "raw");
  }
}
