package dev.tributary.beam.delta;

import static dev.tributary.beam.delta.ScdType1ConformanceTest.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tributary.beam.delta.EpochReport.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Epochs on DirectRunner, which checks that nothing is changed that was handed on. */
@ExtendWith(SparkOracle.class)
class DeltaIOTest {
  private static final List<String> KEYS = List.of("id");
  private static final List<String> SEQUENCE = List.of("seq");

  @TempDir Path table;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aRandomStreamInThreeEpochsIsWhatTheRulesSayAndWhatSparkReads(long seed) {
    List<Map<String, Object>> rows = runInThreeEpochs(WriteMode.UPSERT, seed);
    assertThat(TableRows.bySpark(target(WriteMode.UPSERT))).isEqualTo(rows);
  }

  @Test
  void aHistoryInThreeEpochsIsWhatTheRulesSayAndWhatSparkReads() {
    List<Map<String, Object>> rows = runInThreeEpochs(WriteMode.HISTORY, 1);
    assertThat(TableRows.bySpark(target(WriteMode.HISTORY))).isEqualTo(rows);
  }

  /** As many as {@code -Dstreams} says. */
  static Stream<Arguments> manyStreams() {
    return LongStream.range(0, Long.getLong("streams", 5))
        .mapToObj(number -> 10 + number)
        .flatMap(
            seed ->
                Stream.of(WriteMode.UPSERT, WriteMode.HISTORY).map(mode -> arguments(mode, seed)));
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("manyStreams")
  void manyRandomStreamsAreWhatTheRulesSay(WriteMode mode, long seed) {
    runInThreeEpochs(mode, seed);
  }

  private List<Map<String, Object>> runInThreeEpochs(WriteMode mode, long seed) {
    var random = new Random(seed);
    List<TestChange> changes = RandomChanges.ties(random);
    List<List<TestChange>> parts = RandomChanges.cut(changes, 3, random);

    for (int i = 0; i < parts.size(); i++) {
      EpochReport report = run(target(mode), TestPage.of(parts.get(i), 7), i + 1);
      assertThat(report.outcome()).isNotEqualTo(Outcome.CONFLICT);
    }

    List<Map<String, Object>> rows = TableRows.of(target(mode));
    assertThat(rows).isEqualTo(expected(mode, changes));
    assertThat(LeftOvers.of(table)).isEmpty();
    return rows;
  }

  private static List<Map<String, Object>> expected(WriteMode mode, List<TestChange> changes) {
    return mode == WriteMode.UPSERT
        ? new ScdType1Model(SCHEMA, KEYS, SEQUENCE).apply(changes).rows()
        : new ScdType2Model(SCHEMA, KEYS, SEQUENCE, List.of("name")).apply(changes).rows();
  }

  @Test
  void appendsAndInsertsRunTheSameWay() {
    List<TestPage> pages = TestPage.of(RandomChanges.distinct(new Random(4)), 7);
    List<TestPage> upserts = new ArrayList<>();
    for (TestPage page : pages) {
      upserts.add(
          new TestPage(page.place(), page.changes().stream().filter(c -> !c.isDelete()).toList()));
    }
    long rows = upserts.stream().mapToLong(page -> page.changes().size()).sum();
    DeltaTarget target = EpochHarness.target(table, SCHEMA, List.of(), List.of(), WriteMode.APPEND);

    assertThat(run(target, upserts, 1).figures().inserted()).isEqualTo(rows);

    assertThat(TableRows.of(target)).hasSize((int) rows);
    assertThat(TableRows.bySpark(target)).isEqualTo(TableRows.of(target));
  }

  @Test
  void anEmptyInputIsAnEpochThatMovesThePosition() {
    DeltaTarget target = target(WriteMode.UPSERT);
    run(target, TestPage.of(List.of(TestChange.upsert(1L, "a", 1L)), 1), 1);

    EpochReport report = run(target, List.of(), 2);

    assertThat(report.outcome()).isEqualTo(Outcome.MOVED);
    DeltaDestination after = DeltaDestination.open(target);
    assertThat(after.sourceState().orElseThrow().get("position").asLong()).isEqualTo(2);
    assertThat(TableRows.of(target)).hasSize(1);
  }

  @Test
  void aBadRecordFailsThePipelineAndLeavesNothing() {
    DeltaTarget target = target(WriteMode.UPSERT);
    List<TestPage> pages =
        TestPage.of(List.of(TestChange.upsert(1L, "a", 1L), TestChange.upsert(2L, "b", null)), 1);

    assertThatThrownBy(() -> run(target, pages, 1))
        .hasStackTraceContaining("the sequence column 'seq' is null in the record with id=2");

    assertThat(DeltaDestination.open(target).version()).isEmpty();
    run(target, TestPage.of(List.of(TestChange.upsert(1L, "a", 1L)), 1), 1);
    assertThat(LeftOvers.of(table)).as("also what bundles wrote that ran on").isEmpty();
  }

  private DeltaTarget target(WriteMode mode) {
    return EpochHarness.target(table, SCHEMA, KEYS, SEQUENCE, mode);
  }

  private static EpochReport run(DeltaTarget target, List<TestPage> pages, long position) {
    var options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setEnforceImmutability(true);
    options.setEnforceEncodability(true);
    options.setTargetParallelism(3);
    DeltaDestination destination = DeltaDestination.open(target);
    DeltaEpoch epoch = destination.beginEpoch(SCHEMA.toJson());
    List<TestPage> shuffled = new ArrayList<>(pages);
    Collections.shuffle(shuffled, new Random(position));
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(Create.of(shuffled).withCoder(SerializableCoder.of(TestPage.class)))
        .apply(Reshuffle.viaRandomKey())
        .apply(DeltaIO.applyChanges(epoch, new TestPageReader(pages.size(), position, true, true)));
    try {
      pipeline.run().waitUntilFinish();
      return destination.finish(epoch);
    } catch (RuntimeException e) {
      destination.abandon(epoch);
      throw e;
    }
  }
}
