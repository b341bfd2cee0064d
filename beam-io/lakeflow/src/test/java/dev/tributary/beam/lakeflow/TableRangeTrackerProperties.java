package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.beam.lakeflow.TableRangeTracker.PartClaim;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.ProcessContinuation;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;
import org.apache.beam.sdk.transforms.splittabledofn.WatermarkEstimators;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.OutputBuilder;

/** The reader of tables under a runner that splits where it likes and does bundles again. */
class TableRangeTrackerProperties {
  private static final int MANY = 20_000;
  private static final double NO_SPLIT = -1;
  private static final int SPLITS = 6;

  /** What is read, and how a runner begins. */
  private record Table(
      List<Long> sizes, long pageSize, boolean isPartitioned, boolean isRanged, boolean deletes) {
    Numbers numbers() {
      Numbers source =
          isPartitioned ? Numbers.partitioned(sizes, pageSize) : Numbers.of(sizes.get(0), pageSize);
      return deletes ? source.withDeletes() : source;
    }
  }

  /** Asked at every step of a reader: the fraction of a split, or none. */
  private record Schedule(Deque<Double> splits, Deque<Boolean> crashes) {
    Schedule(List<Double> splits, List<Boolean> crashes) {
      this(new ArrayDeque<>(splits), new ArrayDeque<>(crashes));
    }

    double next() {
      return splits.isEmpty() ? NO_SPLIT : splits.remove();
    }

    boolean crashesNow() {
      return !crashes.isEmpty() && crashes.remove();
    }
  }

  /** A tracker as a reader sees it while another thread splits it. */
  private static final class SplitTracker extends RestrictionTracker<TableRange, PartClaim> {
    private final RestrictionTracker<TableRange, PartClaim> tracker;
    private final Schedule schedule;
    private final List<TableRange> residuals = new ArrayList<>();
    private boolean refused;

    SplitTracker(RestrictionTracker<TableRange, PartClaim> tracker, Schedule schedule) {
      this.tracker = tracker;
      this.schedule = schedule;
    }

    void pass() {
      double fraction = schedule.next();
      if (fraction != NO_SPLIT) {
        trySplit(fraction);
      }
    }

    @Override
    public boolean tryClaim(PartClaim claim) {
      // As in Beam's own ClaimObserver.
      assertThat(refused).as("a claim after one that was refused").isFalse();
      pass();
      boolean claimed = tracker.tryClaim(claim);
      refused = !claimed;
      pass();
      return claimed;
    }

    @Override
    public TableRange currentRestriction() {
      pass();
      return tracker.currentRestriction();
    }

    @Override
    public SplitResult<TableRange> trySplit(double fraction) {
      double before = progress();
      var split = tracker.trySplit(fraction);
      if (split != null) {
        residuals.add(split.getResidual());
        assertThat(split.getPrimary()).isEqualTo(tracker.currentRestriction());
        assertThat(progress()).isLessThanOrEqualTo(before);
      } else if (fraction == 0) {
        tracker.checkDone();
      }
      return split;
    }

