package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.TestChange.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots go through a runner, one that checks what Beam demands of functions and coders. */
class SnapshotPipelineTest {
  @TempDir Path directory;

  @Test
  void c19TheTableFollowsItsSnapshots() {
    List<TestChange> first = ids(0, 199);
    List<TestChange> second = new ArrayList<>(ids(20, 219));
    second.set(50, upsert(70L, "changed"));

    EpochReport inserted = run(first, true);
    EpochReport changed = run(second, true);
    EpochReport unchanged = run(second, true);
    EpochReport unfinished = run(first, false);

    assertThat(inserted.figures().inserted()).isEqualTo(200);
    assertThat(changed.figures())
        .extracting(
            EpochReport.Figures::inserted,
            EpochReport.Figures::updated,
            EpochReport.Figures::deleted)
        .containsExactly(20L, 1L, 20L);
    assertThat(unchanged.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(unfinished.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(TableRows.of(target())).isEqualTo(rows(second));
    assertThat(LeftOvers.of(directory)).isEmpty();
  }

  @Test
  void anEmptySnapshotIsToldFromNone() {
    run(ids(0, 49), true);

    EpochReport emptied = run(List.of(), true);

    assertThat(emptied.figures().deleted()).isEqualTo(50);
    assertThat(TableRows.of(target())).isEmpty();
  }

  private EpochReport run(List<TestChange> snapshot, boolean caughtUp) {
    DeltaDestination destination = DeltaDestination.open(target());
    DeltaEpoch epoch = destination.beginEpoch(TestTable.SCHEMA.toJson());
    List<TestPage> pages = TestPage.of(snapshot, 30);
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    pipeline
        .apply(Create.of(pages).withCoder(SerializableCoder.of(TestPage.class)))
        .apply(Reshuffle.viaRandomKey())
        .apply(DeltaIO.applyChanges(epoch, new TestPageReader(pages.size(), 0, false, caughtUp)));
    pipeline.run().waitUntilFinish();
    return destination.finish(epoch);
  }

  private DeltaTarget target() {
    return EpochHarness.target(
        directory, TestTable.SCHEMA, List.of("id"), List.of(), WriteMode.SNAPSHOT);
  }

  private static List<TestChange> ids(long first, long last) {
    return LongStream.rangeClosed(first, last).mapToObj(id -> upsert(id, "name " + id)).toList();
  }

  private static List<Map<String, Object>> rows(List<TestChange> changes) {
    return TableRows.sorted(
        changes.stream().map(change -> TableRows.plain(TestTable.SCHEMA, change.row())).toList());
  }
}
