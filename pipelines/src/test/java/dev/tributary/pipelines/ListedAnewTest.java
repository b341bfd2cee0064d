package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.pipelines.TableReport.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that keeps the changes since the last run no longer lists its rows anew. */
class ListedAnewTest {
  private static final String REASON = "changes since Monday are kept no longer";

  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;

  @BeforeEach
  void aTable() {
    scenario = new Scenario(directory);
    people =
        scenario
            .people()
            .upsert(
                "{'id': 1, 'name': 'Ada', 'at': 1}",
                "{'id': 2, 'name': 'Bob', 'at': 2}",
                "{'id': 3, 'name': 'Cyd', 'at': 3}");
  }

  /** Bob is gone, Cyd is another, Dan is new. */
  private void whileAway() {
    people
        .forget(REASON)
        .list(
            "{'id': 1, 'name': 'Ada', 'at': 9}",
            "{'id': 3, 'name': 'Zoe', 'at': 9}",
            "{'id': 4, 'name': 'Dan', 'at': 9}");
  }

  @Test
  void whatWasDeletedMeanwhileGoesForTheTableIsLoadedAnew() {
    scenario.run("people");
    whileAway();

    TableReport report = scenario.run("people");

    assertThat(report.error()).isNull();
    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.warnings())
        .containsExactly(
            REASON + ": the table is loaded anew, and readers see it as it was until that is done");
    assertThat(report.versionAfter()).isEqualTo(report.versionBefore() + 1);
    assertThat(report.offsetBefore().path("position").asInt()).isEqualTo(3);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 9", "3 Zoe 9", "4 Dan 9");

    TableReport quiet = scenario.run("people");
    assertThat(quiet.status()).isEqualTo(Status.UNCHANGED);
    assertThat(quiet.warnings()).isEmpty();
  }

  @Test
  void aReadThatBreaksOnTheWayIsGoneOnWithByTheNextRun() {
    scenario.run("people");
    whileAway();
    scenario.source.failAt("people@2");

    TableReport broken = scenario.run("people", "'commit_every': {'records': 1}");
    assertThat(broken.error()).contains("people@2");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bob 2", "3 Cyd 3");
    scenario.source.heal();

    assertThat(scenario.run("people").error()).isNull();
    assertThat(scenario.rows("people")).containsExactly("1 Ada 9", "3 Zoe 9", "4 Dan 9");
  }

  @Test
  void aTableWithHistoryKeepsItAndTellsWhatMayBeWrong() {
    scenario.run("people", "'scd_type': 'SCD_TYPE_2'");
    whileAway();

    TableReport report = scenario.run("people", "'scd_type': 'SCD_TYPE_2'");

    assertThat(report.error()).isNull();
    assertThat(report.warnings())
        .containsExactly(
            REASON
                + ": all rows are read again, and those that were deleted at the source meanwhile"
                + " stay: run --full-refresh drops them, and the table's history");
    assertThat(scenario.rows("people"))
        .containsExactlyInAnyOrder(
            "1 Ada 9 1 -", "2 Bob 2 2 -", "3 Cyd 3 3 9", "3 Zoe 9 9 -", "4 Dan 9 9 -");
  }

  @Test
  void whereDeletesAreIgnoredThereIsNothingToTellOfThem() {
    scenario.run("people", "'deletes': 'ignore'");
    whileAway();

    assertThat(scenario.run("people", "'deletes': 'ignore'").warnings())
        .containsExactly(REASON + ": all rows are read again");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 9", "2 Bob 2", "3 Zoe 9", "4 Dan 9");
  }
}
