package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.ConnectorSource.OpenTable;
import dev.tributary.beam.lakeflow.TableRangeTracker.PartClaim;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Offset;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Lineage;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.splittabledofn.ManualWatermarkEstimator;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Reads all of a table that a request asks for. The runner splits the table into its partitions and
 * the flow of its deletes, and these, where their offsets have an order, further. What the source
 * refuses fails the pipeline.
 */
@DoFn.BoundedPerElement
final class ReadTableFn extends DoFn<ReadRequest, TableBatch> {
  private static final long serialVersionUID = 1;

  private final ConnectorSource source;
  private final TableShape shape;
  private final Duration outOfOrderness;
  private final int splits;
  private final BatchTarget target;
  private final String read;
  private final Counter pages = Metrics.counter(LakeflowIO.METRICS, "pages");
  private final Counter requests = Metrics.counter(LakeflowIO.METRICS, "requests");
  private final Counter retries = Metrics.counter(LakeflowIO.METRICS, "retries");

  private transient CountingMetrics metrics;
  private transient OpenSource open;
  private transient EventTimes times;

  /**
   * Reads a table.
   *
   * @param outOfOrderness by how much the source's order may differ from that of times, so that the
   *     watermark follows what is read; null if nothing is known
   * @param splits into how many parts a table is cut at first
   * @param read identifies the read in this process
   */
  ReadTableFn(
      ConnectorSource source,
      TableShape shape,
      Duration outOfOrderness,
      int splits,
      BatchTarget target,
      String read) {
    this.source = source;
    this.shape = shape;
    this.outOfOrderness = outOfOrderness;
    this.splits = splits;
    this.target = target;
    this.read = read;
  }

  @Setup
  public void setup() {
    metrics = new CountingMetrics(read);
    open = source.connect(metrics);
    times = outOfOrderness == null ? null : EventTimes.of(shape).orElse(null);
  }

  @Teardown
  public void teardown() {
    if (open != null) {
      open.close();
      open = null;
    }
  }

  @GetInitialRestriction
  public TableRange initialRestriction(@Element ReadRequest request) {
    return asking(
        () -> {
          OpenTable table = table(request);
          if (request.hasOptions()) {
            boolean dropsDeletes = shape.deletes() == TableShape.Deletes.DROPPED;
            ReadPlan.checkShape(table, shape, TableShape.of(table, dropsDeletes));
          }
          return ReadPlan.whole(table, shape, request);
        });
  }

  @SplitRestriction
  public void split(
      @Element ReadRequest request, @Restriction TableRange range, OutputReceiver<TableRange> out) {
    asking(() -> ReadPlan.split(table(request), range, splits)).forEach(out::output);
  }

  @GetRestrictionCoder
  public Coder<TableRange> restrictionCoder() {
    return TableRange.Coder.of();
  }

  @NewTracker
  public RestrictionTracker<TableRange, PartClaim> newTracker(
      @Element ReadRequest request, @Restriction TableRange range) {
    return new TableRangeTracker(range, cuts(request));
  }

  @GetSize
  public double size(@Element ReadRequest request, @Restriction TableRange range) {
    return new TableRangeTracker(range, cuts(request)).getProgress().getWorkRemaining();
  }

  /**
   * The watermark waits at the beginning of time, as a source owes nobody an order: a window closed
   * too early would drop what comes late, and these rows would be lost.
   */
  @GetInitialWatermarkEstimatorState
  public Instant initialWatermark() {
    return BoundedWindow.TIMESTAMP_MIN_VALUE;
  }

  @GetWatermarkEstimatorStateCoder
  public Coder<Instant> watermarkCoder() {
    return InstantCoder.of();
  }

  @NewWatermarkEstimator
  public ManualWatermarkEstimator<Instant> newWatermark(@WatermarkEstimatorState Instant state) {
    return new WatermarkEstimators.Manual(state);
  }

  @ProcessElement
  public ProcessContinuation process(
      @Element ReadRequest request,
      RestrictionTracker<TableRange, PartClaim> tracker,
      ManualWatermarkEstimator<Instant> watermark,
      OutputReceiver<TableBatch> out) {
    Lineage.getSources().add(source.connector(), List.of(open.account(), source.table()));
    OpenTable table = table(request);
    var pageReader = new PageReader(read + request.identity(), fetcher(table));
    List<SpanRange> parts = tracker.currentRestriction().parts();
    // Times of one part say nothing of those of the next.
    boolean follows = times != null && parts.size() == 1;
    for (int i = 0; i < parts.size(); i++) {
      SpanRange part = parts.get(i);
      PageReader.Next next =
          pageReader.read(
              part.span(),
              TableRangeTracker.part(tracker, i, part.range()),
              batch -> {
                out.output(claimed(request, part, batch));
                if (follows) {
                  advance(watermark, times.latest(batch.records()));
                }
              });
      if (next == PageReader.Next.MORE) {
        return ProcessContinuation.resume();
      }
      if (next == PageReader.Next.GIVEN_AWAY) {
        return ProcessContinuation.stop();
      }
      // A split takes parts away.
      parts = tracker.currentRestriction().parts();
    }
    return ProcessContinuation.stop();
  }

  private void advance(ManualWatermarkEstimator<Instant> watermark, Instant latest) {
    if (latest.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE.plus(outOfOrderness))) {
      Instant next = latest.minus(outOfOrderness);
      if (next.isAfter(watermark.currentWatermark())) {
        watermark.setWatermark(next);
      }
    }
  }

  private TableBatch claimed(ReadRequest request, SpanRange part, PageBatch batch) {
    pages.inc(batch.statistics().pages());
    requests.inc(batch.statistics().requests());
    retries.inc(batch.statistics().retries());
    if (batch.ending() == Ending.FAILED) {
      throw new IllegalStateException(
          "Cannot read "
              + part.span().describe()
              + " of "
              + source
              + ": "
              + open.secrets().clean(batch.failure()));
    }
    boolean ends = part.isRanged() ? batch.to().equals(part.last()) : batch.ending() == Ending.LAST;
    return new TableBatch(request, part.span(), ends ? position(batch.to()) : null, batch);
  }

  private Offset position(Offset end) {
    return shape.isSnapshot() ? Offset.INITIAL : end;
  }

  private BatchFetcher fetcher(OpenTable table) {
    Optional<Ranges> ranges = Ranges.of(table);
    var listings = new Listings(table::page);
    return new BatchFetcher(
        (span, start, end) ->
            ranges.isPresent() && span.flow() == Flow.CHANGES
                ? ranges.get().page(span, start, end)
                : listings.page(span, start),
        metrics,
        ReadBudget.UNLIMITED,
        () -> false,
        target,
        Clock.systemUTC());
  }

  private Function<SpanRange, RangeCuts> cuts(ReadRequest request) {
    Optional<Ranges> ranges = Ranges.of(table(request));
    return part ->
        part.isRanged() ? ranges.orElseThrow().cuts(part.span().partition()) : RangeCuts.NONE;
  }

  private OpenTable table(ReadRequest request) {
    return open.table(request.options());
  }

  /** An {@link Error} out of a splittable DoFn hangs SparkRunner; an exception ends the job. */
  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (ConnectorException | Error e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new IllegalStateException(
          "Cannot read " + source + ": " + open.secrets().clean(reason),
          e instanceof Error ? e : null);
    }
  }
}
