package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.pipelines.TableReport.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are read as snapshots. Lists have two rows a page. */
class SnapshotRunTest {
  private static final String ADA = "{'id': 1, 'name': 'Ada', 'at': 1}";
  private static final String BOB = "{'id': 2, 'name': 'Bob', 'at': 1}";
  private static final String CYD = "{'id': 3, 'name': 'Cyd', 'at': 1}";
  private static final String DAN = "{'id': 4, 'name': 'Dan', 'at': 1}";
  private static final String EVE = "{'id': 5, 'name': 'Eve', 'at': 1}";

  private static final String HISTORY = "'scd_type': 'SCD_TYPE_2'";

  @TempDir private Path directory;

  @Test
  void theTableFollowsTheListAndTheSameListCommitsNothing() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD);
    TableReport first = scenario.run("people");
    people.list(CYD, "{'id': 2, 'name': 'Bea', 'at': 1}", DAN);

    TableReport second = scenario.run("people");
    TableReport third = scenario.run("people");

    assertThat(first.status()).isEqualTo(Status.DONE);
    assertThat(first.figures().inserted()).isEqualTo(3);
    assertThat(second.status()).isEqualTo(Status.DONE);
    assertThat(second.figures().inserted()).isEqualTo(1);
    assertThat(second.figures().updated()).isEqualTo(1);
    assertThat(second.figures().deleted()).isEqualTo(1);
    assertThat(third.status()).isEqualTo(Status.UNCHANGED);
    assertThat(third.epochs()).isZero();
    assertThat(third.rowsRead()).isEqualTo(3);
    assertThat(scenario.version("people")).isEqualTo(1);
    assertThat(scenario.rows("people")).containsExactly("2 Bea 1", "3 Cyd 1", "4 Dan 1");
    assertThat(scenario.orphans("people")).isEmpty();
  }

  @Test
  void whatTheListLacksMayBeMarked() {
    String marks = "'deletes': 'mark'";
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB);
    scenario.run("people", marks);
    people.list(BOB, CYD);

    TableReport second = scenario.run("people", marks);
    TableReport third = scenario.run("people", marks);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1 ?", "2 Bob 1 -", "3 Cyd 1 -");
    people.list(ADA, BOB, CYD);
    TableReport fourth = scenario.run("people", marks);

    assertThat(second.figures().deleted()).isEqualTo(1);
    assertThat(third.status()).isEqualTo(Status.UNCHANGED);
    assertThat(fourth.figures().inserted()).isEqualTo(1);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1 -", "2 Bob 1 -", "3 Cyd 1 -");
  }

  @Test
  void theHistoryFollowsTheListAndTheSameListCommitsNothing() throws IOException {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD);
    TableReport first = scenario.run("people", HISTORY);
    people.list(CYD, "{'id': 2, 'name': 'Bea', 'at': 1}", DAN);
    Job job = scenario.job(Scenario.table("people", HISTORY));

    TableReport second = Scenario.run(job, RunListener.NONE).tables().get(0);
    TableReport third = scenario.run("people", HISTORY);
    TableReport fourth = scenario.run("people", HISTORY);

    assertThat(first.figures().inserted()).isEqualTo(3);
    assertThat(second.status()).isEqualTo(Status.DONE);
    assertThat(second.figures().inserted()).as("versions that began").isEqualTo(2);
    assertThat(second.figures().updated()).as("a version that was replaced").isEqualTo(1);
    assertThat(second.figures().deleted()).as("a version that ended").isEqualTo(1);
    assertThat(List.of(third, fourth))
        .extracting(TableReport::status)
        .containsOnly(Status.UNCHANGED);
    assertThat(scenario.version("people")).isEqualTo(1);
    assertThat(scenario.rows("people"))
        .containsExactly("1 Ada 1 ? ?", "2 Bea 1 ? -", "2 Bob 1 ? ?", "3 Cyd 1 ? -", "4 Dan 1 ? -");
    assertThat(scenario.orphans("people")).isEmpty();
    assertThat(scenario.everythingWritten())
        .contains("\"snapshotAt\" : \"" + job.runStart().truncatedTo(ChronoUnit.MICROS) + "\"");
  }

  @Test
  void aRowThatMovesBehindTheReaderEndsNoVersionWhereListsShift() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.SHIFTING);
    people.list(ADA, BOB, CYD, DAN);
    scenario.run("people", HISTORY);
    scenario.source.takeRequests();
    moveWhileReading(scenario, people, CYD, ADA, BOB, DAN);

    TableReport report = scenario.run("people", HISTORY);

    assertThat(report.status()).isEqualTo(Status.UNCHANGED);
    assertThat(scenario.source.takeRequests())
        .containsExactly("people@0", "people@2", "people@0", "people@2");
  }

  @Test
  void aSnapshotThatIsAppendedLiesBesideThoseBeforeAndTellsItsRun() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.SHIFTING).list(ADA, BOB);
    scenario.run("people", "'scd_type': 'APPEND_ONLY'");
    people.list(ADA);

    TableReport second = scenario.run("people", "'scd_type': 'APPEND_ONLY'");

    assertThat(second.status()).isEqualTo(Status.DONE);
    assertThat(second.figures().inserted()).isEqualTo(1);
    assertThat(scenario.source.takeRequests()).containsExactly("people@0", "people@0");
    List<String> rows = scenario.rows("people");
    assertThat(rows).hasSize(3);
    assertThat(rows.stream().map(row -> row.substring(0, 7)))
        .containsExactly("1 Ada 1", "1 Ada 1", "2 Bob 1");
    assertThat(rows.get(0)).isNotEqualTo(rows.get(1));
  }

  /** The position of one day is nothing to go on from on the next. */
  @Test
  void everyRunReadsTheListFromItsBeginning() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD);
    scenario.run("people");
    people.list(ADA);
    scenario.source.takeRequests();

    TableReport second = scenario.run("people");

    assertThat(scenario.source.takeRequests()).containsExactly("people@0");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
    assertThat(second.offsetBefore().isNull()).isTrue();
    assertThat(second.offsetAfter().isNull()).isTrue();
  }

  @Test
  void noBudgetCutsASnapshot() {
    Scenario scenario = new Scenario(directory);
    people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD, DAN, EVE);

    TableReport report = scenario.run("people", "'commit_every': {'records': 1}");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.epochs()).isEqualTo(1);
    assertThat(report.statistics().pages()).isEqualTo(3);
    assertThat(scenario.rows("people")).hasSize(5);
  }

  @Test
  void aListThatFailsChangesNothingAndIsReadAnew() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD);
    scenario.run("people");
    people.list(EVE, DAN, CYD);
    scenario.source.failAt("people@2");

    TableReport failed = scenario.run("people");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bob 1", "3 Cyd 1");
    scenario.source.heal();
    scenario.source.takeRequests();
    TableReport healed = scenario.run("people");

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.epochs()).isZero();
    assertThat(failed.versionAfter()).isZero();
    assertThat(failed.rowsRead()).isEqualTo(2);
    assertThat(failed.figures().deleted()).isZero();
    assertThat(failed.error())
        .isEqualTo(
            "Cannot read people@2; Cannot apply the snapshot to "
                + scenario.path("people")
                + ": it was not read to its end, and what it lacks may be there all the same."
                + " Nothing was committed; run again, and it is read from its beginning.");
    assertThat(scenario.source.takeRequests()).containsExactly("people@0", "people@2");
    assertThat(healed.status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("people")).containsExactly("3 Cyd 1", "4 Dan 1", "5 Eve 1");
    assertThat(scenario.orphans("people")).isEmpty();
  }

  @Test
  void aFirstListThatFailsMakesNoTable() {
    Scenario scenario = new Scenario(directory);
    people(scenario, SnapshotPaging.KEYSET).list(ADA, BOB, CYD);
    scenario.source.failAt("people@2");

    assertThat(scenario.run("people").status()).isEqualTo(Status.FAILED);
    assertThat(scenario.path("people").resolve("_delta_log")).doesNotExist();
  }

  @Test
  void onePartitionThatFailsKeepsAllFromBeingApplied() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).withPartitions("a", "b");
    people.upsertIn("a", ADA, BOB).upsertIn("b", CYD);
    scenario.run("people");
    people.upsertIn("a", DAN);
    scenario.source.failAt("people/b@0");

    TableReport failed = scenario.run("people");
    scenario.source.heal();
    TableReport healed = scenario.run("people");

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.versionAfter()).isZero();
    assertThat(healed.figures().inserted()).isEqualTo(1);
    assertThat(healed.figures().deleted()).isZero();
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bob 1", "3 Cyd 1", "4 Dan 1");
  }

  @Test
  void aListThatLostMostOfItsRowsIsAppliedOnlyIfItIsSaidTo() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET).withPageSize(1000);
    people.list(
        IntStream.rangeClosed(1, 100)
            .mapToObj(id -> "{'id': " + id + ", 'name': 'x', 'at': 1}")
            .toArray(String[]::new));
    scenario.run("people");
    people.list();

    TableReport refused = scenario.run("people");
    assertThat(scenario.rows("people")).hasSize(100);
    TableReport allowed = scenario.run("people", "'allow_mass_delete': true");

    assertThat(refused.status()).isEqualTo(Status.FAILED);
    assertThat(refused.error())
        .contains("it lacks 100 of the 100 rows that the table has")
        .contains("set allow_mass_delete to true for one run");
    assertThat(allowed.status()).isEqualTo(Status.DONE);
    assertThat(allowed.figures().deleted()).isEqualTo(100);
    assertThat(scenario.rows("people")).isEmpty();
  }

  @Test
  void aRowThatMovesBehindTheReaderIsNotDeletedWhereListsShift() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.SHIFTING);
    people.list(ADA, BOB, CYD, DAN);
    scenario.run("people");
    assertThat(scenario.source.takeRequests()).containsExactly("people@0", "people@2");
    moveWhileReading(scenario, people, CYD, ADA, BOB, DAN);

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.UNCHANGED);
    assertThat(report.figures().deleted()).isZero();
    assertThat(scenario.source.takeRequests())
        .containsExactly("people@0", "people@2", "people@0", "people@2");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bob 1", "3 Cyd 1", "4 Dan 1");
  }

  /** What the test above would be without the second listing. */
  @Test
  void aRowThatASingleListingLacksIsDeleted() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.KEYSET);
    people.list(ADA, BOB, CYD, DAN);
    scenario.run("people");
    moveWhileReading(scenario, people, CYD, ADA, BOB, DAN);

    assertThat(scenario.run("people").figures().deleted()).isEqualTo(1);
    assertThat(scenario.rows("people")).doesNotContain("3 Cyd 1");
  }

  @Test
  void whatBothListingsLackIsDeletedAndTheLaterOneHolds() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.SHIFTING);
    people.list(ADA, BOB, CYD, DAN);
    scenario.run("people");
    people.list(ADA, BOB, DAN);
    moveWhileReading(scenario, people, ADA, "{'id': 2, 'name': 'Bea', 'at': 1}", DAN);

    TableReport report = scenario.run("people");

    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bea 1", "4 Dan 1");
    assertThat(report.figures().deleted()).isEqualTo(1);
    assertThat(report.figures().updated()).isEqualTo(1);
  }

  @Test
  void aSecondListingThatFailsKeepsTheFirstFromBeingApplied() {
    Scenario scenario = new Scenario(directory);
    ScriptedSource.Table people = people(scenario, SnapshotPaging.SHIFTING);
    people.list(ADA, BOB, CYD);
    scenario.run("people");
    people.list(ADA, BOB);
    scenario.source.beforePage(
        request -> {
          if (request.equals("people@0")) {
            scenario.source.failAt("people@0");
          }
        });

    assertThat(scenario.run("people").status()).isEqualTo(Status.FAILED);
    assertThat(scenario.rows("people")).hasSize(3);
  }

  @Test
  void theExampleIsLoadedDayByDayAndAFailureLeavesTheDayBefore() {
    Scenario scenario = new Scenario(directory).withConnector("example");

    TableReport first = scenario.withConnection("'page_size': 7, 'day': 1").run("countries");
    var firstDay = scenario.rows("countries");
    TableReport failed =
        scenario.withConnection("'page_size': 7, 'day': 2, 'fail_after_pages': 3").run("countries");
    var afterFailure = scenario.rows("countries");
    TableReport second = scenario.withConnection("'page_size': 7, 'day': 2").run("countries");
    TableReport again = scenario.withConnection("'page_size': 9, 'day': 2").run("countries");
    TableReport third = scenario.withConnection("'page_size': 40, 'day': 3").run("countries");

    assertThat(first.figures().inserted()).isEqualTo(40);
    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.error()).startsWith("Cannot read table 'countries' behind page 3");
    assertThat(afterFailure).isEqualTo(firstDay).hasSize(40);
    for (TableReport day : new TableReport[] {second, third}) {
      assertThat(day.status()).isEqualTo(Status.DONE);
      assertThat(day.figures().inserted()).isEqualTo(1);
      assertThat(day.figures().updated()).isEqualTo(1);
      assertThat(day.figures().deleted()).isEqualTo(1);
    }
    assertThat(again.status()).isEqualTo(Status.UNCHANGED);
    assertThat(scenario.version("countries")).isEqualTo(2);
    assertThat(scenario.rows("countries"))
        .hasSize(40)
        .doesNotContainAnyElementsOf(
            firstDay.stream()
                .filter(row -> row.startsWith("AR ") || row.startsWith("AT "))
                .toList());
  }

  @Test
  void theHistoryOfTheExampleHasAllDays() {
    Scenario scenario = new Scenario(directory).withConnector("example");
    for (int day = 1; day <= 3; day++) {
      scenario.withConnection("'page_size': 7, 'day': " + day).run("countries", HISTORY);
    }

    List<String> rows = scenario.rows("countries");
    assertThat(rows).as("40, then each day one that is new, one that is other").hasSize(44);
    assertThat(rows).filteredOn(row -> row.endsWith(" -")).hasSize(40);
    assertThat(rows)
        .filteredOn(row -> row.startsWith("AR ") || row.startsWith("AT "))
        .hasSize(2)
        .allMatch(row -> row.endsWith(" ? ?"));
  }

  private static ScriptedSource.Table people(Scenario scenario, SnapshotPaging paging) {
    return scenario.source.add("people", Scenario.PEOPLE, TableMetadata.snapshot(paging, "id"));
  }

  /** Changes the list once its second page is asked for. */
  private static void moveWhileReading(
      Scenario scenario, ScriptedSource.Table table, String... then) {
    scenario.source.beforePage(
        request -> {
          if (request.equals("people@2")) {
            scenario.source.heal();
            table.list(then);
          }
        });
  }
}
