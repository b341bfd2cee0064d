package dev.tributary.benchmarks;

import java.util.List;

/** The first load of a table, in this process. */
final class InitialLoad {
  private InitialLoad() {}

  /**
   * Measures it.
   *
   * @param goal against the peer; null for none
   * @param limitGoal against the plain loop; null for none
   */
  static List<Result> measure(
      Workbench bench, String title, Input input, Goal goal, Goal limitGoal) {
    var ours = TributarySide.initial(bench, bench.direct(), input);
    var onSpark = TributarySide.initial(bench, bench.onSpark(), input);
    var theirs = PeerSide.initial(bench, input);
    var limit = new PlainLoop(bench, input);
    List<Double> seconds = bench.measure(title, List.of(ours, onSpark, theirs, limit), theirs);
    var times = new Times(seconds.get(0), seconds.get(1), seconds.get(2), seconds.get(3));
    var withoutPeer = new Times(times.tributary(), times.spark(), null, times.limit());
    return List.of(
        Result.warm(title, times, Ratios.faster(times), goal, ours.figures()),
        Result.warm(
            title + ", against the plain loop",
            withoutPeer,
            Ratios.ofLimit(withoutPeer),
            limitGoal,
            ours.figures()));
  }
}
