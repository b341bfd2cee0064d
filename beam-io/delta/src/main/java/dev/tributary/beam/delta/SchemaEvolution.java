package dev.tributary.beam.delta;

import io.delta.standalone.types.ArrayType;
import io.delta.standalone.types.DataType;
import io.delta.standalone.types.MapType;
import io.delta.standalone.types.NullType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The schema of a table after new columns arrived. Columns and nested fields are added at the end
 * and are nullable, those that the source has no longer stay, and nothing else may change.
 */
final class SchemaEvolution {
  /** Delta refuses these in the names of a table without column mapping, for Parquet's sake. */
  private static final String FORBIDDEN = " ,;{}()\n\t=";

  private final String table;

  private SchemaEvolution(String table) {
    this.table = table;
  }

  /**
   * The columns of the table, then those that only {@code wanted} has.
   *
   * @param table names the table in errors
   * @throws DeltaTableException if a column has another type, differs in case only, has a name or a
   *     type that cannot be stored, or is new and not nullable
   */
  static StructType merge(String table, StructType existing, StructType wanted) {
    return new SchemaEvolution(table).struct("", existing, wanted);
  }

  /**
   * The schema of a new table.
   *
   * @throws DeltaTableException if a column has a name or a type that cannot be stored
   */
  static StructType create(String table, StructType wanted) {
    var evolution = new SchemaEvolution(table);
    evolution.byName("", wanted);
    evolution.storable("", wanted);
    return wanted;
  }

  /** Without it two forms of one type, a text and its hash, would stand side by side unnoticed. */
  private void requireSameForm(String column, StructField old, StructField wanted) {
    String stored = form(old);
    String now = form(wanted);
    if (!stored.equals(now)) {
      throw error(
          column,
          "the table has its values " + stored + ", and the data now has them " + now,
          "Run once with --full-refresh to write the table anew, or leave the column out");
    }
  }

  /** How a column's values are stored, as in errors. */
  static String form(StructField field) {
    return field.getMetadata().contains(DeltaTarget.FORM)
        ? "as " + field.getMetadata().get(DeltaTarget.FORM)
        : "as they are";
  }

  private StructType struct(String path, StructType existing, StructType wanted) {
    Map<String, StructField> additions = byName(path, wanted);
    List<StructField> merged = new ArrayList<>();
    for (StructField old : existing.getFields()) {
      StructField field = additions.remove(old.getName().toLowerCase(Locale.ROOT));
      if (field == null) {
        merged.add(old);
        continue;
      }
      String column = path + old.getName();
      requireSameForm(column, old, field);
      if (!field.getName().equals(old.getName())) {
        throw error(
            path + field.getName(),
            "the table has " + column + ", and column names that differ in case only are the same",
            "Name the column as the table does");
      }
      merged.add(
          new StructField(
              old.getName(),
              type(column, old.getDataType(), field.getDataType()),
              old.isNullable(),
              old.getMetadata()));
    }
    for (StructField field : wanted.getFields()) {
      if (additions.containsKey(field.getName().toLowerCase(Locale.ROOT))) {
        String column = path + field.getName();
        if (!field.isNullable()) {
          throw error(
              column,
              "it is new and NOT NULL, and the rows that are there have no value for it",
              "Make the column nullable");
        }
        checkName(path, field);
        storable(column, field.getDataType());
        merged.add(field);
      }
    }
    return new StructType(merged.toArray(StructField[]::new));
  }

  private DataType type(String column, DataType existing, DataType wanted) {
    if (existing instanceof StructType oldStruct && wanted instanceof StructType newStruct) {
      return struct(column + ".", oldStruct, newStruct);
    }
    if (existing instanceof ArrayType oldArray && wanted instanceof ArrayType newArray) {
      return new ArrayType(
          type(column + ".element", oldArray.getElementType(), newArray.getElementType()),
          oldArray.containsNull());
    }
    if (existing instanceof MapType oldMap && wanted instanceof MapType newMap) {
      return new MapType(
          type(column + ".key", oldMap.getKeyType(), newMap.getKeyType()),
          type(column + ".value", oldMap.getValueType(), newMap.getValueType()),
          oldMap.valueContainsNull());
    }
    if (!existing.equals(wanted)) {
      throw error(
          column,
          "the table has the type "
              + existing.getCatalogString()
              + ", and the data now has "
              + wanted.getCatalogString(),
          "Run once with --full-refresh to write the table anew, or leave the column out");
    }
    return existing;
  }

  private Map<String, StructField> byName(String path, StructType struct) {
    var fields = new HashMap<String, StructField>();
    for (StructField field : struct.getFields()) {
      StructField twin = fields.put(field.getName().toLowerCase(Locale.ROOT), field);
      if (twin != null) {
        throw error(
            path + field.getName(),
            "there is also "
                + path
                + twin.getName()
                + ", and column names are compared without"
                + " case",
            "Leave one of them out");
      }
    }
    return fields;
  }

  private void storable(String column, DataType type) {
    if (type instanceof StructType struct) {
      String path = column.isEmpty() ? "" : column + ".";
      if (struct.length() == 0) {
        throw error(
            column.isEmpty() ? "rows" : column,
            "it has no fields, and Parquet cannot store that",
            "Leave it out");
      }
      byName(path, struct);
      for (StructField field : struct.getFields()) {
        checkName(path, field);
        storable(path + field.getName(), field.getDataType());
      }
    } else if (type instanceof ArrayType array) {
      storable(column + ".element", array.getElementType());
    } else if (type instanceof MapType map) {
      storable(column + ".key", map.getKeyType());
      storable(column + ".value", map.getValueType());
    } else if (type instanceof NullType) {
      throw error(
          column, "nothing is known of its type, and Parquet cannot store that", "Leave it out");
    }
  }

  private void checkName(String path, StructField field) {
    if (field.getName().isEmpty()
        || field.getName().chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      throw error(
          path + field.getName(),
          "a Delta table without column mapping takes no empty name and none with a space, comma,"
              + " semicolon, brace, parenthesis, tab, line break or equals sign",
          "Leave the column out, or rename it in the source");
    }
  }

  private DeltaTableException error(String column, String reason, String wayOut) {
    return new DeltaTableException(
        "Cannot write the column " + column + " of " + table + ": " + reason + ". " + wayOut + ".");
  }
}
