package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.BeamRows.CHANGES;
import static dev.tributary.beam.delta.BeamRows.column;
import static dev.tributary.beam.delta.BeamRows.upsert;
import static dev.tributary.beam.delta.BeamRows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a table cannot take. */
class DeltaWriteBadRowsTest {
  private static final Row NO_SEQUENCE = upsert(2L, "b", null);
  private static final Row NO_KIND =
      Row.withSchema(CHANGES).addValues(3L, "c", 1L, "replace").build();

  @TempDir Path directory;

  private DeltaWrite upserts() {
    return DeltaIO.upsert()
        .to(directory.resolve("table").toString())
        .withPrimaryKeys("id")
        .withSequenceBy("seq");
  }

  @Test
  void aBadRowFailsThePipelineAndNothingIsCommitted() {
    assertThatThrownBy(() -> write(upserts(), CHANGES, List.of(upsert(1L, "a", 1L), NO_SEQUENCE)))
        .hasStackTraceContaining("Cannot write a row to " + directory.resolve("table"))
        .hasStackTraceContaining("the sequence column 'seq' is null in the record with id=2")
        .hasStackTraceContaining("Nothing was committed")
        .hasStackTraceContaining("withRejectedRows()");
    assertThatThrownBy(() -> write(upserts(), CHANGES, List.of(NO_KIND)))
        .hasStackTraceContaining(
            "the change kind '_change_kind' is replace, and neither 'upsert' nor 'delete'");

    assertThat(directory.resolve("table/_delta_log")).doesNotExist();
  }

  @Test
  void badRowsAreSetAsideAndTheOthersWritten() {
    Pipeline pipeline = BeamRows.pipeline();
    DeltaWriteResult result =
        BeamRows.create(pipeline, CHANGES, List.of(upsert(1L, "a", 1L), NO_SEQUENCE, NO_KIND))
            .apply(upserts().withRejectedRows());
    PCollection<String> reasons =
        result
            .rejected()
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via((BadRecord bad) -> bad.getFailure().getException()));
    PAssert.that(reasons)
        .satisfies(
            all -> {
              List<String> list = new ArrayList<>();
              all.forEach(list::add);
              assertThat(list).hasSize(2);
              assertThat(String.join("\n", list))
                  .contains("the sequence column 'seq' is null in the record with id=2")
                  .contains("neither 'upsert' nor 'delete'");
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertThat(column(directory.resolve("table"), "id")).containsExactly(1L);
    assertThat(LeftOvers.of(directory.resolve("table"))).isEmpty();
  }

  @Test
  void anErrorHandlerGetsThem() {
    Pipeline pipeline = BeamRows.pipeline();
    BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(new CountAll());
    BeamRows.create(pipeline, CHANGES, List.of(upsert(1L, "a", 1L), NO_SEQUENCE, NO_KIND))
        .apply(upserts().withErrorHandler(handler));
    handler.close();
    PAssert.thatSingleton(handler.getOutput())
        .satisfies(
            count -> {
              assertThat(count).isEqualTo(2L);
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertThat(column(directory.resolve("table"), "id")).containsExactly(1L);
  }

  private static final class CountAll
      extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public PCollection<Long> expand(PCollection<BadRecord> input) {
      return input.apply(Count.globally());
    }
  }

  @Test
  void aDeleteIsBadWhereNothingIsDeleted() {
    DeltaWrite append = DeltaIO.append().to(directory.resolve("table").toString());

    assertThatThrownBy(() -> write(append, CHANGES, List.of(BeamRows.delete(1L, 1L))))
        .hasStackTraceContaining("it is a delete, and deletes are for upsert() and history()");
  }

  @Test
  void aRowWithoutADestinationIsBad() {
    DeltaWrite append = DeltaIO.append().to(row -> row.getString("name"));

    assertThatThrownBy(() -> write(append, CHANGES, List.of(upsert(1L, null, 1L))))
        .hasStackTraceContaining("the row has no destination: its path is null or blank");
  }
}
