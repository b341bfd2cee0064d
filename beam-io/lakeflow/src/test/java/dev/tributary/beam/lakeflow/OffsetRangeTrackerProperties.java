package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.OutputBuilder;

/** The reader's own loop under a runner that splits whenever it likes. */
class OffsetRangeTrackerProperties {
  private static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");
  private static final int MANY = 10_000;

  /** How a source shows that it has no more. */
  private enum Finish {
    SAYS_SO,
    SAYS_SO_STANDING_STILL,
    STANDS_STILL,
    STANDS_STILL_WITHOUT_RECORDS
  }

  /** The pages of a span: their sizes, the offsets they end at, and how the last one shows it. */
  private record Script(List<Integer> sizes, List<Integer> offsets, Finish finish) {
    List<Page> pages(Offset start, int firstId) {
      var pages = new ArrayList<Page>();
      Offset position = start;
      int id = firstId;
      for (int i = 0; i < sizes.size(); i++) {
        List<SourceRecord> records = ScriptedSource.records(id, sizes.get(i));
        id += sizes.get(i);
        Offset end = Offset.of("cursor", offsets.get(i));
        boolean last = i == sizes.size() - 1;
        if (!last) {
          pages.add(Page.of(records, end));
        } else {
          pages.add(
              switch (finish) {
                case SAYS_SO -> Page.last(records, end);
                case SAYS_SO_STANDING_STILL -> Page.last(records, position);
                case STANDS_STILL -> Page.of(records, position);
                case STANDS_STILL_WITHOUT_RECORDS -> Page.of(List.of(), position);
              });
        }
        position = end;
      }
      return pages;
    }
  }

  /** When the runner splits: asked at every step of a reader until it has no more to say. */
  private static final class Schedule {
    private final Deque<Boolean> splits;

    Schedule(List<Boolean> splits) {
      this.splits = new ArrayDeque<>(splits);
    }

    boolean splitsNow() {
      return !splits.isEmpty() && splits.remove();
    }
  }

  /** A tracker as a reader sees it while another thread splits it. */
  private static final class SplitTracker extends RestrictionTracker<OffsetRange, PageClaim> {
    private final OffsetRangeTracker tracker;
    private final Schedule schedule;
    private OffsetRange residual;

    SplitTracker(OffsetRange range, Schedule schedule) {
      this.tracker = new OffsetRangeTracker(range);
      this.schedule = schedule;
    }

    void pass() {
      if (schedule.splitsNow()) {
        trySplit(0);
      }
    }

    @Override
    public boolean tryClaim(PageClaim claim) {
      pass();
      boolean claimed = tracker.tryClaim(claim);
      pass();
      return claimed;
    }

    @Override
    public OffsetRange currentRestriction() {
      pass();
      return tracker.currentRestriction();
    }

    @Override
    public SplitResult<OffsetRange> trySplit(double fraction) {
      var split = tracker.trySplit(fraction);
      if (split == null) {
        tracker.checkDone();
      } else {
        assertThat(residual).as("a second residual").isNull();
        residual = split.getResidual();
      }
      return split;
    }

    @Override
    public void checkDone() {
      tracker.checkDone();
    }

    @Override
    public IsBounded isBounded() {
      return IsBounded.BOUNDED;
    }
  }

  private record Work(Span span, OffsetRange range) {}

