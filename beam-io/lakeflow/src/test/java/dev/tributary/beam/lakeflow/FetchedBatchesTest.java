package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FetchedBatchesTest {
  private static final Offset A = Offset.of("at", "a");
  private static final Offset B = Offset.of("at", "b");

  private final String read = UUID.randomUUID().toString();

  @Test
  void aBatchIsTakenOnce() {
    PageBatch batch = batch(0, A);
    FetchedBatches.keep(read, batch, null);

    assertThat(FetchedBatches.take(read, span(0), A, null)).isSameAs(batch);
    assertThat(FetchedBatches.take(read, span(0), A, null)).isNull();
  }

  @Test
  void noOtherReadSpanOrOffsetTakesIt() {
    PageBatch batch = batch(0, A);
    FetchedBatches.keep(read, batch, null);

    assertThat(FetchedBatches.take(UUID.randomUUID().toString(), span(0), A, null)).isNull();
    assertThat(FetchedBatches.take(read, span(1), A, null)).isNull();
    assertThat(FetchedBatches.take(read, span(0), B, null)).isNull();
    assertThat(FetchedBatches.take(read, span(0), A, null)).isSameAs(batch);
  }

  @Test
  void hundredsOfPartitionsKeepOneEach() {
    var taken = new ArrayList<PageBatch>();
    for (int span = 0; span < 300; span++) {
      FetchedBatches.keep(read, batch(span, A), null);
    }
    for (int span = 0; span < 300; span++) {
      taken.add(FetchedBatches.take(read, span(span), A, null));
    }

    assertThat(taken).doesNotContainNull();
  }

  @Test
  void aBatchWeighsWhatItsRecordsDo() {
    List<Integer> sizes =
        batch(0, A).records().stream().map(record -> record.sizeEstimate()).toList();

    assertThat(batch(0, A).bytes()).isEqualTo(sizes.stream().mapToInt(size -> size).sum());
    assertThat(batch(0, A).bytes()).isPositive();
  }

  private static Span span(int id) {
    return new Span(id, Flow.CHANGES, "region-" + id, Offset.INITIAL);
  }

  private static PageBatch batch(int span, Offset from) {
    return new PageBatch(
        span, from, B, Ending.LAST, null, ScriptedSource.records(0, 4), ReadStatistics.NONE);
  }
}
