package dev.tributary.beam.lakeflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.lakeflow.TableRangeTracker.PartClaim;
import dev.tributary.connectors.Offset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.sdk.transforms.splittabledofn.RestrictionTracker.Progress;
import org.junit.jupiter.api.Test;

/** A table of two partitions whose offsets are numbers, and a flow of deletes without order. */
class TableRangeTrackerTest {
  private static final RangeCuts NUMBERS =
      new RangeCuts() {
        @Override
        public Optional<Offset> between(Offset start, Offset end, double fraction) {
          long length = at(end) - at(start);
          long cut = at(start) + Math.round(length * fraction);
          return cut <= at(start) || cut >= at(end) ? Optional.empty() : Optional.of(offset(cut));
        }

        @Override
        public double size(Offset start, Offset end) {
          return at(end) - at(start);
        }
      };

  private static final SpanRange FIRST = numbers(0, "a", 100);
  private static final SpanRange SECOND = numbers(1, "b", 50);
  private static final SpanRange DELETES =
      new SpanRange(
          new Span(2, Flow.DELETES, null, Offset.INITIAL),
          null,
          OffsetRange.startingAt(Offset.INITIAL));
  private static final TableRange WHOLE = new TableRange(List.of(FIRST, SECOND, DELETES));

  @Test
  void aSplitGivesWholePartsAwayWhileThereAreSome() {
    TableRangeTracker tracker = tracker(WHOLE);
    assertThat(claim(tracker, 0, 0, 10, 100)).isTrue();

    var split = tracker.trySplit(0.5);

    assertThat(split.getPrimary()).isEqualTo(new TableRange(List.of(FIRST, SECOND)));
    assertThat(split.getResidual()).isEqualTo(new TableRange(List.of(DELETES)));
    assertThat(tracker.currentRestriction()).isEqualTo(split.getPrimary());
  }

  @Test
  void whatIsLeftOfTheLastPartIsCutAtTheFraction() {
    TableRangeTracker tracker = tracker(new TableRange(List.of(FIRST)));
    assertThat(claim(tracker, 0, 0, 20, 100)).isTrue();

    var split = tracker.trySplit(0.25);

    assertThat(split.getPrimary().parts().get(0).range()).isEqualTo(range(0, 40));
    assertThat(split.getResidual().parts().get(0).range())
        .isEqualTo(new OffsetRange(offset(40), offset(100), 20));
    assertThat(split.getResidual().parts().get(0).last()).isEqualTo(offset(100));
    assertThat(tracker.trySplit(0.001)).as("too little to cut").isNull();
  }

  @Test
  void aFlowWithoutOrderIsCutOnlyWhereTheReaderStands() {
    TableRangeTracker tracker = tracker(new TableRange(List.of(DELETES)));

    assertThat(tracker.trySplit(0.5)).isNull();
    assertThat(tracker.trySplit(0).getResidual()).isEqualTo(new TableRange(List.of(DELETES)));
    tracker.checkDone();
  }

  @Test
  void pagesThatWereFetchedBeforeACutAreNotGranted() {
    TableRangeTracker tracker = tracker(new TableRange(List.of(FIRST)));
    tracker.trySplit(0.5);

    assertThat(claim(tracker, 0, 0, 60, 100)).isFalse();
    assertThat(claim(tracker, 0, 0, 10, 100)).as("before the cut, as nobody knows").isFalse();
    assertThat(claim(tracker, 0, 0, 50, 50)).isTrue();
    tracker.checkDone();
  }

  @Test
  void aCheckpointBetweenTwoPartsGivesTheOthersAway() {
    TableRangeTracker tracker = tracker(WHOLE);
    assertThat(claim(tracker, 0, 0, 100, 100)).isTrue();

    var split = tracker.trySplit(0);

    assertThat(split.getPrimary()).isEqualTo(new TableRange(List.of(FIRST)));
    assertThat(split.getResidual()).isEqualTo(new TableRange(List.of(SECOND, DELETES)));
    assertThat(tracker.tryClaim(new PartClaim(1, pages(0, 1, 50, new AtomicBoolean())))).isFalse();
    tracker.checkDone();
    assertThat(tracker.trySplit(0)).isNull();
  }

  @Test
  void progressCountsAllParts() {
    TableRangeTracker tracker = tracker(WHOLE);
    claim(tracker, 0, 0, 30, 100);

    Progress progress = tracker.getProgress();

    assertThat(progress.getWorkCompleted()).isEqualTo(30);
    assertThat(progress.getWorkRemaining()).isEqualTo(70 + 50 + 1);
    claim(tracker, 0, 30, 100, 100);
    claim(tracker, 1, 0, 10, 50);
    assertThat(tracker.getProgress().getWorkCompleted()).isEqualTo(110);
    assertThat(tracker.getProgress().getWorkRemaining()).isEqualTo(40 + 1);
  }

  @Test
  void partsThatNobodyClaimedAreAnError() {
    TableRangeTracker tracker = tracker(WHOLE);
    claim(tracker, 0, 0, 100, 100);

    assertThatThrownBy(tracker::checkDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot finish reading: changes of partition 'b' and 1 more were not claimed");
    assertThatThrownBy(() -> claim(tracker(WHOLE), 1, 0, 10, 50))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Cannot finish reading at {\"at\":0}");
  }

  /** Whether the pages were granted. */
  private static boolean claim(TableRangeTracker tracker, int part, long from, long to, long upTo) {
    var granted = new AtomicBoolean();
    assertThat(tracker.tryClaim(new PartClaim(part, pages(from, to, upTo, granted)))).isTrue();
    return granted.get();
  }

  private static PageClaim pages(long from, long to, long upTo, AtomicBoolean granted) {
    return new PageClaim(offset(from), offset(to), to - from, Ending.NONE, offset(upTo), granted);
  }

  private static TableRangeTracker tracker(TableRange range) {
    return new TableRangeTracker(range, part -> part.isRanged() ? NUMBERS : RangeCuts.NONE);
  }

  private static SpanRange numbers(int id, String partition, long size) {
    var span = new Span(id, Flow.CHANGES, partition, offset(0));
    return new SpanRange(span, offset(size), range(0, size));
  }

  private static OffsetRange range(long start, long end) {
    return new OffsetRange(offset(start), offset(end), 0);
  }

  private static Offset offset(long at) {
    return Numbers.offset(at);
  }

  private static long at(Offset offset) {
    return offset.value().path("at").asLong();
  }
}
