package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.SnapshotPaging;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import dev.tributary.pipelines.TableReport.Status;
import dev.tributary.spec.InvalidSpecException;
import io.delta.standalone.DeltaLog;
import io.delta.standalone.Operation;
import io.delta.standalone.actions.AddFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rule 13 of the merge semantics, from the spec to the table. */
class FullRefreshTest {
  private static final String RESUMED =
      "this run went on with the full refresh that an earlier one began";
  private static final String INCOMPLETE =
      "the full refresh is not complete: readers see the table as it was before, and the next run"
          + " goes on with it";

  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;

  @BeforeEach
  void aTableWithARowThatTheSourceHasNoMore() {
    scenario = new Scenario(directory);
    people = scenario.people();
    people.upsert("{'id': 9, 'name': 'Old', 'at': 1}");
    scenario.run("people");
    people.list(
        "{'id': 1, 'name': 'Ada', 'at': 1}",
        "{'id': 2, 'name': 'Bob', 'at': 2}",
        "{'id': 3, 'name': 'Cyd', 'at': 3}",
        "{'id': 4, 'name': 'Dan', 'at': 4}",
        "{'id': 5, 'name': 'Eve', 'at': 5}");
    scenario.source.takeRequests();
  }

  @Test
  void aRefreshReadsAllAndReplacesAllInOneVersion() {
    scenario.withFullRefresh();

    TableReport report = scenario.run("people", "'commit_every': {'records': 2}");

    assertThat(report.error()).isNull();
    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.warnings()).isEmpty();
    assertThat(report.versionBefore()).isZero();
    assertThat(report.versionAfter()).isEqualTo(1);
    assertThat(report.epochs()).isEqualTo(3);
    assertThat(report.figures().inserted()).isEqualTo(5);
    assertThat(report.offsetBefore().isNull()).isTrue();
    assertThat(report.offsetAfter().path("position").asInt()).isEqualTo(5);
    assertThat(scenario.version("people")).isEqualTo(1);
    assertThat(scenario.source.takeRequests()).startsWith("people@0", "people@2", "people@4");
    assertThat(scenario.rows("people"))
        .containsExactly("1 Ada 1", "2 Bob 2", "3 Cyd 3", "4 Dan 4", "5 Eve 5");
    assertThat(scenario.orphans("people")).isEmpty();

