package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.NAMES;
import static dev.tributary.beam.delta.BeamRows.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before anything runs, and what graphs show. */
class DeltaWriteOptionsTest {
  @TempDir static Path directory;

  private static DeltaWrite upserts() {
    return DeltaIO.upsert().to("/t").withPrimaryKeys("id").withSequenceBy("seq");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(DeltaIO.append(), "it is not known where to. Name the table with to(…)."),
        arguments(DeltaIO.upsert().to("/t"), "upsert() has no keys. Name the columns"),
        arguments(
            DeltaIO.history().to("/t").withPrimaryKeys("id"),
            "history() has no sequence. Name the column by which"),
        arguments(
            DeltaIO.upsert().to("/t").withPrimaryKeys("ID").withSequenceBy("seq"),
            "the key column 'ID' is not among the fields [id, name, seq, _change_kind]"),
        arguments(
            upserts().withSequenceBy("updated"), "the sequence column 'updated' is not among"),
        arguments(
            upserts().withPrimaryKeys("_change_kind"), "is the change kind, which is not stored"),
        arguments(upserts().withChangeKind("id"), "the change kind 'id' is no STRING"),
        arguments(upserts().withChangeKind("op"), "the change kind 'op' is not among the fields"),
        arguments(DeltaIO.append().to("/t").withSequenceBy("seq"), "append() takes no sequence"),
        arguments(
            DeltaIO.snapshot().to("/t").withPrimaryKeys("id").withTrackedColumns("name"),
            "snapshot() tracks no columns, for it keeps no history"),
        arguments(upserts().withHistory(), "upsert() takes no withHistory(). Use history()."),
        arguments(upserts().withMassDeletes(), "upsert() deletes nothing by itself"),
        arguments(DeltaIO.append().to("/t").withMarkedDeletes(), "append() marks no deletes"),
        arguments(
            DeltaIO.append().to("/t").withTombstoneRetention(Duration.ofDays(1)),
            "append() remembers no deletes"));
  }

  @Test
  void aRetentionBelowZeroIsRefusedWhereItIsGiven() {
    assertThatThrownBy(() -> upserts().withTombstoneRetention(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid tombstone retention: PT-24H");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatDoesNotFitTogetherIsRefusedAndSaysWhatToDo(DeltaWrite write, String message) {
    assertThatThrownBy(() -> apply(write, CHANGES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot write to ")
        .hasMessageContaining(message);
  }

  static Stream<Arguments> wrongFields() {
    return Stream.of(
        arguments(
            Schema.builder().addInt64Field("__start_at").build(),
            "the name of the field '__start_at' is reserved. Rename it"),
        arguments(
            Schema.builder().addInt64Field("_tributary_x").build(), "'_tributary_x' is reserved"),
        arguments(
            Schema.builder().addInt64Field("a b").build(), "takes no empty name and none with a"),
        arguments(
            Schema.builder().addInt64Field("a").addInt64Field("A").build(),
            "column names are compared without case"),
        arguments(
            Schema.builder().addLogicalTypeField("at", SqlTypes.TIME).build(),
            "Cannot write the field 'at': Delta has no type for the logical type"));
  }

  @ParameterizedTest
  @MethodSource("wrongFields")
  void fieldsThatNoTableCanHaveAreRefused(Schema schema, String message) {
    assertThatThrownBy(() -> apply(DeltaIO.append().to("/t"), schema))
        .hasMessageContaining(message);
  }

  @Test
  void aKeyHasAnOrder() {
    Schema schema =
        Schema.builder().addArrayField("id", FieldType.STRING).addStringField("x").build();

    assertThatThrownBy(() -> apply(DeltaIO.append().to("/t").withPrimaryKeys("id"), schema))
        .hasMessageContaining("the key column 'id' has no order");
  }

  @Test
  void anUnboundedInputIsRefused() {
    TestStream<Row> stream = TestStream.create(RowCoder.of(NAMES)).advanceWatermarkToInfinity();

    assertThatThrownBy(
            () ->
                BeamRows.pipeline()
                    .apply(stream)
                    .setRowSchema(NAMES)
                    .apply(DeltaIO.append().to("/t")))
        .hasMessageContaining("Cannot write to /t: the input is unbounded")
        .hasMessageContaining("Read a bounded part of the source in each run");
  }

  @Test
  void anInputWithoutSchemaIsRefused() {
    assertThatThrownBy(
            () ->
                BeamRows.pipeline()
                    .apply(
                        Create.of(List.of(BeamRows.named(1L, "a")))
                            .withCoder(SerializableCoder.of(Row.class)))
                    .apply(DeltaIO.append().to("/t")))
        .hasMessageContaining("the input has no schema. Set one with setRowSchema(…)");
  }

  @Test
  void graphsShowTheTableAndNoSetting() {
    DeltaWrite write = upserts().withHadoopOptions(Map.of("fs.s3a.secret.key", "hunter2"));

    String shown = DisplayData.from(write).toString();

    assertThat(shown).contains("/t").contains("UPSERT").contains("id").contains("seq");
    assertThat(shown).doesNotContain("hunter2");
    assertThat(write.toString()).doesNotContain("hunter2");
    assertThat(write.getName()).isEqualTo("DeltaIO.upsert");
    assertThat(DisplayData.from(SerializableUtils.clone(write)).toString()).isEqualTo(shown);
  }

  @Test
  void theFieldOfTheChangeKindIsTheUsersToName() {
    Schema schema =
        Schema.builder().addInt64Field("id").addInt64Field("seq").addStringField("op").build();
    DeltaWrite write =
        DeltaIO.upsert()
            .to(directory.resolve("named").toString())
            .withPrimaryKeys("id")
            .withSequenceBy("seq")
            .withChangeKind("op");
    BeamRows.write(
        write,
        schema,
        List.of(
            Row.withSchema(schema).addValues(1L, 1L, "Upsert").build(),
            Row.withSchema(schema).addValues(2L, 1L, "upsert").build(),
            Row.withSchema(schema).addValues(1L, 2L, "dElete").build()));

    assertThat(BeamRows.rows(directory.resolve("named")))
        .containsExactly(Map.of("id", 2L, "seq", 1L));
    assertThat(upsert(1L, "a", 1L).getString(DeltaIO.CHANGE_KIND)).isEqualTo("upsert");
  }

  private static void apply(DeltaWrite write, Schema schema) {
    BeamRows.create(BeamRows.pipeline(), schema, List.of()).apply(write);
  }
}
