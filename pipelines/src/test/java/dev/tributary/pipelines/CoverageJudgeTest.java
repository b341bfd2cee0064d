package dev.tributary.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.beam.delta.ReadVerdict;
import dev.tributary.beam.lakeflow.Ending;
import dev.tributary.beam.lakeflow.Flow;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.connectors.Offset;
import dev.tributary.pipelines.SourceState.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverageJudgeTest {
  private static final SourceIdentity IDENTITY =
      new SourceIdentity("scripted", "acme", "people", Map.of());
  private static final Offset END = at(9);

  /** Emea is to be read from 0, apac is done, amer is to be read from 5. */
  private static final SourceState PLAN =
      new SourceState(
          IDENTITY,
          Instant.EPOCH.plusSeconds(1),
          List.of(
              new Progress(Flow.CHANGES, "emea", Offset.INITIAL, Offset.INITIAL, false),
              new Progress(Flow.CHANGES, "apac", Offset.INITIAL, END, true),
              new Progress(Flow.CHANGES, "amer", at(4), at(5), false)));

  @Test
  void wholeSpansAreCommittedInTheOrderOfThePlanWhateverOrderTheyCameIn() {
    ReadVerdict verdict =
        judge(
            batch(2, at(5), at(6), Ending.LAST),
            batch(0, at(3), END, Ending.LAST),
            batch(0, Offset.INITIAL, at(3), Ending.NONE));

    assertThat(verdict.order()).containsExactly(2, 1, 0);
    assertThat(verdict.moved()).isTrue();
    assertThat(verdict.caughtUp()).isTrue();
    assertThat(state(verdict).bound()).isEqualTo(PLAN.bound());
    assertThat(state(verdict).spans())
        .containsExactly(
            new Progress(Flow.CHANGES, "emea", Offset.INITIAL, END, true),
            new Progress(Flow.CHANGES, "apac", Offset.INITIAL, END, true),
            new Progress(Flow.CHANGES, "amer", at(4), at(6), true));
    assertThat(verdict.sourceState()).isEqualTo(state(verdict).toJson().toString());
  }

  @Test
  void aSpanThatStoppedIsNotDone() {
    ReadVerdict verdict =
        judge(batch(0, Offset.INITIAL, at(3), Ending.STOPPED), batch(2, at(5), at(5), Ending.LAST));

    assertThat(verdict.caughtUp()).isFalse();
    assertThat(verdict.moved()).isTrue();
    assertThat(state(verdict).spans().get(0).done()).isFalse();
    assertThat(state(verdict).spans().get(2).done()).isTrue();
  }

  @Test
  void aSpanThatFailedKeepsItsPositionAndTellsWhy() {
    ReadVerdict verdict =
        judge(batch(0, Offset.INITIAL, at(3), Ending.FAILED), batch(2, at(5), END, Ending.LAST));

    assertThat(verdict.caughtUp()).isFalse();
    assertThat(state(verdict).spans().get(0))
        .isEqualTo(new Progress(Flow.CHANGES, "emea", Offset.INITIAL, at(3), false));
    assertThat(ReadReport.parse(verdict.report()).failures()).containsExactly("it broke");
  }

  @Test
  void positionsThatStayHaveNotMoved() {
    SourceState stored =
        new SourceState(
            IDENTITY,
            Instant.EPOCH,
            List.of(
                new Progress(Flow.CHANGES, "apac", Offset.INITIAL, END, true),
                new Progress(Flow.CHANGES, "amer", at(4), at(5), true)));

    ReadVerdict verdict =
        new CoverageJudge(PLAN, stored)
            .judge(
                List.of(
                    batch(0, Offset.INITIAL, Offset.INITIAL, Ending.LAST),
                    batch(2, at(5), at(5), Ending.LAST)));

    assertThat(verdict.moved()).isFalse();
    assertThat(verdict.caughtUp()).isTrue();
  }

  @Test
  void aStoredPlanThatIsDoneAtLastIsStoredAsThat() {
    ReadVerdict verdict =
        judge(
            batch(0, Offset.INITIAL, Offset.INITIAL, Ending.LAST),
            batch(2, at(5), at(5), Ending.LAST));

    assertThat(verdict.moved()).isTrue();
  }

  @Test
  void figuresAndUnknownFieldsAreSummedUp() {
    ReadReport report =
        ReadReport.parse(
            judge(batch(0, Offset.INITIAL, at(3), Ending.LAST), batch(2, at(5), END, Ending.LAST))
                .report());

    assertThat(report.statistics()).isEqualTo(new ReadStatistics(2, 4, 6, 8, 10));
    assertThat(report.unknownFields()).hasSize(1).containsEntry("shoe", 6L);
  }

  @Test
  void aGapIsRefused() {
    assertRefused(
        "span 0 has nothing behind {\"position\":3}",
        batch(0, Offset.INITIAL, at(3), Ending.NONE),
        batch(0, at(4), END, Ending.LAST),
        batch(2, at(5), END, Ending.LAST));
  }

  @Test
  void aMissingEndIsRefused() {
    assertRefused(
        "span 0 has nothing behind {\"position\":3}",
        batch(0, Offset.INITIAL, at(3), Ending.NONE),
        batch(2, at(5), END, Ending.LAST));
  }

  @Test
  void aSpanThatWasNotReadIsRefused() {
    assertRefused(
        "span 2 has nothing behind {\"position\":5}", batch(0, Offset.INITIAL, at(3), Ending.LAST));
    assertRefused("span 0 has nothing behind null");
  }

  @Test
  void aBatchThatIsThereTwiceIsRefused() {
    assertRefused(
        "span 2 has two batches behind {\"position\":5}",
        batch(0, Offset.INITIAL, at(3), Ending.LAST),
        batch(2, at(5), END, Ending.LAST),
        batch(2, at(5), END, Ending.LAST));
  }

  @Test
  void pagesBehindTheEndAreRefused() {
    assertRefused(
        "span 0 has pages behind its end: [{\"position\":3}]",
        batch(0, Offset.INITIAL, at(3), Ending.STOPPED),
        batch(0, at(3), END, Ending.LAST),
        batch(2, at(5), END, Ending.LAST));
  }

  @Test
  void aSpanThatWasDoneMustNotHaveBeenRead() {
    assertRefused(
        "span 1 was read although it was done",
        batch(0, Offset.INITIAL, at(3), Ending.LAST),
        batch(1, END, END, Ending.LAST),
        batch(2, at(5), END, Ending.LAST));
  }

  @Test
  void aSpanThatIsNotInThePlanIsRefused() {
    assertRefused(
        "span 3 is not in the plan",
        batch(0, Offset.INITIAL, at(3), Ending.LAST),
        batch(2, at(5), END, Ending.LAST),
        batch(3, at(5), END, Ending.LAST));
  }

  private static void assertRefused(String why, String... coverages) {
    assertThatThrownBy(() -> judge(coverages))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot commit what was read of people: %s. Nothing was written; run again, and report"
                    .formatted(why)
                + " this as a bug.");
  }

  private static ReadVerdict judge(String... coverages) {
    return new CoverageJudge(PLAN, PLAN).judge(Stream.of(coverages).toList());
  }

  private static SourceState state(ReadVerdict verdict) {
    return ReadReport.parse(verdict.report()).state();
  }

  private static Offset at(int position) {
    return Offset.of("position", position);
  }

  private static String batch(int span, Offset from, Offset to, Ending ending) {
    return new Coverage(
            span,
            from,
            to,
            ending,
            ending == Ending.FAILED ? "it broke" : null,
            new ReadStatistics(1, 2, 3, 4, 5),
            Map.of("shoe", 3L))
        .toText();
  }
}
