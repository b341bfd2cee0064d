package dev.tributary.beam.lakeflow;

import dev.tributary.connectors.Offset;
import java.util.Optional;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.HasProgress;
import org.apache.beam.sdk.transforms.splittabledofn.SplitResult;

/**
 * Guards a range of offsets: claims follow one another without a gap, and a split leaves the reader
 * what it has claimed and gives away the rest.
 *
 * <p>A split at fraction 0, a checkpoint, succeeds as long as something is left, before the first
 * claim too. Other fractions are refused where offsets are opaque, for there is no offset between
 * two of them; where they are not, what is left is cut there. Not safe for concurrent use; runners
 * wrap it.
 */
final class OffsetRangeTracker extends RestrictionTracker<OffsetRange, PageClaim>
    implements HasProgress {
  private final RangeCuts cuts;
  private final boolean isRanged;
  private OffsetRange range;
  private Offset position;
  private long records;
  private boolean ended;

  /** A tracker of a range of opaque offsets. */
  OffsetRangeTracker(OffsetRange range) {
    this(range, RangeCuts.NONE);
  }

  OffsetRangeTracker(OffsetRange range, RangeCuts cuts) {
    this.range = range;
    this.cuts = cuts;
    this.isRanged = cuts != RangeCuts.NONE;
    this.position = range.start();
    this.records = range.recordsBefore();
  }

  /**
   * Claims pages. Says that they are {@linkplain PageClaim#granted granted} unless the range has
   * another end by now than the one up to which they were fetched.
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
    if (isRanged && !range.endsAt(claim.upTo())) {
      return true;
    }
    position = claim.to();
    records += claim.records();
    ended = claim.ending() != Ending.NONE;
    claim.granted().set(true);
    return true;
  }

  @Override
  public OffsetRange currentRestriction() {
    return range;
  }

  @Override
  public SplitResult<OffsetRange> trySplit(double fractionOfRemainder) {
    if (isDone()) {
      return null;
    }
    Optional<Offset> cut =
        fractionOfRemainder > 0
            ? cuts.between(position, range.end(), fractionOfRemainder)
            : Optional.of(position);
    if (cut.isEmpty()) {
      return null;
    }
    var residual = new OffsetRange(cut.get(), range.end(), records);
    range = new OffsetRange(range.start(), cut.get(), range.recordsBefore());
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
    if (isRanged) {
      return Progress.from(
          cuts.size(range.start(), position), isDone() ? 0 : cuts.size(position, range.end()));
    }
    // How much a source still has is not known: count what was read, and one more while it lasts.
    double read = (double) (records - range.recordsBefore());
    return Progress.from(read, isDone() ? 0 : 1);
  }

  @Override
  public IsBounded isBounded() {
    return IsBounded.BOUNDED;
  }

  boolean isDone() {
    return ended || range.endsAt(position);
  }
}
