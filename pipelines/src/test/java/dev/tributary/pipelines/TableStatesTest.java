package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.beam.delta.DeltaDestination;
import dev.tributary.connectors.TableMetadata;
import dev.tributary.pipelines.StateReport.Status;
import dev.tributary.pipelines.TableStates.Change;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStatesTest {
  @TempDir private Path directory;
  private Scenario scenario;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
  }

  @Test
  void rowsWithoutAKeyAreNotReadAgain() {
    scenario
        .source
        .add("log", Scenario.PEOPLE, TableMetadata.append())
        .upsert("{'id': 1, 'name': 'a', 'at': 1}");
    scenario.run("log");

    StateReport report = reset("log");

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error())
        .isEqualTo(
            "Cannot change the state of 'log': its rows have no key, so that those read again would"
                + " be stored twice. Run with --full-refresh to load it anew.");
    assertThat(scenario.run("log").rowsRead()).isZero();
  }

  @Test
  void aPartitionIsSetAndTheOthersStay() {
    scenario
        .source
        .add("log", Scenario.PEOPLE, TableMetadata.append("id"))
        .withPartitions("emea", "apac")
        .upsertIn("emea", "{'id': 1, 'name': 'e', 'at': 1}", "{'id': 2, 'name': 'e', 'at': 2}")
        .upsertIn("apac", "{'id': 3, 'name': 'a', 'at': 1}");
    scenario.run("log");
    var positions =
        GivenPositions.parse("[{\"partition\": \"emea\", \"position\": {\"position\": 1}}]");

    StateReport report =
        new TableStates(Change.COMMIT).set(scenario.job(Scenario.table("log", "")), positions);
    scenario.source.takeRequests();
    TableReport next = scenario.run("log");

    assertThat(report.error()).isNull();
    assertThat(report.status()).isEqualTo(Status.CHANGED);
    assertThat(scenario.source.takeRequests())
        .containsExactlyInAnyOrder("log/emea@1", "log/apac@1");
    assertThat(next.rowsRead()).isEqualTo(1);
    assertThat(scenario.rows("log")).containsExactly("1 e 1", "2 e 2", "3 a 1");
  }

  @Test
  void aPositionThatTheSourceDoesNotTakeIsRefused() {
    scenario.people().upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    scenario.source.failAt("people@7");

    StateReport report =
        new TableStates(Change.COMMIT)
            .set(
                scenario.job(Scenario.table("people", "")),
                GivenPositions.parse("[{\"position\": {\"position\": 7}}]"));

    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error()).contains("Cannot read people@7");
    scenario.source.heal();
    assertThat(scenario.run("people").status()).isEqualTo(TableReport.Status.UNCHANGED);
  }

  @Test
  void aRefreshThatIsUnderWayIsLeftAlone() {
    ScriptedSource.Table people = scenario.people();
    for (int id = 1; id <= 5; id++) {
      people.upsert("{'id': %d, 'name': 'x', 'at': %d}".formatted(id, id));
    }
    scenario.run("people");
    scenario.source.failAt("people@4");
    scenario.withFullRefresh("people").run("people");
    scenario.withoutFullRefresh().source.heal();

    StateReport shown = TableStates.show(scenario.job(Scenario.table("people", ""))).get(0);
    StateReport reset = reset("people");

    assertThat(shown.isRefresh()).isTrue();
    assertThat(shown.state().at("/spans/0/position/position").asInt()).isEqualTo(4);
    assertThat(reset.status()).isEqualTo(Status.FAILED);
    assertThat(reset.error()).contains("a full refresh of it is under way. Run to go on with that");
  }

  @Test
  void aSourceOfAnotherAccountIsNotChanged() {
    scenario.people().upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");

    scenario.withConnection("'account': 'other'");

    assertThat(reset("people").error()).contains("its rows came from another source");
  }

  @Test
  void aStateThatIsNoRunsIsShownAndNotChanged() {
    scenario.people().upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    Job job = scenario.job(Scenario.table("people", ""));
    DeltaDestination.open(job.tables().get(0).target())
        .commitSourceState(new ObjectMapper().createObjectNode().put("pipeline", "mine"));

    StateReport shown = TableStates.show(job).get(0);

    assertThat(shown.status()).isEqualTo(Status.SHOWN);
    assertThat(shown.epoch()).hasValue(2);
    assertThat(shown.state().path("pipeline").asText()).isEqualTo("mine");
    assertThat(reset("people").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void positionsAreSetOfOneTable() {
    scenario.people();
    scenario.source.add("log", Scenario.PEOPLE, TableMetadata.append("id"));
    Job two = scenario.job(Scenario.table("people", ""), Scenario.table("log", ""));

    assertThatThrownBy(
            () ->
                new TableStates(Change.DRY_RUN)
                    .set(two, GivenPositions.parse("[{\"position\": {\"position\": 7}}]")))
        .hasMessage("Invalid job: positions are set of one table, not of 2");
  }

  private StateReport reset(String table) {
    return new TableStates(Change.COMMIT).reset(scenario.job(Scenario.table(table, ""))).get(0);
  }
}
