package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorException.Category;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.pipelines.TableReport.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRunTest {
  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    people = scenario.people();
  }

  @Test
  void aSecondRunReadsOnlyWhatIsNew() {
    people.upsert(
        "{'id': 1, 'name': 'Ada', 'at': 1}",
        "{'id': 2, 'name': 'Bob', 'at': 2}",
        "{'id': 3, 'name': 'Cyd', 'at': 3}");
    TableReport first = scenario.run("people");
    people.upsert("{'id': 2, 'name': 'Bea', 'at': 4}", "{'id': 4, 'name': 'Dan', 'at': 5}");
    scenario.source.takeRequests();

    TableReport second = scenario.run("people");

    assertThat(first.status()).isEqualTo(Status.DONE);
    assertThat(first.error()).isNull();
    assertThat(first.versionBefore()).isEqualTo(-1);
    assertThat(first.versionAfter()).isZero();
    assertThat(first.offsetBefore().isNull()).isTrue();
    assertThat(first.offsetAfter().path("position").asInt()).isEqualTo(3);
    assertThat(first.rowsRead()).isEqualTo(3);
    assertThat(first.figures().inserted()).isEqualTo(3);
    assertThat(first.statistics().pages()).isEqualTo(2);
    assertThat(first.statistics().requests()).isEqualTo(2);
    assertThat(second.status()).isEqualTo(Status.DONE);
    assertThat(second.offsetBefore()).isEqualTo(first.offsetAfter());
    assertThat(second.versionBefore()).isZero();
    assertThat(second.versionAfter()).isEqualTo(1);
    assertThat(second.figures().inserted()).isEqualTo(1);
    assertThat(second.figures().updated()).isEqualTo(1);
    assertThat(scenario.source.takeRequests()).containsExactly("people@3");
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bea 4", "3 Cyd 3", "4 Dan 5");
  }

  @Test
  void nothingNewIsUnchangedAndNoCommit() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");

    TableReport second = scenario.run("people");

    assertThat(second.status()).isEqualTo(Status.UNCHANGED);
    assertThat(second.isSuccess()).isTrue();
    assertThat(second.epochs()).isZero();
    assertThat(second.versionBefore()).isZero();
    assertThat(second.versionAfter()).isZero();
    assertThat(scenario.version("people")).isZero();
    assertThat(second.offsetAfter()).isEqualTo(second.offsetBefore());
  }

  @Test
  void aPositionThatMovesOverKnownRowsIsCommittedAndReportedAsUnchanged() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");

    TableReport second = scenario.run("people");

    assertThat(second.status()).isEqualTo(Status.UNCHANGED);
    assertThat(second.epochs()).isEqualTo(1);
    assertThat(second.versionAfter()).isEqualTo(1);
    assertThat(second.figures().filesAdded()).isZero();
  }

  @Test
  void anEmptySourceLeavesNoTable() {
    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.UNCHANGED);
    assertThat(report.error()).isNull();
    assertThat(report.versionAfter()).isEqualTo(-1);
    assertThat(scenario.path("people").resolve("_delta_log")).doesNotExist();

    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    assertThat(scenario.run("people").status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
  }

  @Test
  void aReadThatFailsKeepsWhatItReadAndTheNextRunGoesOnThere() {
    people.upsert(
        "{'id': 1, 'name': 'Ada', 'at': 1}",
        "{'id': 2, 'name': 'Bob', 'at': 2}",
        "{'id': 3, 'name': 'Cyd', 'at': 3}",
        "{'id': 4, 'name': 'Dan', 'at': 4}",
        "{'id': 5, 'name': 'Eve', 'at': 5}");
    scenario.source.failAt("people@4");

    TableReport failed = scenario.run("people");
    scenario.source.heal();
    List<String> before = scenario.source.takeRequests();
    List<String> rows = scenario.rows("people");
    TableReport next = scenario.run("people");

    assertThat(failed.status()).isEqualTo(Status.PARTIAL);
    assertThat(failed.isSuccess()).isFalse();
    assertThat(failed.error()).isEqualTo("Cannot read people@4");
    assertThat(failed.offsetAfter().path("position").asInt()).isEqualTo(4);
    assertThat(before).containsExactly("people@0", "people@2", "people@4");
    assertThat(rows).hasSize(4);
    assertThat(next.status()).isEqualTo(Status.DONE);
    // The plan that was left unfinished, then what came since it was made.
    assertThat(scenario.source.takeRequests()).containsExactly("people@4", "people@5");
    assertThat(scenario.rows("people")).hasSize(5);
  }

  @Test
  void aReadThatFailsAtOnceFailsTheTableAndWritesNothing() throws IOException {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.source.failAt("people@0");

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).isEqualTo("Cannot read people@0");
    assertThat(report.versionAfter()).isEqualTo(-1);
    assertThat(filesBelow(scenario.path("people"))).isEmpty();
  }

  @Test
  void aSmallBudgetMakesManyEpochsAndLosesNoRow() {
    var expected = new ArrayList<String>();
    for (int i = 10; i < 23; i++) {
      people.upsert("{'id': " + i + ", 'name': 'p', 'at': " + i + "}");
      expected.add(i + " p " + i);
    }

    List<Long> committed = new ArrayList<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void epochCommitted(String table, TableReport soFar) {
            committed.add(soFar.rowsRead());
          }
        };
    TableReport report =
        scenario
            .run(listener, Scenario.table("people", "'commit_every': {'records': 4}"))
            .tables()
            .get(0);

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.epochs()).isEqualTo(4);
    assertThat(report.versionAfter()).isEqualTo(3);
    assertThat(committed).containsExactly(4L, 8L, 12L);
    assertThat(report.figures().inserted()).isEqualTo(13);
    assertThat(scenario.rows("people")).isEqualTo(expected);
    assertThat(scenario.source.takeRequests()).hasSize(7).doesNotHaveDuplicates();
    assertThat(scenario.orphans("people")).isEmpty();
  }

  @Test
  void deletesAmongTheChangesRemoveRows() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 1}");
    scenario.run("people");
    people.delete("{'id': 1, 'at': 2}");

    TableReport report = scenario.run("people");

    assertThat(report.figures().deleted()).isEqualTo(1);
    assertThat(scenario.rows("people")).containsExactly("2 Bob 1");
  }

  @Test
  void deletesReadApartRemoveRowsAndHavePositionsOfTheirOwn() {
    ScriptedSource.Table plans =
        scenario.source.add("plans", Scenario.PEOPLE, TableMetadata.cdcWithDeletesRead("at", "id"));
    plans.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 1}");
    plans.deleteApart("{'id': 2, 'at': 3}");

    TableReport report = scenario.run("plans");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("plans")).containsExactly("1 Ada 1");
    assertThat(report.offsetAfter().toString())
        .isEqualTo("{\"changes\":{\"position\":2},\"deletes\":{\"position\":1}}");
  }

  @Test
  void markedRowsStayWithTheTimeOfTheRunUntilTheyComeBack() {
    String marks = "'deletes': 'mark'";
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 1}");
    scenario.run("people", marks);
    people.delete("{'id': 1, 'at': 3}", "{'id': 3, 'at': 3}");

    TableReport deleted = scenario.run("people", marks);
    TableReport nothingNew = scenario.run("people", marks);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1 ?", "2 Bob 1 -");
    people.upsert("{'id': 3, 'name': 'Cyd', 'at': 2}", "{'id': 1, 'name': 'Ada', 'at': 4}");
    TableReport back = scenario.run("people", marks);

    assertThat(deleted.figures().deleted()).isEqualTo(1);
    assertThat(nothingNew.status()).isEqualTo(Status.UNCHANGED);
    assertThat(nothingNew.versionAfter()).isEqualTo(deleted.versionAfter());
    assertThat(scenario.rows("people")).containsExactly("1 Ada 4 -", "2 Bob 1 -", "3 Cyd 2 ?");
    assertThat(back.figures().inserted()).as("Ada, and Cyd, who is marked").isEqualTo(2);
  }

  @Test
  void marksMayBeginAndEndAndComeWithMetadata() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 1}");
    scenario.run("people");
    people.delete("{'id': 1, 'at': 3}");
    scenario.run("people", "'deletes': 'mark', 'metadata_columns': true");
    assertThat(scenario.rows("people"))
        .as("the metadata of a row that was there is null")
        .containsExactly("1 Ada 1 - - ?", "2 Bob 1 - - -");
    people.delete("{'id': 2, 'at': 3}").upsert("{'id': 4, 'name': 'Dan', 'at': 1}");

    scenario.run("people", "'deletes': 'ignore'");

    assertThat(scenario.rows("people"))
        .containsExactly("1 Ada 1 - - ?", "2 Bob 1 - - -", "4 Dan 1 - - -");
  }

  @Test
  void ignoredDeletesAreNotAskedFor() {
    ScriptedSource.Table plans =
        scenario.source.add("plans", Scenario.PEOPLE, TableMetadata.cdcWithDeletesRead("at", "id"));
    plans.upsert("{'id': 1, 'name': 'Ada', 'at': 1}").deleteApart("{'id': 1, 'at': 3}");

    scenario.run("plans", "'deletes': 'ignore'");

    assertThat(scenario.rows("plans")).containsExactly("1 Ada 1");
    assertThat(scenario.source.takeRequests()).containsExactly("plans@0");
  }

  @Test
  void partitionsAreReadSideBySideAndANewOneFromItsBeginning() {
    ScriptedSource.Table log =
        scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append("id"));
    log.withPartitions("emea", "apac")
        .upsertIn("emea", "{'id': 1, 'name': 'e', 'at': 1}")
        .upsertIn("apac", "{'id': 2, 'name': 'a', 'at': 1}", "{'id': 3, 'name': 'a', 'at': 2}");
    TableReport first = scenario.run("log");
    log.withPartitions("emea", "amer")
        .upsertIn("emea", "{'id': 4, 'name': 'e', 'at': 2}")
        .upsertIn("amer", "{'id': 5, 'name': 'm', 'at': 1}");
    scenario.source.takeRequests();
    TableReport second = scenario.run("log");

    assertThat(first.offsetAfter().toString())
        .isEqualTo("{\"emea\":{\"position\":1},\"apac\":{\"position\":2}}");
    assertThat(scenario.source.takeRequests())
        .containsExactlyInAnyOrder("log/emea@1", "log/amer@0");
    assertThat(second.offsetAfter().path("apac").path("position").asInt()).isEqualTo(2);
    assertThat(scenario.rows("log")).containsExactly("1 e 1", "2 a 1", "3 a 2", "4 e 2", "5 m 1");
  }

  @Test
  void aFailedPartitionKeepsTheOthers() {
    ScriptedSource.Table log =
        scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append("id"));
    log.withPartitions("emea", "apac")
        .upsertIn("emea", "{'id': 1, 'name': 'e', 'at': 1}")
        .upsertIn("apac", "{'id': 2, 'name': 'a', 'at': 1}");
    scenario.source.failAt("log/apac@0");

    TableReport failed = scenario.run("log");

    assertThat(failed.status()).isEqualTo(Status.PARTIAL);
    assertThat(failed.error()).isEqualTo("Cannot read log/apac@0");
    assertThat(scenario.rows("log")).containsExactly("1 e 1");
    scenario.source.heal();
    assertThat(scenario.run("log").status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("log")).containsExactly("1 e 1", "2 a 1");
  }

  @Test
  void aBadRecordFailsTheTableAndLeavesItAsItWas() throws IOException {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    List<String> files = filesBelow(scenario.path("people"));
    people.upsert("{'id': 2, 'name': 'Bob', 'at': 2}", "{'id': 3, 'name': 'Cyd', 'at': 'soon'}");

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error())
        .contains("id=3", "'at'", "soon", "64-bit integer", "{\"position\":1}", "people");
    assertThat(report.versionAfter()).isZero();
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
    // These stay until the next commit: its workers may write yet, but not commit.
    assertThat(filesBelow(scenario.path("people")))
        .filteredOn(file -> !file.startsWith("_tributary/attempts/2-"))
        .filteredOn(file -> !file.startsWith("_tributary/state/2-"))
        .isEqualTo(files);
  }

  @Test
  void aNullSequenceFailsTheTableAndTellsWhere() {
    people.upsert("{'id': 7, 'name': 'Ada', 'at': null}");

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).contains("id=7", "'at'", "null", "read from the beginning");
  }

  @Test
  void rowsOfAnotherAccountAreRefused() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    scenario.withConnection("'account': 'umbrella'");
    Job job = scenario.job(Scenario.table("people", ""));

    assertThatThrownBy(() -> JobRun.checkSources(job))
        .isInstanceOf(WrongSourceException.class)
        .hasMessageContaining("account 'acme' and not 'umbrella'")
        .hasMessageContaining("main.default.people");
    TableReport report = Scenario.run(job, RunListener.NONE).tables().get(0);
    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).startsWith("Cannot load 'people' into main.default.people:");
    assertThat(scenario.version("people")).isZero();
  }

  @Test
  void anotherSelectionOfDataIsRefusedButAnotherSpecOrLimitIsNot() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people", "'repository': 'a', 'limit': 1");

    assertThat(scenario.run("people", "'repository': 'a', 'limit': 2").isSuccess()).isTrue();
    assertThat(scenario.run("people", "'repository': 'b'").error())
        .contains("repository 'a' and not 'b'");
  }

  @Test
  void changedKeysAreRefused() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    Job job = scenario.job(Scenario.table("people", "'primary_keys': ['id', 'name']"));

    JobRun.checkSources(job);
    TableReport report = Scenario.run(job, RunListener.NONE).tables().get(0);
    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).contains("[id]", "[id, name]");
  }

  @Test
  void aTableThatIsGoneIsLoadedFromTheBeginning() throws IOException {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    deleteAll(scenario.path("people"));

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.versionBefore()).isEqualTo(-1);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
  }

  @Test
  void aLostStateIsAnErrorWithAWayOut() throws IOException {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    deleteAll(scenario.path("people").resolve("_tributary"));
    Job job = scenario.job(Scenario.table("people", ""));

    JobRun.checkSources(job);
    assertThat(Scenario.run(job, RunListener.NONE).tables().get(0).error())
        .contains("_tributary/state/1-*.json")
        .contains("Put the file back");
  }

  @Test
  void anotherRunOnTheTableMeanwhileLeavesEveryRowOnce() {
    ScriptedSource.Table log = scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append());
    log.upsert("{'id': 1, 'name': 'a', 'at': 1}", "{'id': 2, 'name': 'a', 'at': 1}");
    var once = new AtomicBoolean();
    scenario.source.beforePage(
        request -> {
          if (once.compareAndSet(false, true)) {
            assertThat(runInSpiteOfTheLease("log").status()).isEqualTo(Status.DONE);
          }
        });

    TableReport slower = scenario.run("log");

    assertThat(slower.error()).isNull();
    assertThat(slower.status()).isEqualTo(Status.UNCHANGED);
    assertThat(scenario.rows("log")).containsExactly("1 a 1", "2 a 1");
    assertThat(scenario.orphans("log")).isEmpty();
  }

  @Test
  void aRunWhoseFilesAnotherOneClearedAwayBeginsAgain() {
    ScriptedSource.Table log = scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append());
    log.withPartitions("emea", "apac")
        .upsertIn("emea", "{'id': 1, 'name': 'e', 'at': 1}")
        .upsertIn("apac", "{'id': 2, 'name': 'a', 'at': 1}");
    var once = new AtomicBoolean();
    scenario.source.beforePage(
        request -> {
          if (request.equals("log/apac@0") && once.compareAndSet(false, true)) {
            awaitStagedFile(scenario.path("log"));
            assertThat(runInSpiteOfTheLease("log").status()).isEqualTo(Status.DONE);
          }
        });

    TableReport slower = scenario.run("log");

    assertThat(slower.error()).isNull();
    assertThat(scenario.rows("log")).containsExactly("1 e 1", "2 a 1");
    assertThat(scenario.orphans("log")).isEmpty();
  }

  @Test
  void anotherRunMeanwhileIsNeverUndone() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    people.upsert("{'id': 2, 'name': 'Bob', 'at': 2}");
    var once = new AtomicBoolean();
    scenario.source.beforePage(
        request -> {
          if (once.compareAndSet(false, true)) {
            people.upsert("{'id': 3, 'name': 'Cyd', 'at': 3}");
            assertThat(runInSpiteOfTheLease("people").status()).isEqualTo(Status.DONE);
          }
        });

    TableReport slower = scenario.run("people");

    assertThat(slower.isSuccess()).isTrue();
    assertThat(slower.offsetAfter().path("position").asInt()).isEqualTo(3);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1", "2 Bob 2", "3 Cyd 3");
  }

  @Test
  void aConnectorsSecretIsInNothingThatIsWritten() throws IOException {
    scenario.withConnection("'token': 's3cret/\\u00e4token'");
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 2}");
    people.withPageSize(1);
    scenario.source.beforePage(
        request -> {
          if (request.equals("people@1")) {
            throw new ConnectorException(
                Category.AUTHENTICATION,
                "The token s3cret/ätoken was refused: GET /?t=s3cret%2F%C3%A4token");
          }
        });

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.PARTIAL);
    assertThat(report.error()).isEqualTo("The token *** was refused: GET /?t=***");
    assertThat(scenario.everythingWritten()).doesNotContain("s3cret");
  }

  @Test
  void aBugOfAConnectorIsToldWithoutItsSecrets() {
    scenario.withConnection("'token': 's3cret'");
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.source.beforePage(
        request -> {
          throw new IllegalStateException("header Authorization: s3cret");
        });

    TableReport report = scenario.run("people");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error())
        .contains("IllegalStateException: header Authorization: ***")
        .doesNotContain("s3cret");
  }

  @Test
  void fieldsWithoutAColumnAreCountedAndNamed() {
    people.upsert(
        "{'id': 1, 'name': 'Ada', 'at': 1, 'shoe': 39}", "{'id': 2, 'at': 2, 'shoe': 44}");

    assertThat(scenario.run("people").unknownFields()).hasSize(1).containsEntry("shoe", 2L);
  }

  /** Until the partition that is not held up has been written. */
  private static void awaitStagedFile(Path table) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(deadline)) {
      try (Stream<Path> files = Files.walk(table)) {
        if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
          return;
        }
      } catch (IOException | UncheckedIOException e) {
        // A file may be renamed while the directory is listed.
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("Nothing was staged");
  }

  /** As a run does that takes another one for dead; what is right must not rest on the lease. */
  private TableReport runInSpiteOfTheLease(String table) {
    try {
      Files.delete(scenario.path(table).resolve("_tributary/lease.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scenario.run(table);
  }

  private static List<String> filesBelow(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static void deleteAll(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
