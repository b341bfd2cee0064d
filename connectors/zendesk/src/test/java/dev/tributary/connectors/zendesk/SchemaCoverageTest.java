package dev.tributary.connectors.zendesk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.TableDescription;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every property of the API is a column, or is left out for a reason. The properties are those of
 * the documentation's pages that {@code documented.json} names, and what answers hold besides.
 */
class SchemaCoverageTest {

  static Stream<TableDescription> tables() {
    return ZendeskTables.descriptions().stream();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyPropertyIsAColumnOfItsTypeOrExcludedForAReason(TableDescription table)
      throws IOException {
    Map<String, String> properties = documented(table.name());
    var columns = new TreeMap<String, String>();
    describe(table.schema(), "", columns);
    var used = new TreeSet<String>();
    var faults = new ArrayList<String>();
    properties.forEach(
        (place, type) -> {
          String name = place.split("/", -1)[1];
          if (table.excluded().containsKey(name)) {
            used.add(name);
          } else if (!columns.containsKey(place)) {
            faults.add(place + " is no column");
          } else if (!allowed(type).contains(columns.get(place))) {
            faults.add(place + " is " + columns.get(place) + " and no " + type);
          }
        });

    assertThat(faults).isEmpty();
    assertThat(used)
        .as("exclusions that are of use")
        .isEqualTo(new TreeSet<>(table.excluded().keySet()));
    assertThat(columns.keySet()).as("columns that are no property").isSubsetOf(properties.keySet());
  }

  private static List<String> allowed(String type) {
    return switch (type) {
      case "integer" -> List.of("long");
      case "boolean" -> List.of("boolean");
      case "date-time" -> List.of("timestamp");
      // Of any shape, as its JSON.
      case "string", "any" -> List.of("string");
      case "map" -> List.of("map<string,string>");
      case "array<integer>" -> List.of("array<long>");
      case "array<string>" -> List.of("array<string>");
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static Map<String, String> documented(String table) throws IOException {
    JsonNode root;
    try (InputStream in = SchemaCoverageTest.class.getResourceAsStream("documented.json")) {
      root = new ObjectMapper().readTree(in).path(table);
    }
    assertThat(root.path("page").asText()).startsWith("https://developer.zendesk.com/");
    var properties = new TreeMap<String, String>();
    for (String kind : List.of("properties", "observed")) {
      root.path(kind)
          .fields()
          .forEachRemaining(entry -> properties.put(entry.getKey(), entry.getValue().asText()));
    }
    assertThat(properties).isNotEmpty();
    return properties;
  }

  /** The leaves of a type by their place; {@code *} stands for the elements of an array. */
  private static void describe(DataType type, String place, Map<String, String> leaves) {
    if (type instanceof StructType struct) {
      struct.fields().forEach(f -> describe(f.type(), place + "/" + f.name(), leaves));
    } else if (type instanceof ArrayType array && !(array.element() instanceof Primitive)) {
      describe(array.element(), place + "/*", leaves);
    } else {
      assertThat(type).isInstanceOfAny(Primitive.class, ArrayType.class, MapType.class);
      leaves.put(place, type.toString());
    }
  }
}
