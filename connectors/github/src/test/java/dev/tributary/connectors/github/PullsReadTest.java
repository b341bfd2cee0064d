package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import dev.tributary.simulators.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pull requests, whose list has no since, and their reviews. */
class PullsReadTest {

  @Test
  void theTableHasTwoNames() {
    assertThat(GithubTables.named("pulls")).isSameAs(GithubTables.named("pull_requests"));
  }

  @Test
  void aSecondReadStopsAtTheCursor() {
    try (var github = new Simulated("records=200")) {
      Reader reader = github.reader("pulls", Map.of("per_page", 20));
      Offset end = reader.read(Offset.INITIAL);
      int before = github.server().requests().size();
      github.table("pull_requests").update("3", github.now().plusSeconds(5));
      reader.runStart(Instant.now().plus(Duration.ofHours(1)));
      reader.read(end);

      assertThat(before).isEqualTo(10);
      assertThat(github.server().requests().size() - before).isLessThanOrEqualTo(3);
      assertThat(Simulated.read(reader, "pulls")).isEqualTo(github.rows("pull_requests"));
    }
  }

  @Test
  void aRowOfTheFutureMovesNoCursor() {
    try (var github = new Simulated("records=20")) {
      Reader reader = github.reader("pulls", Map.of());
      github.table("pull_requests").insert(github.now().plus(Duration.ofDays(900)));
      Offset end = reader.read(Offset.INITIAL);
      github.table("pull_requests").insert(github.now());
      reader.runStart(Instant.now().plus(Duration.ofHours(1)));
      reader.read(end);

      assertThat(Simulated.read(reader, "pulls")).isEqualTo(github.rows("pull_requests"));
    }
  }

  @Test
  void aStateIsChosenHereForTheListMustNotShrink() {
    try (var github = new Simulated("records=60")) {
      Reader reader = github.wholeRead("pulls", Map.of("state", "open", "per_page", 10));

      assertThat(reader.records())
          .hasSizeBetween(20, 59)
          .allMatch(row -> row.path("state").asText().equals("open"));
      assertThat(github.server().requests())
          .filteredOn(request -> request.path().endsWith("/pulls"))
          .allMatch(request -> request.parameter("state").equals("all"));
    }
  }

  @Test
  void reviewsOfOnePullRequestAreReadInEveryRun() {
    try (var github = new Simulated("records=20")) {
      Reader reader = github.reader("reviews", Map.of("pull_number", 6));
      Offset end = reader.read(Offset.INITIAL);
      reader.read(end);

      assertThat(reader.records()).hasSize(2);
      assertThat(reader.records().get(0).path("pull_number").asLong()).isEqualTo(6);
      assertThat(github.server().requests())
          .extracting(Request::path)
          .containsOnly("/repos/octo-org/hello-world/pulls/6/reviews");
      assertThatThrownBy(() -> github.wholeRead("reviews", Map.of("pull_number", 5)))
          .isInstanceOf(ConnectorException.class)
          .hasMessageStartingWith(
              "Cannot read reviews of pull request 5 of octo-org/hello-world: GitHub answers 404.");
    }
  }

  @Test
  void draftsOfReviewsAreLeftOut() {
    try (var github = new Simulated("records=20")) {
      List<JsonNode> reviews = github.wholeRead("reviews", Map.of()).records();

      assertThat(reviews)
          .hasSize(20)
          .noneMatch(row -> row.path("state").asText().equals("PENDING"));
    }
  }

  @Test
  void aPageOfPullRequestsAndOfReviewsIsOneRequest() {
    try (var github = new Simulated("records=20")) {
      Reader reader = github.wholeRead("reviews", Map.of());

      assertThat(github.server().requests()).hasSize(21);
      assertThat(reader.offsets()).hasSize(21);
    }
  }
}
