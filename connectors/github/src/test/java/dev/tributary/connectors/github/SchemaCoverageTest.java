package dev.tributary.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every property of the API is a column, or is left out for a reason. */
class SchemaCoverageTest {

  /** Where the rows of a table come from. */
  private static final Map<String, List<String>> PATHS =
      Map.ofEntries(
          Map.entry("issues", List.of("/repos/{owner}/{repo}/issues")),
          Map.entry("pull_requests", List.of("/repos/{owner}/{repo}/pulls")),
          Map.entry("comments", List.of("/repos/{owner}/{repo}/issues/comments")),
          Map.entry("reviews", List.of("/repos/{owner}/{repo}/pulls/{pull_number}/reviews")),
          Map.entry("commits", List.of("/repos/{owner}/{repo}/commits")),
          Map.entry(
              "repositories",
              List.of("/orgs/{org}/repos", "/users/{username}/repos", "/user/repos")),
          Map.entry("branches", List.of("/repos/{owner}/{repo}/branches")),
          Map.entry("assignees", List.of("/repos/{owner}/{repo}/assignees")),
          Map.entry("collaborators", List.of("/repos/{owner}/{repo}/collaborators")),
          Map.entry("organizations", List.of("/orgs/{org}", "/user/orgs")),
          Map.entry("teams", List.of("/orgs/{org}/teams", "/user/teams")),
          Map.entry("users", List.of("/user", "/orgs/{org}/members")));

  private static final Set<String> ADDED =
      Set.of("/repository_owner", "/repository_name", "/pull_number");

  private static OpenApi api;

  @BeforeAll
  static void fetch() throws IOException, InterruptedException {
    Optional<OpenApi> fetched = OpenApi.fetch();
    assumeTrue(fetched.isPresent(), "Skipped: npm is not there or cannot fetch @octokit/openapi");
    api = fetched.get();
  }

  static List<TableDescription> tables() {
    return GithubTables.descriptions();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyPropertyIsAColumnOfItsTypeOrExcludedForAReason(TableDescription table) {
    var faults = new ArrayList<String>();
    var used = new TreeSet<String>();
    for (String path : PATHS.get(table.name())) {
      compare(api.rows(path), table.schema(), "", table.excluded().keySet(), used, faults);
    }

    assertThat(faults).isEmpty();
    assertThat(used)
        .as("exclusions that are of use")
        .isEqualTo(new TreeSet<>(table.excluded().keySet()));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyColumnIsAPropertyOrAdded(TableDescription table) {
    var unknown = new ArrayList<String>();
    List<JsonNode> rows = PATHS.get(table.name()).stream().map(api::rows).toList();
    unknown(rows, table.schema(), "", unknown);

    assertThat(unknown).isSubsetOf(ADDED);
  }

  private static void compare(
      JsonNode schema,
      StructType struct,
      String pointer,
      Collection<String> excluded,
      Set<String> used,
      List<String> faults) {
    api.properties(schema)
        .forEach(
            (name, property) -> {
              String place = pointer + "/" + name;
              Field column = struct.field(name);
              if (column != null) {
                fit(property, column.type(), place, excluded, used, faults);
                return;
              }
              Optional<String> reason =
                  excluded.stream()
                      .filter(known -> place.equals(known) || place.startsWith(known + "/"))
                      .findFirst();
              reason.ifPresentOrElse(used::add, () -> faults.add(place + " is no column"));
            });
  }

  private static void fit(
      JsonNode property,
      DataType type,
      String place,
      Collection<String> excluded,
      Set<String> used,
      List<String> faults) {
    JsonNode schema = api.resolved(property);
    String json = schema.path("type").asText(schema.has("oneOf") ? "object" : "");
    if (type instanceof StructType struct) {
      if (!json.equals("object") && !schema.has("anyOf") && !schema.has("allOf")) {
        faults.add(place + " is no object: " + schema);
      }
      compare(schema, struct, place, excluded, used, faults);
    } else if (type instanceof ArrayType array) {
      if (!json.equals("array")) {
        faults.add(place + " is no array: " + schema);
      }
      JsonNode items = api.resolved(schema.path("items"));
      // A label may be its bare name as well.
      if (!place.equals("/labels") || !items.has("oneOf")) {
        fit(items, array.element(), place, excluded, used, faults);
      }
    } else if (!expected(schema, json).contains(type)) {
      faults.add(place + " is " + type + " and no " + expected(schema, json));
    }
  }

  private static List<DataType> expected(JsonNode schema, String json) {
    return switch (json) {
      case "integer" -> List.of(Primitive.LONG);
      case "boolean" -> List.of(Primitive.BOOLEAN);
      // Some times are not marked as such.
      case "string" ->
          schema.path("format").asText().equals("date-time")
              ? List.of(Primitive.TIMESTAMP)
              : List.of(Primitive.STRING, Primitive.TIMESTAMP);
      // Users define the keys.
      case "object" ->
          schema.path("additionalProperties").isMissingNode()
              ? List.of()
              : List.of(new MapType(Primitive.STRING));
      // Any value, as its JSON.
      default -> List.of(Primitive.STRING);
    };
  }

  private static void unknown(
      List<JsonNode> schemas, StructType struct, String pointer, List<String> unknown) {
    for (Field column : struct.fields()) {
      List<JsonNode> found =
          schemas.stream()
              .map(schema -> api.properties(schema).get(column.name()))
              .filter(property -> property != null)
              .map(api::resolved)
              .toList();
      String place = pointer + "/" + column.name();
      if (found.isEmpty()) {
        unknown.add(place);
      } else if (column.type() instanceof StructType nested) {
        unknown(found, nested, place, unknown);
      } else if (column.type() instanceof ArrayType array
          && array.element() instanceof StructType nested) {
        unknown(
            found.stream().map(s -> api.resolved(s.path("items"))).toList(),
            nested,
            place,
            unknown);
      }
    }
  }
}
