package dev.tributary.beam.delta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.transforms.Convert;
import org.apache.beam.sdk.schemas.transforms.SchemaTransform;
import org.apache.beam.sdk.schemas.transforms.SchemaTransformProvider;
import org.apache.beam.sdk.schemas.transforms.providers.ErrorHandling;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionRowTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * {@link DeltaWrite} by its settings, for YAML and other languages. Its output {@code commits} has
 * {@link DeltaCommit#SCHEMA}; that of bad rows, where it is asked for, the failed row and why.
 */
public final class DeltaWriteSchemaTransformProvider implements SchemaTransformProvider {
  static final String COMMITS = "commits";

  @Override
  public String identifier() {
    return "beam:schematransform:dev.tributary:delta_write:v1";
  }

  @Override
  public String description() {
    return "Writes a bounded collection of rows to a Delta table, in one commit and without Spark:"
        + " appends, upserts, history or snapshots. Outputs what became of the table, as"
        + " 'commits'.";
  }

  @Override
  public List<String> inputCollectionNames() {
    return List.of("input");
  }

  @Override
  public List<String> outputCollectionNames() {
    return List.of(COMMITS);
  }

  @Override
  public Schema configurationSchema() {
    return DeltaWriteConfiguration.SCHEMA;
  }

  @Override
  public SchemaTransform from(Row row) {
    var configuration = new DeltaWriteConfiguration(row);
    return new Transform(write(configuration), configuration.errorOutput());
  }

  private static DeltaWrite write(DeltaWriteConfiguration wanted) {
    DeltaWrite write = mode(wanted.required("mode")).to(wanted.required("path"));
    write = with(write, wanted.columns("primary_keys"), DeltaWrite::withPrimaryKeys);
    write = with(write, wanted.columns("sequence_by"), DeltaWrite::withSequenceBy);
    write = with(write, wanted.columns("cluster_by"), DeltaWrite::withClusterBy);
    write = with(write, wanted.text("change_kind"), DeltaWrite::withChangeKind);
    String[] tracked = wanted.columns("track_history_columns");
    String[] untracked = wanted.columns("track_history_except_columns");
    if (tracked != null && untracked != null) {
      throw new IllegalArgumentException(
          "Invalid settings: track_history_columns and track_history_except_columns are both set."
              + " Leave one out.");
    }
    write = with(write, tracked, DeltaWrite::withTrackedColumns);
    write = with(write, untracked, DeltaWrite::withTrackedColumnsExcept);
    write = marks(wanted.text("deletes")) ? write.withMarkedDeletes() : write;
    write = wanted.isTrue("allow_mass_delete") ? write.withMassDeletes() : write;
    write = write.withHadoopOptions(wanted.map("hadoop_options"));
    return wanted.errorOutput() == null ? write : write.withRejectedRows();
  }

  private static <T> DeltaWrite with(
      DeltaWrite write, T value, BiFunction<DeltaWrite, T, DeltaWrite> setting) {
    return value == null ? write : setting.apply(write, value);
  }

  private static DeltaWrite mode(String mode) {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "append" -> DeltaIO.append();
      case "upsert" -> DeltaIO.upsert();
      case "history" -> DeltaIO.history();
      case "snapshot" -> DeltaIO.snapshot();
      case "snapshot_history" -> DeltaIO.snapshot().withHistory();
      default ->
          throw new IllegalArgumentException(
              "Invalid mode: '"
                  + mode
                  + "'. Use append, upsert, history, snapshot or snapshot_history.");
    };
  }

  private static boolean marks(String deletes) {
    return switch (deletes == null ? "apply" : deletes.toLowerCase(Locale.ROOT)) {
      case "apply" -> false;
      case "mark" -> true;
      default ->
          throw new IllegalArgumentException(
              "Invalid deletes: '" + deletes + "'. Use apply or mark.");
    };
  }

  private static final class Transform extends SchemaTransform {
    private static final long serialVersionUID = 1;

    private final DeltaWrite write;
    private final String errors;

    Transform(DeltaWrite write, String errors) {
      this.write = write;
      this.errors = errors;
    }

    @Override
    public PCollectionRowTuple expand(PCollectionRowTuple input) {
      PCollection<Row> rows = input.getSinglePCollection();
      DeltaWriteResult result = rows.apply("Write", write);
      var output =
          PCollectionRowTuple.of(COMMITS, result.commits().apply("CommitRows", Convert.toRows()));
      return errors == null ? output : output.and(errors, failed(result, rows.getSchema()));
    }

    private static PCollection<Row> failed(DeltaWriteResult result, Schema schema) {
      Schema failed = ErrorHandling.errorSchema(schema);
      return result
          .rejected()
          .apply(
              "FailedRows",
              MapElements.into(TypeDescriptors.rows()).via(bad -> failed(failed, schema, bad)))
          .setRowSchema(failed);
    }

    private static Row failed(Schema failed, Schema schema, BadRecord bad) {
      try {
        Row row =
            CoderUtils.decodeFromByteArray(RowCoder.of(schema), bad.getRecord().getEncodedRecord());
        return Row.withSchema(failed).addValues(row, bad.getFailure().getException()).build();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read a row that was set aside", e);
      }
    }
  }
}
