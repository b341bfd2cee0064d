package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import java.time.Clock;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;

/** Reads spans, each as a range of offsets, and hands on what it could claim. */
@DoFn.BoundedPerElement
final class ReadPagesFn extends DoFn<Span, PageBatch> {
  private static final long serialVersionUID = 1;

  private final ConnectorSource source;
  private final ReadBudget budget;
  private final BatchTarget target;
  private final String read;

  private transient CountingMetrics metrics;
  private transient OpenTable table;

  ReadPagesFn(ConnectorSource source, ReadBudget budget, BatchTarget target, String read) {
    this.source = source;
    this.budget = budget;
    this.target = target;
    this.read = read;
  }

  @Setup
  public void setup() {
    metrics = new CountingMetrics(read);
    table = source.open(metrics);
  }

  @Teardown
  public void teardown() {
    if (table != null) {
      table.close();
      table = null;
    }
  }

  @GetInitialRestriction
  public OffsetRange initialRestriction(@Element Span span) {
    return OffsetRange.startingAt(span.start());
  }

  @GetRestrictionCoder
  public Coder<OffsetRange> restrictionCoder() {
    return OffsetRange.Coder.of();
  }

  @NewTracker
  public RestrictionTracker<OffsetRange, PageClaim> newTracker(@Restriction OffsetRange range) {
    return new OffsetRangeTracker(range);
  }

  /** Every span counts alike: what is left of one is known only to the source. */
  @GetSize
  public double size(@Restriction OffsetRange range) {
    return range.endsAt(range.start()) ? 0 : 1;
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element Span span,
      RestrictionTracker<OffsetRange, PageClaim> tracker,
      OutputReceiver<PageBatch> out) {
    var fetcher =
        new BatchFetcher(
            table, metrics, budget, () -> ReadProgress.isStopped(read), target, Clock.systemUTC());
    PageReader.Next next =
        new PageReader(read, fetcher)
            .read(
                span,
                tracker,
                batch -> {
                  out.output(batch);
                  ReadProgress.claimed(read, batch);
                });
    return next == PageReader.Next.MORE ? ProcessContinuation.resume() : ProcessContinuation.stop();
  }
}
