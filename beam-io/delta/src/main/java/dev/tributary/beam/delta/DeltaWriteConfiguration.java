package dev.tributary.beam.delta;

import java.util.Collection;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * The settings of a {@link DeltaWriteSchemaTransformProvider}; other languages may leave some out.
 */
final class DeltaWriteConfiguration {
  private static final Schema ERRORS =
      Schema.builder()
          .addField(field("output", FieldType.STRING, "The name of the output."))
          .build();

  static final Schema SCHEMA =
      Schema.builder()
          .addField(
              field(
                  "mode",
                  FieldType.STRING,
                  "What rows do: 'append' adds them, with primary_keys only those whose key is new; 'upsert'"
                      + " replaces rows by their key (SCD type 1); 'history' keeps all versions of rows (SCD"
                      + " type 2); 'snapshot' makes the table equal to the input; 'snapshot_history' does so"
                      + " and keeps all versions."))
          .addField(
              field(
                  "path",
                  FieldType.STRING,
                  "The table: a local path or the URI of any Hadoop file system. It is made if it is not"
                      + " there."))
          .addField(
              field(
                  "primary_keys",
                  FieldType.array(FieldType.STRING).withNullable(true),
                  "The columns that identify a row. Optional for 'append' only."))
          .addField(
              field(
                  "sequence_by",
                  FieldType.array(FieldType.STRING).withNullable(true),
                  "The columns that order the changes of a key, compared one after the other. For 'upsert' and"
                      + " 'history', where they are required."))
          .addField(
              field(
                  "change_kind",
                  FieldType.STRING.withNullable(true),
                  "The string field that is 'upsert' or 'delete'; it is not stored. Default: the field"
                      + " _change_kind, if there is one."))
          .addField(
              field(
                  "cluster_by",
                  FieldType.array(FieldType.STRING).withNullable(true),
                  "The columns that the rows of a file are ordered by. For 'append' without primary_keys."))
          .addField(
              field(
                  "track_history_columns",
                  FieldType.array(FieldType.STRING).withNullable(true),
                  "With history: only another value in one of these columns begins a new version of a row."))
          .addField(
              field(
                  "track_history_except_columns",
                  FieldType.array(FieldType.STRING).withNullable(true),
                  "With history: another value in one of these columns begins no new version of a row."))
          .addField(
              field(
                  "deletes",
                  FieldType.STRING.withNullable(true),
                  "'apply' removes rows that are deleted; 'mark' keeps them and sets _tributary_deleted_at."
                      + " Default: 'apply'."))
          .addField(
              field(
                  "allow_mass_delete",
                  FieldType.BOOLEAN.withNullable(true),
                  "Whether a snapshot may delete more than half of a table of 100 or more rows. Default:"
                      + " false."))
          .addField(
              field(
                  "hadoop_options",
                  FieldType.map(FieldType.STRING, FieldType.STRING).withNullable(true),
                  "Settings of the Hadoop file system, by name."))
          .addField(
              field(
                  "error_handling",
                  FieldType.row(ERRORS).withNullable(true),
                  "Names the output for rows that the table cannot take. Default: such a row fails the"
                      + " pipeline."))
          .build();

  private final Row row;

  DeltaWriteConfiguration(Row row) {
    this.row = row;
  }

  private static Schema.Field field(String name, FieldType type, String description) {
    return Schema.Field.of(name, type).withDescription(description);
  }

  /** The value of a setting that must be there. */
  String required(String name) {
    String value = text(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("Invalid settings: '" + name + "' is missing");
    }
    return value;
  }

  /** A text, or null. */
  String text(String name) {
    return has(name) ? row.getString(name) : null;
  }

  /** Names of columns, or null. */
  String[] columns(String name) {
    if (!has(name)) {
      return null;
    }
    Collection<String> columns = row.getArray(name);
    return columns.toArray(String[]::new);
  }

  boolean isTrue(String name) {
    return has(name) && row.getBoolean(name);
  }

  Map<String, String> map(String name) {
    return has(name) ? row.getMap(name) : Map.of();
  }

  /** The name of the output of bad rows, or null. */
  String errorOutput() {
    return has("error_handling") ? row.getRow("error_handling").getString("output") : null;
  }

  private boolean has(String name) {
    return row.getSchema().hasField(name) && row.getValue(name) != null;
  }
}
