package dev.tributary.connectors.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.ChangeKind;
import dev.tributary.connectors.SourceRecord;
import dev.tributary.connectors.schema.DataType;
import dev.tributary.connectors.schema.DataType.ArrayType;
import dev.tributary.connectors.schema.DataType.DecimalType;
import dev.tributary.connectors.schema.DataType.MapType;
import dev.tributary.connectors.schema.DataType.Primitive;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.connectors.schema.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TablesTest {
  private static final Source SOURCE = Source.with("records", 2000, "day", 3);

  static List<String> tables() {
    return Tables.names();
  }

  @ParameterizedTest
  @MethodSource("tables")
  void everyPropertyIsAColumnOfItsTypeAndEveryColumnIsPopulated(String table) {
    StructType schema = Tables.named(table).schema();
    var seen = new TreeSet<String>();
    for (SourceRecord record : SOURCE.records(table)) {
      if (record.kind() == ChangeKind.UPSERT) {
        check(schema, record.toTree(), "", seen);
      }
    }
    var declared = new TreeSet<String>();
    paths(schema, "", declared);
    assertThat(seen).isEqualTo(declared);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void keysAndCursorAreRequiredColumns(String table) {
    var metadata = Tables.named(table).metadata();
    StructType schema = Tables.named(table).schema();
    for (String key : metadata.primaryKeys()) {
      assertThat(schema.field(key).nullable()).as(key).isFalse();
    }
    if (metadata.cursorField() != null) {
      assertThat(schema.field(metadata.cursorField()).nullable()).isFalse();
    }
  }

  @Test
  void deletesCarryKeyAndCursorAndNoMore() {
    assertThat(SOURCE.read("orders").stream().filter(record -> record.startsWith("DELETE")))
        .hasSize(40)
        .allMatch(record -> record.matches("DELETE \\{\"id\":\\d+,\"updated_at\":\"[^\"]+\"}"));
    assertThat(SOURCE.readDeletes("subscriptions"))
        .hasSize(40)
        .allMatch(
            record ->
                record.matches(
                    "DELETE \\{\"customer_id\":\\d+,\"plan\":\"\\w+\",\"version\":\\d+}"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void keysOfInsertedRowsAreUniqueOnTheFirstDay(String table) {
    Source first = Source.with("records", 2000);
    var keys = new HashSet<List<JsonNode>>();
    for (SourceRecord record : first.records(table)) {
      JsonNode row = record.toTree();
      assertThat(
              keys.add(
                  Tables.named(table).metadata().primaryKeys().stream().map(row::get).toList()))
          .as("%s is new", row)
          .isTrue();
    }
  }

  @Test
  void customersShowWhatIsHardToRead() {
    String all = String.join("\n", SOURCE.read("customers"));
    assertThat(all)
        .contains(
            "Müller", "山田", "🦊", "\\\"Pepe\\\"", "\\\\", "\"tags\":[]", "null]", "\"score\":null")
        .containsPattern("\"balance\":-?\\d{15,16}\\.\\d+,");
    assertThat(SOURCE.records("customers"))
        .anyMatch(record -> !record.toTree().has("address"))
        .anyMatch(
            record -> record.toTree().has("address") && !record.toTree().at("/address").has("geo"))
        .anyMatch(record -> record.toTree().path("notes").isNull())
        .anyMatch(record -> !record.toTree().has("notes"))
        .anyMatch(record -> record.toTree().path("attributes").isEmpty());
  }

  @Test
  void orderReferencesAreLostWhereLongsPassThroughDoubles() {
    assertThat(
            SOURCE.records("orders").stream().filter(record -> record.kind() == ChangeKind.UPSERT))
        .allSatisfy(
            record -> {
              long reference = record.toTree().get("reference").longValue();
              assertThat((long) (double) reference).isNotEqualTo(reference);
            });
  }

  @Test
  void aRowKeepsWhatDoesNotChange() {
    var births = new HashMap<Long, String>();
    var names = new HashMap<Long, String>();
    int updates = 0;
    for (SourceRecord record : SOURCE.records("customers")) {
      JsonNode row = record.toTree();
      String before = births.put(row.get("id").longValue(), row.get("created_at").asText());
      String name = names.put(row.get("id").longValue(), row.get("name").asText());
      if (before != null) {
        updates++;
        assertThat(row.get("created_at").asText()).isEqualTo(before);
        assertThat(row.get("name").asText()).isEqualTo(name);
        assertThat(row.get("updated_at").asText()).isGreaterThan(before);
      }
    }
    assertThat(updates).isEqualTo(200);
  }

  private static void check(DataType type, JsonNode value, String path, Set<String> seen) {
    if (value.isNull()) {
      return;
    }
    seen.add(path);
    if (type instanceof StructType struct) {
      value
          .fieldNames()
          .forEachRemaining(
              name -> assertThat(struct.field(name)).as("column of %s/%s", path, name).isNotNull());
      for (Field field : struct.fields()) {
        assertThat(field.nullable() || value.hasNonNull(field.name()))
            .as("%s/%s is not null", path, field.name())
            .isTrue();
        if (value.has(field.name())) {
          check(field.type(), value.get(field.name()), path + "/" + field.name(), seen);
        }
      }
    } else if (type instanceof ArrayType array) {
      value.forEach(element -> check(array.element(), element, path + "/*", seen));
    } else if (type instanceof MapType map) {
      value.forEach(element -> check(map.value(), element, path + "/*", seen));
    } else if (type instanceof DecimalType decimal) {
      BigDecimal number = value.decimalValue();
      assertThat(number.scale()).as(path).isLessThanOrEqualTo(decimal.scale());
      assertThat(number.precision()).as(path).isLessThanOrEqualTo(decimal.precision());
    } else if (type instanceof Primitive primitive) {
      assertThat(fits(primitive, value)).as("%s at %s is a %s", value, path, primitive).isTrue();
    }
  }

  private static boolean fits(Primitive primitive, JsonNode value) {
    return switch (primitive) {
      case BOOLEAN -> value.isBoolean();
      case LONG -> value.isIntegralNumber() && value.canConvertToLong();
      case DOUBLE -> value.isNumber();
      case STRING, BINARY -> value.isTextual();
      case DATE -> LocalDate.parse(value.asText()) != null;
      case TIMESTAMP -> Instant.parse(value.asText()).getNano() % 1000 == 0;
    };
  }

  private static void paths(DataType type, String path, Set<String> paths) {
    paths.add(path);
    if (type instanceof StructType struct) {
      struct.fields().forEach(field -> paths(field.type(), path + "/" + field.name(), paths));
    } else if (type instanceof ArrayType array) {
      paths(array.element(), path + "/*", paths);
    } else if (type instanceof MapType map) {
      paths(map.value(), path + "/*", paths);
    }
  }
}
