package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import dev.tributary.simulators.Fault;
import dev.tributary.simulators.Request;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commits, whose dates say nothing of when they came. */
class CommitsReadTest {

  @Test
  void aCommitDatedBeforeTheLastOneReadIsRead() {
    try (var github = new Simulated("records=40")) {
      Reader reader = github.reader("commits", Map.of());
      Offset end = reader.read(Offset.INITIAL);
      github.table("commits").insert(github.now().minus(Duration.ofDays(400)));
      github.table("commits").insert(github.now().plus(Duration.ofDays(400)));
      reader.read(end);

      assertThat(reader.records()).hasSize(42);
      assertThat(Simulated.read(reader, "commits")).isEqualTo(github.rows("commits"));
    }
  }

  @Test
  void aHeadThatDidNotMoveIsOneRequest() {
    try (var github = new Simulated("records=40")) {
      Reader reader = github.reader("commits", Map.of());
      Offset end = reader.read(Offset.INITIAL);
      int before = github.server().requests().size();

      assertThat(reader.read(end)).isEqualTo(end);
      assertThat(github.server().requests()).hasSize(before + 1);
    }
  }

  @Test
  void whereTheLastHeadIsUnknownTheHistoryIsListedAgain() {
    try (var github = new Simulated("records=40")) {
      Reader reader = github.reader("commits", Map.of());
      reader.read(Offset.of("head", "0123456789abcdef0123456789abcdef01234567"));

      assertThat(Simulated.read(reader, "commits")).isEqualTo(github.rows("commits"));
    }
  }

  @Test
  void commitsThatArriveWhileTheHistoryIsListedComeInTheNextRead() {
    try (var github = new Simulated("records=90")) {
      Reader reader = github.reader("commits", Map.of("per_page", 20));
      github
          .server()
          .afterEachAnswer(
              request -> {
                if (github.table("commits").rows().size() < 95) {
                  github.table("commits").insert(github.now());
                }
              });
      Offset end = reader.read(Offset.INITIAL);
      assertThat(reader.records()).hasSize(90);
      reader.read(end);

      assertThat(reader.records()).hasSize(95);
      assertThat(Simulated.read(reader, "commits")).isEqualTo(github.rows("commits"));
    }
  }

  @Test
  void windowsReadEachCommitOnce() {
    try (var github = new Simulated("records=90")) {
      for (Map<String, Object> options :
          List.<Map<String, Object>>of(
              Map.of("window_seconds", 20_000),
              Map.of("window_seconds", 20_000, "start_date", "2024-12-31"))) {
        Reader reader = github.wholeRead("commits", options);

        assertThat(reader.records()).hasSize(90);
        assertThat(Simulated.read(reader, "commits")).isEqualTo(github.rows("commits"));
      }
      assertThat(github.server().requests())
          .extracting(request -> request.query().get("until"))
          .contains("2024-12-31T05:33:19Z");
    }
  }

  @Test
  void startDateHoldsForTheHistoryAndForWhatIsMergedLater() {
    try (var github = new Simulated("records=90")) {
      Reader reader = github.reader("commits", Map.of("start_date", "2025-01-01T12:00:00Z"));
      Offset end = reader.read(Offset.INITIAL);
      int before = reader.records().size();
      github.table("commits").insert(github.now().minus(Duration.ofDays(400)));
      reader.read(end);

      assertThat(before).isBetween(10, 60);
      assertThat(reader.records()).hasSize(before);
    }
  }

  @Test
  void anEmptyRepositoryHasNoRows() {
    try (var github = new Simulated("records=3")) {
      Reader reader = github.reader("commits", Map.of("repo", "repo-2"));

      assertThat(reader.read(Offset.INITIAL)).isEqualTo(Offset.INITIAL);
      assertThat(reader.records()).isEmpty();
    }
  }

  @Test
  void aStarReadsAllRepositoriesOfTheOwner() {
    try (var github = new Simulated("records=9")) {
      for (String table : List.of("commits", "branches", "issues", "reviews")) {
        Reader reader = github.wholeRead(table, Map.of("repo", "*"));

        assertThat(Simulated.read(reader, table)).as(table).isEqualTo(github.rows(table));
      }
    }
  }

  @Test
  void ofAUserThePublicRepositoriesAreFoundWithoutATokenOfItsOwn() {
    try (var github = new Simulated("records=9")) {
      // As of a user, who is no organization and whose own list the token may not see.
      github.server().faults().next(Fault.status(404));
      github.server().faults().after(1, Fault.status(403), 1);
      Reader reader = github.reader("branches", Map.of("repo", "*"));
      reader.read(Offset.INITIAL);

      assertThat(reader.records()).hasSize(9);
      var asked = new HashSet<String>();
      for (Request request : github.server().requests()) {
        if (request.path().startsWith("/repos/")) {
          asked.add(request.path().split("/")[3]);
        }
      }
      assertThat(asked).hasSize(8).doesNotContain("repo-7");
    }
  }
}
