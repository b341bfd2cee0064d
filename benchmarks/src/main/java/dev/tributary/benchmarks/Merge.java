package dev.tributary.benchmarks;

import dev.tributary.spec.ScdType;
import java.util.List;

/**
 * Inputs merged into a table one after the other, by Tributary and by the peer.
 *
 * @param ours Tributary on DirectRunner
 * @param onSpark Tributary on SparkRunner
 */
record Merge(Workbench bench, TributarySide ours, TributarySide onSpark, PeerSide theirs) {

  /** Of inputs into the table that an initial load of a base makes. */
  static Merge of(Workbench bench, Input base, List<Input> inputs) {
    // A table that is loaded from snapshots is one from its first load on.
    Input first = inputs.get(0).meaning() == Input.Meaning.SNAPSHOT ? base.asSnapshot() : base;
    return new Merge(
        bench,
        TributarySide.merge(bench, bench.direct(), first, ScdType.SCD_TYPE_1, inputs),
        TributarySide.merge(bench, bench.onSpark(), first, ScdType.SCD_TYPE_1, inputs),
        PeerSide.merge(bench, base, inputs));
  }

  /**
   * Measures all of them.
   *
   * @param goal against the peer; null for none
   */
  Result measure(String title, Goal goal) {
    List<Double> seconds = bench.measure(title, List.of(ours, onSpark, theirs), theirs);
    var times = new Times(seconds.get(0), seconds.get(1), seconds.get(2), null);
    return Result.warm(title, times, Ratios.faster(times), goal, ours.figures());
  }

  /**
   * What one of the inputs took, after {@link #measure}.
   *
   * @param step from 0
   */
  Times step(int step) {
    int counted = bench.rounds().counted();
    return new Times(
        ours.laps().median(step, counted),
        onSpark.laps().median(step, counted),
        theirs.laps().median(step, counted),
        null);
  }
}
