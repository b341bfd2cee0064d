package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.pipelines.TableReport.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs on one table. */
class TableLeaseTest {
  @TempDir private Path directory;
  private Scenario scenario;
  private ScriptedSource.Table people;
  private Path lease;

  @BeforeEach
  void setUp() {
    scenario = new Scenario(directory);
    people = scenario.people();
    lease = scenario.path("people").resolve("_tributary/lease.json");
  }

  @Test
  void aTableThatAnotherRunLoadsFailsAtOnceAndNothingIsAskedOfTheSource() throws IOException {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    scenario.run("people");
    scenario.source.takeRequests();
    hold(Instant.now());

    RunReport run = scenario.run(RunListener.NONE, Scenario.table("people", ""));

    TableReport report = run.tables().get(0);
    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.error())
        .startsWith("Cannot load " + scenario.path("people") + ": the run other-run has been")
        .contains("as process 1 on another-host")
        .endsWith("or delete " + lease + ".");
    assertThat(report.versionAfter()).isZero();
    assertThat(scenario.source.takeRequests()).isEmpty();
    assertThat(Files.readString(lease)).contains("other-run");
  }

  @Test
  void aRunThatWasKilledLongAgoIsNotWaitedFor() throws IOException {
    hold(Instant.now().minusSeconds(301));
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");

    assertThat(scenario.run("people").status()).isEqualTo(Status.DONE);
    assertThat(lease).doesNotExist();
  }

  @Test
  void aTableIsHeldWhileItIsLoadedAndGivenBackHoweverThatEnds() {
    people.upsert("{'id': 1, 'name': 'Ada', 'at': 1}");
    List<String> seen = new CopyOnWriteArrayList<>();
    scenario.source.beforePage(
        request -> {
          try {
            seen.add(Files.readString(lease));
          } catch (IOException e) {
            seen.add(e.toString());
          }
          throw new IllegalStateException("broken");
        });

    RunReport failed = scenario.run(RunListener.NONE, Scenario.table("people", ""));
    assertThat(failed.tables().get(0).status()).isEqualTo(Status.FAILED);
    assertThat(seen).isNotEmpty().allSatisfy(text -> assertThat(text).contains(failed.runId()));
    assertThat(lease).doesNotExist();
    scenario.source.heal();

    assertThat(scenario.run("people").status()).isEqualTo(Status.DONE);
    assertThat(lease).doesNotExist();
  }

  private void hold(Instant heartbeat) throws IOException {
    Files.createDirectories(lease.getParent());
    Files.writeString(
        lease,
        """
        {"run": "other-run", "host": "another-host", "process": 1, "processStart": null,
         "since": "%s", "heartbeat": "%s"}
        """
            .formatted(heartbeat, heartbeat));
  }
}
