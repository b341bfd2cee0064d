package dev.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code plan} announces is what the run behind it does, by its report and by the files. */
class PlanAndRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @Test
  void daysOfTheExample() throws IOException {
    threeDays("example");
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"github", "zendesk", "stripe", "hubspot"})
  void daysOfADemo(String source) throws IOException {
    threeDays(source);
  }

  private void threeDays(String source) throws IOException {
    demo(source, 1);
    spec(source, configuration -> {});
    assertThat(agree(0).values()).containsOnly("FIRST_LOAD");
    assertThat(agree(0).values()).containsAnyOf("INCREMENTAL", "SNAPSHOT").doesNotContain("RESUME");
    demo(source, 2);
    spec(source, configuration -> configuration.put("metadata_columns", true));
    agree(0);
    demo(source, 3);
    spec(source, configuration -> {});
    assertThat(agree(0, "--full-refresh").values()).containsOnly("FULL_REFRESH");
  }

  @Test
  void readsThatBreakAndAreGoneOnWith() throws IOException {
    connection("example", "\"records\": 40, \"page_size\": 5, \"fail_after_pages\": 2");
    spec("example", configuration -> {});
    agree(1);
    connection("example", "\"records\": 40, \"page_size\": 5");
    assertThat(agree(0).values()).contains("RESUME");
    connection("example", "\"records\": 40, \"page_size\": 5, \"fail_after_pages\": 2");
    assertThat(agree(1, "--full-refresh", "--tables=customers,countries").values())
        .containsOnly("FULL_REFRESH");
    connection("example", "\"records\": 40, \"page_size\": 5");
    assertThat(agree(0).values()).contains("RESUME_FULL_REFRESH", "INCREMENTAL");
    assertThat(command("state", "reset", "--tables=customers").status()).isZero();
    assertThat(agree(0).get("main.shop.customers")).isEqualTo("READ_AGAIN");
  }

  @Test
  void columnsThatGoOrBecomeHashesInAFullRefresh() throws IOException {
    demo("example", 1);
    spec("example", configuration -> {});
    agree(0);
    spec(
        "example",
        configuration -> {
          if (configuration.path("scd_type").asText().equals("SCD_TYPE_1")) {
            configuration.putArray("hash_columns").add("email").add("score");
            configuration.putArray("exclude_columns").add("notes").add("address");
          }
        });
    assertThat(agree(1).get("main.shop.customers")).isEqualTo("null");
    assertThat(agree(0, "--full-refresh=customers").get("main.shop.customers"))
        .isEqualTo("FULL_REFRESH");
  }

  /** Plans, runs and compares; the actions that were announced, by table. */
  private Map<String, String> agree(int status, String... more) throws IOException {
    Path warehouse = directory.resolve("warehouse");
    String filesBefore = Files.exists(warehouse) ? Command.everythingBelow(warehouse) : "none";

    Result planned = command("plan", more);

    assertThat(Files.exists(warehouse) ? Command.everythingBelow(warehouse) : "none")
        .as("what plan left in the warehouse")
        .isEqualTo(filesBefore);
    List<JsonNode> plans = tables(planned);
    Map<String, TableOnDisk> before = onDisk(plans);
    Result run = command("run", more);
    assertThat(run.status()).as(run.err() + run.out()).isEqualTo(status);
    List<JsonNode> reports = tables(run);
    Map<String, TableOnDisk> after = onDisk(plans);

    assertThat(names(plans)).isEqualTo(names(reports));
    var actions = new LinkedHashMap<String, String>();
    for (int i = 0; i < plans.size(); i++) {
      JsonNode plan = plans.get(i);
      String table = plan.path("destination").asText();
      actions.put(table, plan.path("action").asText());
      if (plan.path("error").isNull()) {
        assertAgree(plan, reports.get(i), before.get(table), after.get(table));
      } else {
        assertThat(reports.get(i).path("error")).as(table).isEqualTo(plan.path("error"));
        assertThat(after.get(table)).as(table).isEqualTo(before.get(table));
      }
    }
    return actions;
  }

  private static void assertAgree(
      JsonNode plan, JsonNode report, TableOnDisk before, TableOnDisk after) {
    String what = plan + "\n" + report;
    assertThat(plan.path("version")).as(what).isEqualTo(report.path("version_before"));
    assertThat(textsOf(report.path("warnings"))).as(what).containsAll(textsOf(plan.path("notes")));
    boolean ended = report.path("error").isNull();
    boolean began = report.path("epochs").asInt() > 0;
    JsonNode offset = plan.path("offset");
    String action = plan.path("action").asText();
    switch (action) {
      case "FIRST_LOAD" -> assertThat(before.isThere()).as(what).isFalse();
      case "INCREMENTAL", "RESUME" -> {
        assertThat(offset).as(what).isEqualTo(report.path("offset_before"));
        assertThat(offset).as(what).isEqualTo(before.ofSpans("position"));
        assertThat(textsOf(before.ofSpans("done")).contains("false"))
            .as(what)
            .isEqualTo(action.equals("RESUME"));
      }
      case "RESUME_FULL_REFRESH" ->
          assertThat(textsOf(report.path("warnings")))
              .as(what)
              .contains("this run went on with the full refresh that an earlier one began");
      default -> assertThat(before.isThere()).as(what).isTrue();
    }
    if (began && !action.startsWith("RESUME")) {
      // A plan that is gone on with began elsewhere.
      assertThat(after.ofSpans("start")).as("where the read began: " + what).isEqualTo(offset);
    }
    assertThat(after.replacements() - before.replacements())
        .as("replaced: " + what)
        .isEqualTo(ended && action.endsWith("FULL_REFRESH") ? 1 : 0);
    if (began) {
      assertThat(plan.path("mode").asText()).as(what).isIn(modes(after.state()));
    }
    assertColumns(plan, before, after);
  }

  private static void assertColumns(JsonNode plan, TableOnDisk before, TableOnDisk after) {
    boolean committed = !after.commits().equals(before.commits());
    Set<String> added = new HashSet<>(after.columns().keySet());
    added.removeAll(before.columns().keySet());
    Set<String> dropped = new HashSet<>(before.columns().keySet());
    dropped.removeAll(after.columns().keySet());
    Set<String> changed = new HashSet<>(before.columns().keySet());
    changed.retainAll(after.columns().keySet());
    changed.removeIf(column -> before.columns().get(column).equals(after.columns().get(column)));
    boolean tells = committed && before.isThere();
    assertThat(outermost(before.isThere() ? added : Set.of()))
        .as(plan.toString())
        .isEqualTo(tells ? Set.copyOf(textsOf(plan.path("new_columns"))) : Set.of());
    assertThat(outermost(dropped))
        .as(plan.toString())
        .isEqualTo(tells ? Set.copyOf(textsOf(plan.path("dropped_columns"))) : Set.of());
    assertThat(changed)
        .as(plan.toString())
        .isEqualTo(tells ? Set.copyOf(textsOf(plan.path("changed_columns"))) : Set.of());
  }

  /** Without the fields of columns that are among them. */
  private static Set<String> outermost(Set<String> paths) {
    var outermost = new HashSet<>(paths);
    outermost.removeIf(path -> paths.stream().anyMatch(outer -> path.startsWith(outer + ".")));
    return outermost;
  }

  /** The modes that a table may have been written in whose state has these settings. */
  private static List<String> modes(JsonNode state) {
    boolean hasKeys = !state.at("/settings/keys").isEmpty();
    boolean hasSequence = !state.at("/settings/sequenceBy").isEmpty();
    return switch (state.at("/settings/scdType").asText()) {
      case "SCD_TYPE_1" -> List.of(hasSequence ? "UPSERT" : "SNAPSHOT");
      case "SCD_TYPE_2" -> List.of(hasSequence ? "HISTORY" : "SNAPSHOT_HISTORY");
      default -> hasKeys ? List.of("INSERT") : List.of("APPEND", "APPEND_SNAPSHOT");
    };
  }

  private static List<String> names(List<JsonNode> tables) {
    return tables.stream()
        .map(table -> table.path("name").asText() + " to " + table.path("destination").asText())
        .toList();
  }

  private static List<String> textsOf(JsonNode values) {
    if (values.isValueNode()) {
      return List.of(values.asText());
    }
    var texts = new ArrayList<String>();
    values.forEach(value -> texts.add(value.asText()));
    return texts;
  }

  private Map<String, TableOnDisk> onDisk(List<JsonNode> plans) throws IOException {
    var tables = new LinkedHashMap<String, TableOnDisk>();
    for (JsonNode plan : plans) {
      String name = plan.path("destination").asText();
      tables.put(
          name, TableOnDisk.at(directory.resolve("warehouse").resolve(name.replace('.', '/'))));
    }
    return tables;
  }

  private static List<JsonNode> tables(Result result) throws IOException {
    var tables = new ArrayList<JsonNode>();
    JSON.readTree(result.out()).path("tables").forEach(tables::add);
    assertThat(tables).as(result.err()).isNotEmpty();
    return tables;
  }

  private Result command(String name, String... more) {
    var all = new ArrayList<String>();
    all.addAll(List.of(name));
    all.addAll(List.of(more));
    all.add("--spec=" + directory.resolve("spec.json"));
    all.add("--connection=" + directory.resolve("connection.json"));
    all.add("--warehouse=" + directory.resolve("warehouse"));
    all.add("--output=json");
    return Command.run(all.toArray(String[]::new));
  }

  /** The example spec of a source, with what a test wants of each table. */
  private void spec(String source, Consumer<ObjectNode> configured) throws IOException {
    JsonNode spec = JSON.readTree(Command.EXAMPLES.resolve(source + ".json").toFile());
    spec.path("objects")
        .forEach(
            object ->
                configured.accept(
                    ((ObjectNode) object.path("table")).withObject("/table_configuration")));
    JSON.writeValue(directory.resolve("spec.json").toFile(), spec);
  }

  private void demo(String source, int day) throws IOException {
    connection(
        source,
        source.equals("example")
            ? "\"records\": 40, \"day\": " + day
            : "\"base_url\": \"demo:%s?records=40&day=%d\"".formatted(source, day));
  }

  private void connection(String source, String options) throws IOException {
    Files.writeString(
        directory.resolve("connection.json"),
        "{\"connector\": \"%s\", \"options\": {%s}}".formatted(source, options));
  }
}
