package dev.tributary.beam.delta;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Runs pipelines that write rows, on the runner that checks what Beam demands. */
final class BeamRows {
  /** Rows as a source of changes gives them. */
  static final Schema CHANGES =
      Schema.builder()
          .addInt64Field("id")
          .addNullableStringField("name")
          .addNullableInt64Field("seq")
          .addStringField(DeltaIO.CHANGE_KIND)
          .build();

  /** Rows of {@code id, name}. */
  static final Schema NAMES =
      Schema.builder()
          .addNullableField("id", FieldType.INT64)
          .addNullableStringField("name")
          .build();

  private BeamRows() {}

  static Row upsert(Long id, String name, Long seq) {
    return Row.withSchema(CHANGES).addValues(id, name, seq, "upsert").build();
  }

  static Row delete(Long id, Long seq) {
    return Row.withSchema(CHANGES).addValues(id, null, seq, "DELETE").build();
  }

  static Row named(Long id, String name) {
    return Row.withSchema(NAMES).addValues(id, name).build();
  }

  static Pipeline pipeline() {
    var options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(3);
    return Pipeline.create(options);
  }

  static PCollection<Row> create(Pipeline pipeline, Schema schema, List<Row> rows) {
    // Some bundles, and more than one where there are many rows.
    return pipeline.apply(Create.of(rows).withRowSchema(schema));
  }

  /** Writes rows, and tells what the run told of its one table. */
  static DeltaCommit write(DeltaWrite write, Schema schema, List<Row> rows) {
    List<DeltaCommit> commits = writeAll(write, schema, rows);
    if (commits.size() != 1) {
      throw new AssertionError("One commit was expected, and these came: " + commits);
    }
    return commits.get(0);
  }

  static List<DeltaCommit> writeAll(DeltaWrite write, Schema schema, List<Row> rows) {
    Pipeline pipeline = pipeline();
    List<DeltaCommit> commits = new ArrayList<>();
    String run = Collected.begin(commits);
    create(pipeline, schema, rows).apply(write).commits().apply(Collected.into(run));
    try {
      PipelineResult result = pipeline.run();
      result.waitUntilFinish();
      return commits;
    } finally {
      Collected.end(run);
    }
  }

  /** All rows of a table, by column. */
  static List<Map<String, Object>> rows(Path table) {
    return TableRows.of(at(table));
  }

  static List<Map<String, Object>> bySpark(Path table) {
    return TableRows.bySpark(at(table));
  }

  private static DeltaTarget at(Path table) {
    return EpochHarness.target(table, TestTable.SCHEMA, List.of(), List.of(), WriteMode.APPEND);
  }

  /** One column of all rows. */
  static List<Object> column(Path table, String name) {
    return rows(table).stream().map(row -> row.get(name)).toList();
  }
}
