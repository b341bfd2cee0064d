package dev.tributary.pipelines;

import dev.tributary.beam.delta.DeltaTarget;
import dev.tributary.connectors.schema.DataType.StructType;
import dev.tributary.spec.ColumnSettings;
import io.delta.standalone.types.FieldMetadata;
import io.delta.standalone.types.StringType;
import io.delta.standalone.types.StructField;
import io.delta.standalone.types.TimestampType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns of a source's table are loaded, and in what form.
 *
 * @param loaded the columns that are loaded, with the types of the source
 * @param leftOut the names of the others
 * @param hashed of the loaded ones, those of which only a hash is stored
 * @param metadata whether rows tell which run extracted them, and when
 */
record ColumnChoice(StructType loaded, Set<String> leftOut, Set<String> hashed, boolean metadata)
    implements Serializable {
  /** The run that a row came with. */
  static final String RUN_ID = "_tributary_run_id";

  /** When a row was taken out of the source's answer. */
  static final String EXTRACTED_AT = "_tributary_extracted_at";

  private static final String HASH_FORM = "sha-256";

  ColumnChoice {
    leftOut = Set.copyOf(leftOut);
    hashed = Set.copyOf(hashed);
  }

  /** What a spec wants of the columns of a source; names that the source lacks are passed over. */
  static ColumnChoice of(StructType source, ColumnSettings settings) {
    Set<String> leftOut = new HashSet<>(settings.exclude());
    if (!settings.include().isEmpty()) {
      leftOut.addAll(source.names());
      leftOut.removeAll(settings.include());
    }
    leftOut.retainAll(source.names());
    Set<String> hashed = new HashSet<>(settings.hash());
    hashed.retainAll(source.names());
    hashed.removeAll(leftOut);
    var loaded =
        new StructType(
            source.fields().stream().filter(field -> !leftOut.contains(field.name())).toList());
    return new ColumnChoice(loaded, leftOut, hashed, settings.metadata());
  }

  /** The columns that the table gets. */
  io.delta.standalone.types.StructType tableSchema() {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : DeltaSchemas.of(loaded).getFields()) {
      fields.add(hashed.contains(field.getName()) ? hashed(field.getName()) : field);
    }
    if (metadata) {
      fields.add(new StructField(RUN_ID, new StringType(), true));
      fields.add(new StructField(EXTRACTED_AT, new TimestampType(), true));
    }
    return new io.delta.standalone.types.StructType(fields.toArray(StructField[]::new));
  }

  private static StructField hashed(String name) {
    return new StructField(
        name,
        new StringType(),
        true,
        FieldMetadata.builder().putString(DeltaTarget.FORM, HASH_FORM).build());
  }

  /** The columns that say nothing of a row itself. */
  Set<String> uncompared() {
    return metadata ? Set.of(RUN_ID, EXTRACTED_AT) : Set.of();
  }

  /** Whether there is something in a record that must not be stored as it is. */
  boolean hidesSomething() {
    return !leftOut.isEmpty() || !hashed.isEmpty();
  }
}