    scenario.withoutFullRefresh();
    people.upsert("{'id': 6, 'name': 'Fay', 'at': 6}");
    scenario.source.takeRequests();
    assertThat(scenario.run("people").versionAfter()).isEqualTo(2);
    assertThat(scenario.source.takeRequests()).containsExactly("people@5");
    assertThat(scenario.rows("people")).hasSize(6);
  }

  @Test
  void readersSeeTheOldRowsUntilTheEndAndThenThoseOfOthersGoToo() {
    foreignAppend();
    List<List<String>> seen = new ArrayList<>();
    scenario.source.beforePage(request -> seen.add(filesOfTheTable()));
    List<String> before = filesOfTheTable();

    TableReport report = scenario.withFullRefresh().run("people", "'commit_every': {'records': 2}");

    assertThat(report.versionBefore()).isEqualTo(1);
    assertThat(report.versionAfter()).isEqualTo(2);
    assertThat(before).hasSize(2).contains("theirs.parquet");
    assertThat(seen).hasSizeGreaterThan(2).allSatisfy(files -> assertThat(files).isEqualTo(before));
    assertThat(filesOfTheTable()).doesNotContainAnyElementsOf(before);
  }

  @Test
  void aReadThatFailsIsGoneOnWithByANormalRun() {
    scenario.source.failAt("people@4");

    TableReport failed = scenario.withFullRefresh().run("people");

    assertThat(failed.status()).isEqualTo(Status.PARTIAL);
    assertThat(failed.error()).isEqualTo("Cannot read people@4");
    assertThat(failed.warnings()).containsExactly(INCOMPLETE);
    assertThat(failed.versionAfter()).as("the table's").isZero();
    assertThat(failed.offsetAfter().path("position").asInt()).isEqualTo(4);
    assertThat(scenario.rows("people")).containsExactly("9 Old 1");
    scenario.source.heal();
    scenario.source.takeRequests();

    TableReport next = scenario.withoutFullRefresh().run("people");

    assertThat(next.error()).isNull();
    assertThat(next.status()).isEqualTo(Status.DONE);
    assertThat(next.warnings()).containsExactly(RESUMED);
    assertThat(next.versionBefore()).isZero();
    assertThat(next.versionAfter()).isEqualTo(1);
    assertThat(next.offsetBefore().path("position").asInt()).isEqualTo(4);
    assertThat(next.figures().inserted()).isEqualTo(1);
    assertThat(scenario.source.takeRequests()).doesNotContain("people@0", "people@2");
    assertThat(scenario.rows("people")).hasSize(5);
    assertThat(scenario.orphans("people")).isEmpty();
    assertThat(scenario.path("people").resolve("_tributary/refresh")).doesNotExist();
  }

  @Test
  void aRunThatAsksForItAgainGoesOnToo() {
    scenario.withFullRefresh();
    scenario.source.failAt("people@4");
    scenario.run("people");
    scenario.source.failAt("people@0");
    scenario.source.takeRequests();

    TableReport next = scenario.run("people");

    assertThat(next.error()).isNull();
    assertThat(next.warnings()).containsExactly(RESUMED);
    assertThat(scenario.rows("people")).hasSize(5);
  }

  /** The listener's failure stands for a process that dies between two epochs. */
  @Test
  void aRunThatDiesBetweenEpochsReadsNothingTwice() {
    scenario.withFullRefresh();
    RunListener deadly =
        new RunListener() {
          @Override
          public void refreshCommitted(String table, TableReport soFar) {
            throw new IllegalStateException("killed");
          }
        };
    String spec = Scenario.table("people", "'commit_every': {'records': 2}");
    TableReport killed = scenario.run(deadly, spec).tables().get(0);
    assertThat(killed.status()).isEqualTo(Status.PARTIAL);
    assertThat(killed.warnings()).containsExactly(INCOMPLETE);
    List<String> first = scenario.source.takeRequests();

    TableReport next = scenario.run(RunListener.NONE, spec).tables().get(0);

    assertThat(next.error()).isNull();
    assertThat(first).containsExactly("people@0");
    assertThat(scenario.source.takeRequests()).doesNotContain("people@0").contains("people@2");
    assertThat(scenario.rows("people")).hasSize(5);
    assertThat(scenario.orphans("people")).isEmpty();
  }

  @Test
  void aReadThatFailsAtOnceBeginsNoRefresh() {
    scenario.source.failAt("people@0");

    TableReport failed = scenario.withFullRefresh().run("people");

    assertThat(failed.status()).isEqualTo(Status.FAILED);
    assertThat(failed.warnings())
        .containsExactly("the full refresh was not begun: the table is as it was");
    scenario.source.heal();
    TableReport next = scenario.withoutFullRefresh().run("people");
    assertThat(next.warnings()).isEmpty();
    assertThat(scenario.rows("people")).contains("9 Old 1");
  }

  @Test
  void aChangedTypeIsAnErrorThatARefreshGetsPast() {
    scenario
        .source
        .add("people", withLongName(), TableMetadata.cdcWithDeletes("at", "id"))
        .upsert("{'id': 1, 'name': 7, 'at': 1}");
    // For the table's own run to tell: the others go on.
    JobRun.checkSources(scenario.job(Scenario.table("people", "")));
    assertThat(scenario.run("people").error())
        .contains("the table has the type string, and the data now has bigint")
        .contains("Run once with --full-refresh");

    scenario.withFullRefresh("people");
    JobRun.checkSources(scenario.job(Scenario.table("people", "")));
    TableReport report = scenario.run("people");

    assertThat(report.error()).isNull();
    assertThat(scenario.rows("people")).containsExactly("1 7 1");
  }

  private static StructType withLongName() {
    return new StructType(
        List.of(
            Field.required("id", Primitive.LONG),
            Field.of("name", Primitive.LONG),
            Field.required("at", Primitive.LONG)));
  }

  @Test
  void hashesMayBeBegunAndGivenUpByARefresh() {
    scenario.withFullRefresh();
    assertThat(scenario.run("people", "'hash_columns': ['name']").error()).isNull();
    assertThat(scenario.rows("people")).hasSize(5).noneMatch(row -> row.contains("Ada"));

    assertThat(scenario.run("people").error()).isNull();

    assertThat(scenario.rows("people")).contains("1 Ada 1");
  }

  @Test
  void changedKeysAndScdTypeAreGotPast() {
    String changed = "'primary_keys': ['name'], 'scd_type': 'SCD_TYPE_2'";
    assertThat(scenario.run("people", changed).error()).contains("--full-refresh");

    TableReport report = scenario.withFullRefresh().run("people", changed);

    assertThat(report.error()).isNull();
    assertThat(scenario.rows("people")).hasSize(5).contains("1 Ada 1 1 -");
    assertThat(scenario.withoutFullRefresh().run("people", changed).status())
        .isEqualTo(Status.UNCHANGED);
  }

  @Test
  void anotherSourceIsAnErrorThatARefreshGetsPast() {
    scenario.withConnection("'account': 'umbrella'");
    assertThatThrownBy(() -> JobRun.checkSources(scenario.job(Scenario.table("people", ""))))
        .isInstanceOf(WrongSourceException.class)
        .hasMessageEndingWith(
            "Name another destination, or run once with --full-refresh to load all of it from"
                + " here.");

    TableReport report = scenario.withFullRefresh().run("people");

    assertThat(report.error()).isNull();
    assertThat(scenario.rows("people")).hasSize(5);
    assertThat(scenario.withoutFullRefresh().run("people").error()).isNull();
  }

  @Test
  void aRefreshThatDoesNotFitTheSpecAnyMoreIsAnErrorUnlessAskedForAgain() {
    scenario.withFullRefresh();
    scenario.source.failAt("people@4");
    scenario.run("people");
    scenario.source.heal();
    scenario.withConnection("'account': 'umbrella'");
    scenario.source.takeRequests();
    assertThat(scenario.withoutFullRefresh().run("people").error())
        .contains("account 'acme' and not 'umbrella'", "--full-refresh");
    assertThat(scenario.source.takeRequests()).isEmpty();

    TableReport report = scenario.withFullRefresh().run("people");

    assertThat(report.error()).isNull();
    assertThat(report.warnings()).isEmpty();
    assertThat(scenario.source.takeRequests()).startsWith("people@0");
    assertThat(scenario.rows("people")).hasSize(5);
    assertThat(scenario.orphans("people")).isEmpty();
  }

  @Test
  void aStateThatIsLostIsGotPast() throws IOException {
    try (Stream<Path> states = Files.list(scenario.path("people").resolve("_tributary/state"))) {
      for (Path state : states.toList()) {
        Files.delete(state);
      }
    }
    assertThat(scenario.run("people").error()).contains("or run once with --full-refresh.");

    assertThat(scenario.withFullRefresh().run("people").error()).isNull();
    assertThat(scenario.rows("people")).hasSize(5);
  }

  @Test
  void noTableIsAnOrdinaryFirstLoad() {
    ScriptedSource.Table plans =
        scenario.source.add("plans", Scenario.PEOPLE, TableMetadata.cdcWithDeletes("at", "id"));
    plans.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");

    TableReport report = scenario.withFullRefresh().run("plans");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(report.versionBefore()).isEqualTo(-1);
    assertThat(report.versionAfter()).isZero();
    assertThat(scenario.path("plans").resolve("_tributary/refresh")).doesNotExist();
  }

  @Test
  void aSnapshotIsRefreshedByOneListing() {
    ScriptedSource.Table list =
        scenario.source.add(
            "list", Scenario.PEOPLE, TableMetadata.snapshot(SnapshotPaging.SHIFTING, "id"));
    list.list("{'id': 1, 'name': 'Ada', 'at': 1}", "{'id': 2, 'name': 'Bob', 'at': 1}");
    scenario.run("list");
    list.list("{'id': 2, 'name': 'Bea', 'at': 1}");
    scenario.source.takeRequests();

    TableReport report = scenario.withFullRefresh().run("list");

    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(scenario.source.takeRequests()).containsExactly("list@0");
    assertThat(scenario.rows("list")).containsExactly("2 Bea 1");
    assertThat(scenario.withoutFullRefresh().run("list").status()).isEqualTo(Status.UNCHANGED);
  }

  @Test
  void aSourceThatIsEmptyEmptiesTheTable() {
    people.list();

    TableReport report = scenario.withFullRefresh().run("people");

    assertThat(report.error()).isNull();
    assertThat(report.status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("people")).isEmpty();
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    assertThat(scenario.withoutFullRefresh().run("people").status()).isEqualTo(Status.DONE);
    assertThat(scenario.rows("people")).containsExactly("1 Ada 1");
  }

  @Test
  void onlyTheTablesThatAreNamedAreRefreshed() {
    scenario
        .source
        .add("plans", Scenario.PEOPLE, TableMetadata.cdcWithDeletes("at", "id"))
        .upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    String[] both = {Scenario.table("people", ""), Scenario.table("plans", "")};
    scenario.run(RunListener.NONE, both);

    assertThat(scenario.withFullRefresh("plans").job(both).refreshedNames())
        .containsExactly("plans");
    assertThat(scenario.withFullRefresh().job(both).refreshedNames())
        .containsExactly("people", "plans");
    assertThatThrownBy(() -> scenario.withFullRefresh("plan").job(both))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(
            "--full-refresh: The spec has no table 'plan'. Did you mean 'plans'?");
    String objects = "[" + String.join(",", both) + "]";
    assertThatThrownBy(() -> scenario.withFullRefresh("plans").plan(objects, List.of("people")))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("--full-refresh: 'plans' is not among --tables.");
  }

  private void foreignAppend() {
    log()
        .startTransaction()
        .commit(
            List.of(new AddFile("theirs.parquet", Map.of(), 1, 1, true, null, null)),
            new Operation(Operation.Name.WRITE),
            "Somebody/1");
  }

  private List<String> filesOfTheTable() {
    return log().snapshot().getAllFiles().stream().map(AddFile::getPath).sorted().toList();
  }

  private DeltaLog log() {
    return DeltaLog.forTable(new Configuration(), scenario.path("people").toString());
  }
}
