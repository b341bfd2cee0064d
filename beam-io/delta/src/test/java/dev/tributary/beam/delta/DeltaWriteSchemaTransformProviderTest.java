package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transform as YAML and other languages find it. */
class DeltaWriteSchemaTransformProviderTest {
  @TempDir Path directory;

  private final SchemaTransformProvider provider =
      ServiceLoader.load(SchemaTransformProvider.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(DeltaWriteSchemaTransformProvider.class::isInstance)
          .findFirst()
          .orElseThrow();

  @Test
  void everySettingIsDescribedAndMostAreOptional() {
    Schema schema = provider.configurationSchema();

    assertThat(provider.identifier())
        .isEqualTo("beam:schematransform:dev.tributary:delta_write:v1");
    assertThat(schema.getFieldNames())
        .containsExactlyInAnyOrder(
            "mode",
            "path",
            "primary_keys",
            "sequence_by",
            "change_kind",
            "cluster_by",
            "track_history_columns",
            "track_history_except_columns",
            "deletes",
            "allow_mass_delete",
            "hadoop_options",
            "error_handling");
    assertThat(schema.getFields()).allSatisfy(f -> assertThat(f.getDescription()).isNotBlank());
    assertThat(
            schema.getFields().stream()
                .filter(field -> !field.getType().getNullable())
                .map(Schema.Field::getName))
        .containsExactlyInAnyOrder("mode", "path");
  }

  @Test
  void rowsAreWrittenAndBadOnesGoToTheirOutput() {
    Path table = directory.resolve("table");
    Schema errorHandling =
        provider.configurationSchema().getField("error_handling").getType().getRowSchema();
    Row settings =
        settings(
            Map.of(
                "mode", "upsert",
                "path", table.toString(),
                "primary_keys", List.of("id"),
                "sequence_by", List.of("seq"),
                "deletes", "mark",
                "error_handling", Row.withSchema(errorHandling).addValue("failures").build()));
    Pipeline pipeline = BeamRows.pipeline();
    Row bad = upsert(2L, "b", null);
    PCollectionRowTuple output =
        PCollectionRowTuple.of(
                "input", BeamRows.create(pipeline, CHANGES, List.of(upsert(1L, "a", 1L), bad)))
            .apply(provider.from(settings));
    PAssert.that(output.get("commits"))
        .satisfies(
            rows -> {
              assertThat(rows.iterator().next().getInt64("rows_inserted")).isEqualTo(1);
              return null;
            });
    PAssert.that(output.get("failures"))
        .satisfies(
            rows -> {
              Row failed = rows.iterator().next();
              assertThat(failed.getRow("failed_row")).isEqualTo(bad);
              assertThat(failed.getString("error_message")).contains("'seq' is null");
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertThat(BeamRows.column(table, "id")).containsExactly(1L);
    assertThat(BeamRows.rows(table).get(0)).containsKey("_tributary_deleted_at");
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> provider.from(settings(Map.of("mode", "merge", "path", "/t"))))
        .hasMessage(
            "Invalid mode: 'merge'. Use append, upsert, history, snapshot or snapshot_history.");
    assertThatThrownBy(
            () ->
                provider.from(
                    settings(Map.of("mode", "upsert", "path", "/t", "deletes", "ignore"))))
        .hasMessage("Invalid deletes: 'ignore'. Use apply or mark.");
  }

  private Row settings(Map<String, Object> values) {
    Row.FieldValueBuilder row = null;
    for (Schema.Field field : provider.configurationSchema().getFields()) {
      Object value = values.get(field.getName());
      row =
          row == null
              ? Row.withSchema(provider.configurationSchema())
                  .withFieldValue(field.getName(), value)
              : row.withFieldValue(field.getName(), value);
    }
    return row.build();
  }
}