  @Property(tries = 400)
  void everyPageIsFetchedOnceAndEveryRecordReadOnce(
      @ForAll("scripts") @Size(min = 1, max = 3) List<Script> scripts,
      @ForAll @Size(max = 80) List<Boolean> splits,
      @ForAll @IntRange(min = 1, max = 120) int batchBytes,
      @ForAll @LongRange(min = 1, max = 30) long recordsPerEpoch)
      throws Exception {
    var source = new ScriptedSource();
    var spans = new ArrayList<Span>();
    Map<Integer, List<Long>> expected = new HashMap<>();
    for (int i = 0; i < scripts.size(); i++) {
      var span = new Span(i, Flow.CHANGES, "region-" + i, Offset.INITIAL);
      List<Page> pages = scripts.get(i).pages(span.start(), i * MANY);
      source.lay(span, pages);
      spans.add(span);
      long records = pages.stream().mapToLong(page -> page.records().size()).sum();
      expected.put(i, BatchChains.idsFrom((long) i * MANY, records));
    }
    var target = new BatchTarget(batchBytes, Duration.ofDays(1));
    var budget = new ReadBudget(FAR, recordsPerEpoch);
    var schedule = new Schedule(splits);

    Map<Integer, List<Long>> read = new HashMap<>();
    List<Span> unfinished = spans;
    for (int epoch = 0; !unfinished.isEmpty(); epoch++) {
      assertThat(epoch).as("epochs").isLessThan(MANY);
      List<PageBatch> batches = readEpoch(source, unfinished, budget, target, schedule);
      var next = new ArrayList<Span>();
      for (Span span : unfinished) {
        List<PageBatch> chain = BatchChains.chain(span, batches);
        read.computeIfAbsent(span.id(), id -> new ArrayList<>()).addAll(BatchChains.ids(chain));
        if (BatchChains.ending(chain) == Ending.STOPPED) {
          next.add(new Span(span.id(), span.flow(), span.partition(), BatchChains.end(chain)));
        } else {
          assertThat(BatchChains.ending(chain)).isEqualTo(Ending.LAST);
        }
      }
      unfinished = next;
    }

    assertThat(read).isEqualTo(expected);
    assertThat(source.fetches()).isEqualTo(source.everyPageOnce());
    assertThat(source.open()).as("connectors left open").isZero();
  }

  /** One epoch, as DirectRunner does it: what a split gives away waits behind all other work. */
  private static List<PageBatch> readEpoch(
      ScriptedSource source,
      List<Span> spans,
      ReadBudget budget,
      BatchTarget target,
      Schedule schedule)
      throws Exception {
    var read = UUID.randomUUID().toString();
    var batches = new ArrayList<PageBatch>();
    Deque<Work> waiting = new ArrayDeque<>();
    spans.forEach(span -> waiting.add(new Work(span, OffsetRange.startingAt(span.start()))));
    for (int readers = 0; !waiting.isEmpty(); readers++) {
      assertThat(readers).as("readers").isLessThan(MANY);
      Work work = waiting.remove();
      var tracker = new SplitTracker(work.range(), schedule);
      source.beforePage(offset -> tracker.pass());
      // A reader knows nothing of the one before it but the range.
      var reader = new ReadPagesFn(source.source(), budget, target, read);
      reader.setup();
      var bundle = new ArrayList<PageBatch>();
      if (reader.process(work.span(), tracker, new Receiver(bundle)).shouldResume()) {
        tracker.trySplit(0);
      }
      assertThat(bundle).as("what is in memory at once").hasSizeLessThanOrEqualTo(1);
      batches.addAll(bundle);
      reader.teardown();
      tracker.checkDone();
      if (tracker.residual != null) {
        waiting.add(new Work(work.span(), sent(tracker.residual)));
      }
    }
    return batches;
  }

  private static OffsetRange sent(OffsetRange range) throws Exception {
    return CoderUtils.clone(OffsetRange.Coder.of(), range);
  }

  private record Receiver(List<PageBatch> batches) implements OutputReceiver<PageBatch> {
    @Override
    public void output(PageBatch batch) {
      batches.add(batch);
    }

    @Override
    public OutputBuilder<PageBatch> builder(PageBatch batch) {
      throw new UnsupportedOperationException("A reader outputs batches as they are");
    }
  }

  @Provide
  Arbitrary<List<Script>> scripts() {
    return script().list().ofMinSize(1).ofMaxSize(3);
  }

  private static Arbitrary<Script> script() {
    return Arbitraries.integers()
        .between(1, 12)
        .flatMap(
            pages ->
                Combinators.combine(
                        Arbitraries.integers().between(0, 5).list().ofSize(pages),
                        Arbitraries.integers().list().ofSize(pages).uniqueElements(),
                        Arbitraries.of(Finish.values()))
                    .as(Script::new));
  }
}
