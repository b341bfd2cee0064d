package dev.tributary.beam.lakeflow;

import dev.tributary.beam.lakeflow.TableRangeTracker.PartClaim;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.HasProgress;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;

/**
 * Guards the parts of a table's range, which are claimed one after the other, each as {@link
 * OffsetRangeTracker} does it. A split at a fraction gives away whole parts as long as there are
 * some behind the one that is read. Not safe for concurrent use; runners wrap it.
 */
final class TableRangeTracker extends RestrictionTracker<TableRange, PartClaim>
    implements HasProgress {
  private final Function<SpanRange, RangeCuts> cuts;
  private TableRange range;
  private int current;
  private OffsetRangeTracker tracker;

  /** A tracker that has claimed nothing yet. */
  TableRangeTracker(TableRange range, Function<SpanRange, RangeCuts> cuts) {
    this.range = range;
    this.cuts = cuts;
    this.tracker = tracker(0);
  }

  /**
   * A claim in one of the parts.
   *
   * @param part its index
   * @param pages what is claimed of it
   */
  record PartClaim(int part, PageClaim pages) {}

  private OffsetRangeTracker tracker(int part) {
    SpanRange of = range.parts().get(part);
    return new OffsetRangeTracker(of.range(), cuts.apply(of));
  }

  @Override
  public boolean tryClaim(PartClaim claim) {
    if (claim.part() >= range.parts().size()) {
      return false;
    }
    while (current < claim.part()) {
      tracker.checkDone();
      current++;
      tracker = tracker(current);
    }
    return tracker.tryClaim(claim.pages());
  }

  @Override
  public TableRange currentRestriction() {
    return range;
  }

  @Override
  public SplitResult<TableRange> trySplit(double fractionOfRemainder) {
    List<SpanRange> behind = range.from(current + 1);
    if (fractionOfRemainder > 0 && !behind.isEmpty()) {
      int kept = (int) (Math.min(fractionOfRemainder, 1) * behind.size());
      return kept == behind.size() ? null : give(current + 1 + kept);
    }
    if (tracker.isDone()) {
      return isDone(behind) ? null : give(current + 1);
    }
    SplitResult<OffsetRange> split = tracker.trySplit(fractionOfRemainder);
    if (split == null) {
      return null;
    }
    var residual = new TableRange(range.from(current)).with(0, split.getResidual(), behind);
    range = range.with(current, split.getPrimary(), List.of());
    return SplitResult.of(range, residual);
  }

  /** Gives away the parts from an index on. */
  private SplitResult<TableRange> give(int part) {
    var residual = new TableRange(range.from(part));
    range = new TableRange(range.before(part));
    return SplitResult.of(range, residual);
  }

  @Override
  public void checkDone() {
    tracker.checkDone();
    List<SpanRange> behind = range.from(current + 1);
    if (!isDone(behind)) {
      throw new IllegalStateException(
          "Cannot finish reading: "
              + behind.get(0).span().describe()
              + " and "
              + (behind.size() - 1)
              + " more were not claimed");
    }
  }

  /** What is empty is never claimed. */
  private static boolean isDone(List<SpanRange> unclaimed) {
    return unclaimed.stream().allMatch(part -> part.range().endsAt(part.range().start()));
  }

  @Override
  public Progress getProgress() {
    Progress ofCurrent = tracker.getProgress();
    double completed = ofCurrent.getWorkCompleted();
    for (SpanRange part : range.before(current)) {
      completed += size(part);
    }
    double remaining = ofCurrent.getWorkRemaining();
    for (SpanRange part : range.from(current + 1)) {
      remaining += size(part);
    }
    return Progress.from(completed, remaining);
  }

  private double size(SpanRange part) {
    return cuts.apply(part).size(part.range().start(), part.range().end());
  }

  @Override
  public IsBounded isBounded() {
    return IsBounded.BOUNDED;
  }

  /**
   * One part as the reader of a span sees it.
   *
   * @param table the tracker of the whole, which the runner may have wrapped
   */
  static RestrictionTracker<OffsetRange, PageClaim> part(
      RestrictionTracker<TableRange, PartClaim> table, int part, OffsetRange whole) {
    return new RestrictionTracker<>() {
      @Override
      public boolean tryClaim(PageClaim claim) {
        return table.tryClaim(new PartClaim(part, claim));
      }

      @Override
      public OffsetRange currentRestriction() {
        List<SpanRange> parts = table.currentRestriction().parts();
        return part < parts.size()
            ? parts.get(part).range()
            : new OffsetRange(whole.start(), whole.start(), whole.recordsBefore());
      }

      @Override
      public SplitResult<OffsetRange> trySplit(double fractionOfRemainder) {
        throw new UnsupportedOperationException("Runners split the whole");
      }

      @Override
      public void checkDone() {
        table.checkDone();
      }

      @Override
      public IsBounded isBounded() {
        return IsBounded.BOUNDED;
      }
    };
  }
}
