package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.connectors.Offset;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.IsBounded;
import org.junit.jupiter.api.Test;

class OffsetRangeTrackerTest {
  private static final Offset A = Offset.of("at", "a");
  private static final Offset B = Offset.of("at", "b");
  private static final Offset C = Offset.of("at", "c");

  private final OffsetRangeTracker tracker = new OffsetRangeTracker(OffsetRange.startingAt(A));

  @Test
  void claimsFollowOneAnother() {
    assertThat(tracker.tryClaim(pages(A, B, 10))).isTrue();
    assertThat(tracker.tryClaim(pages(B, C, 5))).isTrue();
  }

  @Test
  void aClaimThatLeavesAGapIsAnError() {
    assertThatThrownBy(() -> tracker.tryClaim(pages(B, C, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot claim pages from " + B + ": the pages claimed before end at " + A);
  }

  @Test
  void aClaimOfWhatWasClaimedIsAnError() {
    tracker.tryClaim(pages(A, B, 10));

    assertThatThrownBy(() -> tracker.tryClaim(pages(A, B, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot claim pages from " + A + ": the pages claimed before end at " + B);
  }

  @Test
  void aSplitBeforeTheFirstClaimGivesAllAway() {
    var split = tracker.trySplit(0);

    assertThat(split.getPrimary()).isEqualTo(new OffsetRange(A, A, 0));
    assertThat(split.getResidual()).isEqualTo(new OffsetRange(A, null, 0));
    assertThat(tracker.tryClaim(pages(A, B, 10))).isFalse();
    assertThatCode(tracker::checkDone).doesNotThrowAnyException();
  }

  @Test
  void aSplitGivesAwayWhatWasNotClaimed() {
    tracker.tryClaim(pages(A, B, 10));

    var split = tracker.trySplit(0);

    assertThat(split.getPrimary()).isEqualTo(new OffsetRange(A, B, 0));
    assertThat(split.getResidual()).isEqualTo(new OffsetRange(B, null, 10));
    assertThat(tracker.currentRestriction()).isEqualTo(split.getPrimary());
    assertThat(tracker.tryClaim(pages(B, C, 5))).isFalse();
    assertThatCode(tracker::checkDone).doesNotThrowAnyException();
  }

  @Test
  void aResidualCountsTheRecordsOfAllThatWasReadBefore() {
    tracker.tryClaim(pages(A, B, 10));
    var residual = new OffsetRangeTracker(tracker.trySplit(0).getResidual());
    residual.tryClaim(pages(B, C, 5));

    var split = residual.trySplit(0);

    assertThat(split.getPrimary()).isEqualTo(new OffsetRange(B, C, 10));
    assertThat(split.getResidual()).isEqualTo(new OffsetRange(C, null, 15));
  }

  @Test
  void whatIsSplitIsNotSplitAgain() {
    tracker.tryClaim(pages(A, B, 10));
    tracker.trySplit(0);

    assertThat(tracker.trySplit(0)).isNull();
  }

  @Test
  void aRangeIsNotCutAheadOfTheReader() {
    tracker.tryClaim(pages(A, B, 10));

    assertThat(tracker.trySplit(0.5)).isNull();
    assertThat(tracker.trySplit(1)).isNull();
    assertThat(tracker.currentRestriction()).isEqualTo(OffsetRange.startingAt(A));
    assertThat(tracker.tryClaim(pages(B, C, 5))).isTrue();
  }

  @Test
  void everyEndingEndsTheRange() {
    for (Ending ending : new Ending[] {Ending.LAST, Ending.STOPPED, Ending.FAILED}) {
      var each = new OffsetRangeTracker(OffsetRange.startingAt(A));

      assertThat(each.tryClaim(new PageClaim(A, B, 3, ending))).as("%s", ending).isTrue();
      assertThat(each.trySplit(0)).as("%s", ending).isNull();
      assertThat(each.tryClaim(pages(B, C, 5))).as("%s", ending).isFalse();
      assertThatCode(each::checkDone).as("%s", ending).doesNotThrowAnyException();
    }
  }

  @Test
  void aLastPageMayEndWhereItBegins() {
    assertThat(tracker.tryClaim(new PageClaim(A, A, 3, Ending.LAST))).isTrue();

    assertThatCode(tracker::checkDone).doesNotThrowAnyException();
    assertThat(tracker.trySplit(0)).isNull();
  }

  @Test
  void anEmptyRangeIsDone() {
    var empty = new OffsetRangeTracker(new OffsetRange(A, A, 7));

    assertThat(empty.tryClaim(pages(A, B, 10))).isFalse();
    assertThat(empty.trySplit(0)).isNull();
    assertThatCode(empty::checkDone).doesNotThrowAnyException();
  }

  @Test
  void aRangeWithoutAnEndIsNotDoneBeforeAnEnding() {
    tracker.tryClaim(pages(A, B, 10));

    assertThatThrownBy(tracker::checkDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot finish reading at "
                + B
                + ": the pages behind it, up to the end of the source, were not claimed");
  }

  @Test
  void aRangeWithAnEndIsDoneAtTheEnd() {
    var bounded = new OffsetRangeTracker(new OffsetRange(A, C, 0));
    bounded.tryClaim(pages(A, B, 10));

    assertThatThrownBy(bounded::checkDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot finish reading at "
                + B
                + ": the pages behind it, up to "
                + C
                + ", were not claimed");
    bounded.tryClaim(pages(B, C, 5));
    assertThatCode(bounded::checkDone).doesNotThrowAnyException();
  }

  @Test
  void progressCountsTheRecordsOfTheRangeAndOneMoreWhileItLasts() {
    tracker.tryClaim(pages(A, B, 10));
    var residual = new OffsetRangeTracker(tracker.trySplit(0).getResidual());

    assertThat(tracker.getProgress().getWorkCompleted()).isEqualTo(10);
    assertThat(tracker.getProgress().getWorkRemaining()).isEqualTo(0);
    assertThat(residual.getProgress().getWorkCompleted()).isEqualTo(0);
    assertThat(residual.getProgress().getWorkRemaining()).isEqualTo(1);

    residual.tryClaim(new PageClaim(B, C, 5, Ending.LAST));

    assertThat(residual.getProgress().getWorkCompleted()).isEqualTo(5);
    assertThat(residual.getProgress().getWorkRemaining()).isEqualTo(0);
  }

  @Test
  void aRangeIsBounded() {
    assertThat(tracker.isBounded()).isEqualTo(IsBounded.BOUNDED);
  }

  @Test
  void onlyAnEndingStandsStill() {
    assertThatThrownBy(() -> pages(A, A, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid claim: pages that end where they begin, at " + A + ", end their span");
    assertThatThrownBy(() -> pages(A, B, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid claim: -1 records");
  }

  private static PageClaim pages(Offset from, Offset to, long records) {
    return new PageClaim(from, to, records, Ending.NONE);
  }
}