    private double progress() {
      return ((HasProgress) tracker).getProgress().getWorkRemaining();
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

  @Property(tries = 500)
  void everyRowIsReadOnceHoweverTheReadIsSplitAndRepeated(
      @ForAll("tables") Table table,
      @ForAll("fractions") List<Double> splits,
      @ForAll @Size(max = 20) List<Boolean> crashes,
      @ForAll @IntRange(min = 1, max = 2_000) int batchBytes,
      @ForAll boolean splitAtFirst)
      throws Exception {
    Numbers source = table.numbers();

    List<TableBatch> batches =
        read(source, table, new Schedule(splits, crashes), batchBytes, splitAtFirst);

    assertThat(ids(batches)).containsExactlyInAnyOrderElementsOf(expected(source));
    assertThat(positions(batches)).isEqualTo(ends(source));
  }

  @Property(tries = 300)
  void checkpointsAloneFetchNothingTwice(
      @ForAll("tables") Table table,
      @ForAll @Size(max = 100) List<Boolean> checkpoints,
      @ForAll @IntRange(min = 1, max = 2_000) int batchBytes,
      @ForAll boolean splitAtFirst)
      throws Exception {
    Numbers source = table.numbers();
    List<Double> splits = checkpoints.stream().map(now -> now ? 0.0 : NO_SPLIT).toList();

    List<TableBatch> batches =
        read(source, table, new Schedule(splits, List.of()), batchBytes, splitAtFirst);

    assertThat(ids(batches)).containsExactlyInAnyOrderElementsOf(expected(source));
    assertThat(source.fetches()).isEqualTo(source.everyNumberOnce());
  }

  private static List<TableBatch> read(
      Numbers source, Table table, Schedule schedule, int batchBytes, boolean splitAtFirst)
      throws Exception {
    ConnectorSource read = source(source, table.isRanged() ? "numbers" : "opaque");
    TableShape shape;
    try (var open = read.open(ReadMetrics.NONE)) {
      shape = TableShape.of(open, false);
    }
    String name = UUID.randomUUID().toString();
    ReadRequest request = ReadRequest.of(Map.of("team", "red"));
    var planner = new ReadTableFn(read, shape, null, SPLITS, BatchTarget.DEFAULT, name);
    planner.setup();
    TableRange whole = sent(planner.initialRestriction(request));
    var waiting = new ArrayDeque<TableRange>();
    if (splitAtFirst) {
      planner.split(request, whole, new Receiver<>(waiting));
    } else {
      waiting.add(whole);
    }
    planner.teardown();
    var batches = new ArrayList<TableBatch>();
    for (int readers = 0; !waiting.isEmpty(); readers++) {
      assertThat(readers).as("readers").isLessThan(MANY);
      // A reader knows nothing of the one before it but the range.
      // How much it fetches at once depends on the time, and so is another one the second time.
      var target = new BatchTarget((long) batchBytes * (1 + readers % 3), Duration.ofDays(1));
      var reader = new ReadTableFn(read, shape, null, SPLITS, target, name);
      reader.setup();
      var tracker = new SplitTracker(reader.newTracker(request, sent(waiting.remove())), schedule);
      source.beforePage(tracker::pass);
      var bundle = new ArrayList<TableBatch>();
      ProcessContinuation next =
          reader.process(
              request,
              tracker,
              new WatermarkEstimators.Manual(BoundedWindow.TIMESTAMP_MIN_VALUE),
              new Receiver<>(bundle));
      if (next.shouldResume()) {
        tracker.trySplit(0);
      }
      tracker.checkDone();
      source.beforePage(() -> {});
      waiting.addAll(tracker.residuals);
      if (schedule.crashesNow()) {
        waiting.add(tracker.tracker.currentRestriction());
      } else {
        for (TableBatch batch : bundle) {
          batches.add(CoderUtils.clone(TableBatch.Coder.of(), batch));
        }
      }
      reader.teardown();
    }
    return batches;
  }

  private static ConnectorSource source(Numbers source, String table) {
    var provider = new NumbersProvider();
    Options connection =
        Options.check(
                provider.connectionOptions(),
                Map.of("id", TextNode.valueOf(source.connection().get("id"))))
            .orThrow();
    Options options =
        Options.check(provider.tableOptions(table), Map.of("team", TextNode.valueOf("red")))
            .orThrow();
    return new ConnectorSource("numbers", connection, table, options, Instant.EPOCH);
  }

  private static TableRange sent(TableRange range) throws Exception {
    return CoderUtils.clone(TableRange.Coder.of(), range);
  }

  private static List<Long> ids(List<TableBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.pages().records().stream())
        .map(record -> record.toTree().get("id").asLong())
        .toList();
  }

  private static List<Long> expected(Numbers source) {
    var ids = new ArrayList<>(source.ids());
    if (source.hasDeletes()) {
      ids.add(-1L);
    }
    return ids;
  }

  /** Where the spans end; each says so once. */
  private static Positions positions(List<TableBatch> batches) {
    Positions positions = Positions.INITIAL;
    for (TableBatch batch : batches) {
      if (batch.position() != null) {
        Span span = batch.span();
        assertThat(positions.find(span.flow(), span.partition()))
            .as("an earlier end of %s", span.describe())
            .isEmpty();
        positions = positions.with(span, batch.position());
      }
    }
    return positions;
  }

  private static Positions ends(Numbers source) {
    Positions positions = Positions.INITIAL;
    List<String> partitions = source.partitions();
    for (int i = 0; i < Math.max(1, partitions.size()); i++) {
      String partition = partitions.isEmpty() ? null : partitions.get(i);
      positions =
          positions.with(
              new Span(0, Flow.CHANGES, partition, Numbers.offset(0)),
              Numbers.offset(source.size(partition)));
    }
    return source.hasDeletes()
        ? positions.with(
            new Span(0, Flow.DELETES, null, Numbers.offset(0)),
            dev.tributary.connectors.Offset.of("deletes", 1))
        : positions;
  }

  private record Receiver<T>(java.util.Collection<T> outputs) implements OutputReceiver<T> {
    @Override
    public void output(T element) {
      outputs.add(element);
    }

    @Override
    public OutputBuilder<T> builder(T element) {
      throw new UnsupportedOperationException("Elements are output as they are");
    }
  }

  @Provide
  Arbitrary<List<Double>> fractions() {
    return Arbitraries.oneOf(
            Arbitraries.just(NO_SPLIT), Arbitraries.just(0.0), Arbitraries.doubles().between(0, 1))
        .list()
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<Table> tables() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 60).list().ofMinSize(1).ofMaxSize(4),
            Arbitraries.longs().between(1, 9),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false))
        .as(Table::new);
  }
}
