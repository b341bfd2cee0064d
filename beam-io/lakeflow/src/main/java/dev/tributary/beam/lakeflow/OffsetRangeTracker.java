package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.HasProgress;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;

/**
 * Guards a range of offsets: claims follow one another without a gap, and a split leaves the reader
 * what it has claimed and gives away the rest.
 *
 * <p>A split at fraction 0, a checkpoint, succeeds as long as something is left, before the first
 * claim too. Other fractions are refused, for there is no offset between two opaque ones. Not safe
 * for concurrent use; runners wrap it.
 */
final class OffsetRangeTracker extends RestrictionTracker<OffsetRange, PageClaim>
    implements HasProgress {
  private OffsetRange range;
  private Offset position;
  private long records;
  private boolean ended;

  OffsetRangeTracker(OffsetRange range) {
    this.range = range;
    this.position = range.start();
    this.records = range.recordsBefore();
  }

  /**
   * Claims pages.
   *
   * @throws IllegalArgumentException if the pages do not begin where the last claim ended, for then
   *     some would be lost or read twice
   */
  @Override
  public boolean tryClaim(PageClaim claim) {
    if (isDone()) {
      return false;
    }
    if (!claim.from().equals(position)) {
      throw new IllegalArgumentException(
          "Cannot claim pages from "
              + claim.from()
              + ": the pages claimed before end at "
              + position);
    }
    position = claim.to();
    records += claim.records();
    ended = claim.ending() != Ending.NONE;
    return true;
  }

  @Override
  public OffsetRange currentRestriction() {
    return range;
  }

  @Override
  public SplitResult<OffsetRange> trySplit(double fractionOfRemainder) {
    if (isDone() || fractionOfRemainder > 0) {
      return null;
    }
    var residual = new OffsetRange(position, range.end(), records);
    range = new OffsetRange(range.start(), position, range.recordsBefore());
    return SplitResult.of(range, residual);
  }

  @Override
  public void checkDone() {
    if (!isDone()) {
      throw new IllegalStateException(
          "Cannot finish reading at "
              + position
              + ": the pages behind it, up to "
              + (range.end() == null ? "the end of the source" : range.end())
              + ", were not claimed");
    }
  }

  @Override
  public Progress getProgress() {
    // How much a source still has is not known: count what was read, and one more while it lasts.
    double read = (double) (records - range.recordsBefore());
    return Progress.from(read, isDone() ? 0 : 1);
  }

  @Override
  public IsBounded isBounded() {
    return IsBounded.BOUNDED;
  }

  private boolean isDone() {
    return ended || range.endsAt(position);
  }
}
