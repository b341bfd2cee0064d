package dev.tributary.pipelines;

import dev.tributary.beam.delta.ReadVerdict;
import dev.tributary.beam.lakeflow.Ending;
import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.connectors.Offset;
import dev.tributary.pipelines.SourceState.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Judges whether what came out of a pipeline is the whole of what its spans were to read: for each
 * span batches that follow one another without a gap, the last of which, and no other, ends it. A
 * runner that loses or doubles a batch, or a reader that returns early, is found out here, before
 * anything is committed.
 */
final class CoverageJudge {
  private final SourceState plan;
  private final SourceState stored;

  /**
   * A judge of one epoch.
   *
   * @param plan the plan before the epoch
   * @param stored the state of the last commit
   */
  CoverageJudge(SourceState plan, SourceState stored) {
    this.plan = plan;
    this.stored = stored;
  }

  ReadVerdict judge(List<String> texts) {
    return judge(texts, UnaryOperator.identity());
  }

  /** Judges a read that counts only as a whole, and that the next run does not go on with. */
  ReadVerdict judgeSnapshot(List<String> texts) {
    return judge(texts, state -> state.isDone() ? state.withoutSpans() : state);
  }

  private ReadVerdict judge(List<String> texts, UnaryOperator<SourceState> afterwards) {
    List<Coverage> coverages = texts.stream().map(Coverage::parse).toList();
    for (Coverage coverage : coverages) {
      int span = coverage.span();
      require(span >= 0 && span < plan.spans().size(), span, "is not in the plan");
    }
    var order = new Integer[coverages.size()];
    int rank = 0;
    List<Progress> spans = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (int span = 0; span < plan.spans().size(); span++) {
      Progress progress = plan.spans().get(span);
      Map<Offset, Integer> byStart = byStart(span, coverages);
      if (progress.done()) {
        require(byStart.isEmpty(), span, "was read although it was done");
        spans.add(progress);
        continue;
      }
      Offset position = progress.position();
      Ending ending = Ending.NONE;
      while (ending == Ending.NONE) {
        Integer next = byStart.remove(position);
        require(next != null, span, "has nothing behind " + position);
        order[next] = rank++;
        Coverage coverage = coverages.get(next);
        position = coverage.to();
        ending = coverage.ending();
        if (coverage.failure() != null) {
          failures.add(coverage.failure());
        }
      }
      require(byStart.isEmpty(), span, "has pages behind its end: " + byStart.keySet());
      spans.add(
          new Progress(
              progress.flow(),
              progress.partition(),
              progress.start(),
              position,
              ending == Ending.LAST));
    }
    SourceState state = afterwards.apply(new SourceState(plan.identity(), plan.bound(), spans));
    return new ReadVerdict(
        Arrays.asList(order),
        state.toJson().toString(),
        // A plan that is done at last is stored as that, or every later run would go on with it.
        !state.hasPositionsOf(stored) || (state.isDone() && !stored.isDone()),
        state.isDone(),
        new ReadReport(state, statistics(coverages), failures, unknownFields(coverages)).toText());
  }

  private Map<Offset, Integer> byStart(int span, List<Coverage> coverages) {
    Map<Offset, Integer> byStart = new HashMap<>();
    for (int i = 0; i < coverages.size(); i++) {
      if (coverages.get(i).span() == span) {
        Offset from = coverages.get(i).from();
        require(byStart.put(from, i) == null, span, "has two batches behind " + from);
      }
    }
    return byStart;
  }

  private void require(boolean condition, int span, String what) {
    if (!condition) {
      throw new RunException(
          "Cannot commit what was read of "
              + plan.identity().table()
              + ": span "
              + span
              + " "
              + what
              + ". Nothing was written; run again, and report this as a bug.");
    }
  }

  private static ReadStatistics statistics(List<Coverage> coverages) {
    return coverages.stream()
        .map(Coverage::statistics)
        .reduce(ReadStatistics.NONE, ReadStatistics::plus);
  }

  private static Map<String, Long> unknownFields(List<Coverage> coverages) {
    Map<String, Long> sum = new TreeMap<>();
    for (Coverage coverage : coverages) {
      coverage.unknownFields().forEach((field, count) -> sum.merge(field, count, Long::sum));
    }
    return sum;
  }
}
