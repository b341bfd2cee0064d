package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Puts the batches of a read together and checks what every read keeps. */
final class BatchChains {
  private BatchChains() {}

  /**
   * The batches of a span, in order: from its start without a gap or a branch, with one ending,
   * which comes last.
   */
  static List<PageBatch> chain(Span span, List<PageBatch> batches) {
    Map<Offset, PageBatch> byStart = new HashMap<>();
    for (PageBatch batch : batches) {
      if (batch.span() == span.id()) {
        PageBatch other = byStart.put(batch.from(), batch);
        assertThat(other)
            .as("a second batch from %s of %s", batch.from(), span.describe())
            .isNull();
      }
    }
    var chain = new ArrayList<PageBatch>();
    PageBatch last = null;
    Offset position = span.start();
    while (last == null || last.ending() == Ending.NONE) {
      last = byStart.remove(position);
      assertThat(last).as("the batch from %s of %s", position, span.describe()).isNotNull();
      chain.add(last);
      position = last.to();
    }
    assertThat(byStart).as("batches of %s behind its ending", span.describe()).isEmpty();
    return chain;
  }

  static Ending ending(List<PageBatch> chain) {
    return chain.get(chain.size() - 1).ending();
  }

  static Offset end(List<PageBatch> chain) {
    return chain.get(chain.size() - 1).to();
  }

  /** The ids of the records, in order. */
  static List<Long> ids(List<PageBatch> chain) {
    return chain.stream()
        .flatMap(batch -> batch.records().stream())
        .map(record -> record.toTree().get("id").asLong())
        .toList();
  }

  /** That many ids from the first on. */
  static List<Long> idsFrom(long first, long size) {
    return LongStream.range(first, first + size).boxed().toList();
  }

  static long pages(List<PageBatch> batches) {
    return batches.stream().map(PageBatch::statistics).mapToLong(ReadStatistics::pages).sum();
  }

  static int[] sizes(int pages, int size) {
    return IntStream.generate(() -> size).limit(pages).toArray();
  }
}
