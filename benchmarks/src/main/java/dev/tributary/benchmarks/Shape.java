package dev.tributary.benchmarks;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.schema.DataType.StructType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What records look like, a table each. A record is computed of its id and version alone, so that
 * every run and every size of table has the same.
 */
enum Shape {
  CUSTOMERS,
  WIDE,
  NESTED;

  /** The key of all shapes. */
  static final String KEY = "id";

  /** What orders the versions of a key, in all shapes. */
  static final String SEQUENCE = "updated_at";

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  StructType schema() {
    return switch (this) {
      case CUSTOMERS -> Customers.SCHEMA;
      case WIDE -> WideRows.SCHEMA;
      case NESTED -> NestedRows.SCHEMA;
    };
  }

  /**
   * Writes a record as a JSON object.
   *
   * @param version 0 as in the base, more after as many changes
   */
  void write(long id, int version, JsonGenerator json) throws IOException {
    switch (this) {
      case CUSTOMERS -> Customers.write(id, version, json);
      case WIDE -> WideRows.write(id, version, json);
      case NESTED -> NestedRows.write(id, version, json);
    }
  }

  static List<String> tables() {
    return Arrays.stream(values()).map(Shape::table).toList();
  }

  /** Refuses a table that a connector does not have. */
  static void require(String table, List<String> known) {
    if (!known.contains(table)) {
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION,
          "Unknown table '" + table + "'. " + Names.suggestion(table, known));
    }
  }

  /** The shape of a table, which is one of {@link #tables}. */
  static Shape ofTable(String table) {
    return Arrays.stream(values())
        .filter(shape -> shape.table().equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Unknown table '" + table + "'"));
  }
}
