package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All tables of a source, while rows are inserted, updated and deleted in each of them between the
 * requests of a run: after one quiet run a table is what the source lists, and one with history
 * knows what every quiet run found.
 */
@Tag("long")
@ExtendWith(SparkOracle.class)
class ChangingSourceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RECORDS = 30;

  /** Between two changes of each table, in answers. */
  private static final int CHANGE_EVERY = 9;

  /** Tables that only grow, of which there is no other history than their rows. */
  private static final Set<String> APPENDED = Set.of("commits", "events");

  /** Tables whose cursor an edit does not move, so that it changes the version and begins none. */
  private static final Set<String> EDITED_IN_PLACE = Set.of("reviews");

  private static final Set<String> CURSORS =
      Set.of(
          "updated_at", "submitted_at", "generated_timestamp", "tributary_updated_at", "updatedAt");

  /** Columns that no source has. */
  private static final Set<String> ADDED = Set.of("tributary_updated_at");

  @TempDir private Path directory;
  private Simulator simulator;

  /** Of each table the rows that may change, as its simulator names them. */
  private final Map<String, List<String>> changing = new TreeMap<>();

  /** Of each table with history what quiet runs found. */
  private final Map<String, Set<String>> found = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(strings = {"github", "zendesk", "stripe", "hubspot"})
  void whatChangesDuringARunIsThereAfterAQuietOne(String source) throws IOException {
    try (Simulator started = Demo.of("demo:" + source + "?records=" + RECORDS).start()) {
      simulator = started;
      Path spec = spec(source);
      Path connection = connection(source);
      for (int round = 0; round < 2; round++) {
        int changed = runAmidChanges(spec, connection);
        assertThat(changed).as("changes while the tables were read").isPositive();
        simulator.server().clock().advance(Duration.ofMinutes(10));
        run(spec, connection);
        assertTablesAreTheSource(source);
      }
    }
  }

  private int runAmidChanges(Path spec, Path connection) throws IOException {
    var answers = new AtomicInteger();
    var changes = new AtomicInteger();
    simulator
        .server()
        .afterEachAnswer(
            request -> {
              if (answers.incrementAndGet() % CHANGE_EVERY == 0) {
                simulator.tables().forEach((name, table) -> change(name, table, changes));
              }
            });
    run(spec, connection);
    simulator.server().afterEachAnswer(request -> {});
    return changes.get();
  }

  /** A row more, two that are others, and one less. */
  private void change(String name, SimulatedTable table, AtomicInteger changes) {
    int turn = changes.getAndIncrement();
    Instant now = simulator.server().clock().instant();
    List<String> ids = changing.computeIfAbsent(name, any -> firstIds());
    String inserted = table.insert(now);
    ifPossible(() -> table.update(ids.get(turn * 5 % ids.size()), now));
    ifPossible(() -> table.update(inserted, now));
    ifPossible(() -> table.delete(ids.remove(turn * 7 % ids.size()), now));
    ids.add(inserted);
  }

  /** Without the first ones, among which are the account itself and what all rows belong to. */
  private static List<String> firstIds() {
    return LongStream.rangeClosed(5, RECORDS)
        .mapToObj(Long::toString)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void ifPossible(Runnable change) {
    try {
      change.run();
    } catch (UnsupportedOperationException e) {
      // The source knows no such change.
    }
  }

  private void assertTablesAreTheSource(String source) {
    simulator
        .tables()
        .forEach(
            (name, table) -> {
              Path current = warehouse(source, name);
              List<String> listed = table.rows().stream().map(ObjectNode::toString).toList();
              List<String> expected = asListed(SparkOracle.rows(listed, current));
              assertThat(asListed(SparkOracle.rows(current)))
                  .as(name)
                  .isEqualTo(expected)
                  .hasSameSizeAs(listed);
              if (!APPENDED.contains(name)) {
                Path history = warehouse("history", name);
                assertThat(asListed(SparkOracle.currentRows(history))).as(name).isEqualTo(expected);
                Set<String> states = found.computeIfAbsent(name, any -> new HashSet<>());
                if (EDITED_IN_PLACE.contains(name)) {
                  states.clear();
                }
                states.addAll(withoutCursors(expected));
                assertThat(withoutCursors(SparkOracle.versions(history)))
                    .as(name)
                    .containsAll(states);
              }
            });
  }

  private static List<String> asListed(List<String> rows) {
    return rows.stream().map(row -> parse(row).without(ADDED).toString()).sorted().toList();
  }

  /** A change of the cursor alone begins no version. */
  private static Set<String> withoutCursors(List<String> rows) {
    return rows.stream()
        .map(ChangingSourceTest::parse)
        .map(row -> row.without(CURSORS).toString())
        .collect(Collectors.toSet());
  }

  private static ObjectNode parse(String row) {
    try {
      return (ObjectNode) JSON.readTree(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path warehouse(String schema, String table) {
    return directory.resolve("warehouse/main").resolve(schema).resolve(table);
  }

  /** The tables of the source's example, each as it is and with its history. */
  private Path spec(String source) throws IOException {
    JsonNode example = JSON.readTree(Command.EXAMPLES.resolve(source + ".json").toFile());
    ObjectNode spec = JSON.createObjectNode().put("connection_name", source);
    ArrayNode objects = spec.putArray("objects");
    for (JsonNode object : example.path("objects")) {
      objects.add(object);
      ObjectNode history = object.deepCopy();
      ObjectNode table = history.withObject("/table").put("destination_schema", "history");
      if (!APPENDED.contains(table.path("source_table").asText())) {
        table.withObject("/table_configuration").put("scd_type", "SCD_TYPE_2");
        objects.add(history);
      }
    }
    return Files.writeString(directory.resolve("spec.json"), spec.toString());
  }

  private Path connection(String source) throws IOException {
    return Files.writeString(
        directory.resolve("connection.json"),
        JSON.writeValueAsString(Map.of("connector", source, "options", simulator.connection())));
  }

  private void run(Path spec, Path connection) {
    Result result =
        Command.run(
            "run",
            "--spec=" + spec,
            "--connection=" + connection,
            "--warehouse=" + directory.resolve("warehouse"));
    assertThat(result.status()).as(result.out() + result.err()).isZero();
  }
}
