package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.IngestionType;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.schema.Field;
import dev.tributary.simulators.SimulatedTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What all tables have in common, read from the simulator. */
class TablesReadTest {

  static List<String> tables() {
    return GithubTables.names();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyRowIsReadExactlyOnceAsGithubHasIt(String table) {
    try (var github = new Simulated("records=130")) {
      Reader reader = github.wholeRead(table, Map.of("per_page", 40));

      assertThat(reader.records()).hasSize(130);
      assertThat(Simulated.read(reader, table)).isEqualTo(github.rows(table));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void columnsThatEveryRowHasAreNeverNull(String table) {
    try (var github = new Simulated("records=60")) {
      List<Field> required =
          GithubTables.named(table).description().schema().fields().stream()
              .filter(field -> !field.nullable())
              .toList();
      assertThat(required).isNotEmpty();
      for (JsonNode row : github.wholeRead(table, Map.of()).records()) {
        assertThat(required).allMatch(field -> row.hasNonNull(field.name()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void aReadFromTheEndFindsNothing(String table) {
    try (var github = new Simulated("records=45")) {
      Reader reader = github.reader(table, Map.of("per_page", 20));
      Offset end = reader.read(Offset.INITIAL);

      assertThat(reader.read(end)).isEqualTo(end);
      assertThat(reader.records()).hasSize(45);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pull_requests,1",
    "pull_requests,7",
    "comments,1",
    "comments,7",
    "reviews,1",
    "reviews,7",
    "commits,1",
    "commits,2",
    "commits,7"
  })
  void aLimitOfRowsLosesNone(String table, int limit) {
    try (var github = new Simulated("records=65")) {
      Reader reader = github.wholeRead(table, Map.of("max_records_per_batch", limit));

      assertThat(Simulated.read(reader, table)).isEqualTo(github.rows(table));
    }
  }

  @ParameterizedTest
  @CsvSource({"issues", "pull_requests", "comments", "reviews", "commits"})
  void aReadGoesOnFromEveryOffsetInAnotherRun(String table) {
    try (var github = new Simulated("records=30")) {
      Map<String, Object> options = Map.of("per_page", 12);
      int pages = github.wholeRead(table, options).offsets().size();
      for (int stop = 1; stop < pages; stop++) {
        Reader reader = github.reader(table, options);
        Offset at = Offset.INITIAL;
        for (int page = 0; page < stop; page++) {
          at = reader.page(at).end();
        }
        reader.runStart(Instant.now().plus(Duration.ofHours(2)));
        reader.read(at);

        assertThat(Simulated.read(reader, table))
            .as("after page %d", stop)
            .isEqualTo(github.rows(table));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"issues", "pull_requests", "comments", "reviews", "commits"})
  void aSecondReadBringsWhatChangedAndLittleElse(String table) {
    try (var github = new Simulated("records=150")) {
      Reader reader = github.reader(table, Map.of());
      Offset end = reader.read(Offset.INITIAL);
      int before = reader.records().size();
      SimulatedTable rows = github.table(table);
      if (!table.equals("commits")) {
        for (String id : List.of("1", "77")) {
          rows.update(id, github.now().plusSeconds(5));
        }
      }
      rows.insert(github.now().plusSeconds(6));
      reader.runStart(Instant.now().plus(Duration.ofHours(1)));
      reader.read(end);

      Map<String, JsonNode> read = Simulated.read(reader, table);
      assertThat(read).isEqualTo(github.rows(table));
      assertThat(reader.records().size() - before).isLessThan(80);
    }
  }

  @ParameterizedTest
  @CsvSource({"pull_requests", "reviews", "comments", "issues"})
  void rowsThatChangeBetweenPagesAreNotLost(String table) {
    try (var github = new Simulated("records=120")) {
      Reader reader = github.reader(table, Map.of("per_page", 10));
      var turn = new int[] {0};
      github
          .server()
          .afterEachAnswer(
              request -> {
                if (++turn[0] <= 40) {
                  String id = Integer.toString(1 + turn[0] * 37 % 120);
                  github.table(table).update(id, github.now().plusSeconds(turn[0]));
                  if (turn[0] % 5 == 0) {
                    github.table(table).insert(github.now().plusSeconds(turn[0]));
                  }
                }
              });
      Offset end = reader.read(Offset.INITIAL);
      github.server().afterEachAnswer(request -> {});
      reader.runStart(Instant.now().plus(Duration.ofHours(1)));
      reader.read(end);

      assertThat(Simulated.read(reader, table)).isEqualTo(github.rows(table));
    }
  }

  @Test
  void everyColumnIsFilledBySomeRow() {
    try (var github = new Simulated("records=200")) {
      for (String table : GithubTables.names()) {
        Map<String, Object> options =
            table.equals("organizations") ? Map.of("org", Simulated.OWNER) : Map.of();
        var empty =
            new TreeSet<>(GithubTables.named(table).schema(github.options(table, options)).names());
        var records = github.wholeRead(table, options).records();
        records.forEach(row -> empty.removeIf(row::hasNonNull));

        // It is no archive.
        empty.remove("archived_at");
        assertThat(empty).as(table).isEmpty();
      }
    }
  }

  @Test
  void theTokensOwnAccountIsReadWhereNoOrganizationIsNamed() {
    try (var github = new Simulated("records=40")) {
      var read = new HashMap<String, Reader>();
      for (String table : List.of("users", "teams", "organizations", "repositories")) {
        Reader reader =
            new Reader(
                github.server().url(), Instant.now(), table, Reader.options(table, Map.of()));
        reader.read(Offset.INITIAL);
        read.put(table, reader);
      }

      assertThat(read.get("users").records()).hasSize(1);
      assertThat(read.get("users").records().get(0).path("two_factor_authentication").isBoolean())
          .isTrue();
      assertThat(read.get("teams").records()).hasSize(40);
      assertThat(read.get("teams").records().get(0).at("/organization/login").asText())
          .isEqualTo(Simulated.OWNER);
      assertThat(read.get("organizations").records()).hasSize(40);
      assertThat(read.get("repositories").records()).hasSize(40);
    }
  }

  @Test
  void anAppendTableAndSnapshotsHaveNoCursor() {
    for (GithubTable table : GithubTables.ALL) {
      var metadata = table.description().metadata();
      boolean hasCursor = metadata.ingestionType() == IngestionType.CDC;
      assertThat(metadata.cursorField() != null).isEqualTo(hasCursor);
    }
  }
}
