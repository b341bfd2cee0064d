package dev.tributary.benchmarks;

import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.List;

/** Changes merged into a table, by Tributary and by the peer. */
final class Merge {
  private Merge() {}

  static List<Result> against(Workbench bench, Work work, List<Path> changes, Goal goal) {
    var ours = TributarySide.merge(bench, bench.rows(), ScdType.SCD_TYPE_1, changes);
    var theirs = PeerSide.merge(bench, changes);
    List<Double> seconds =
        bench
            .rounds()
            .measure(
                work.title(),
                List.of(ours, theirs),
                () ->
                    Fingerprint.requireSame(
                        work.title(),
                        bench.peer().rows(ours.table()),
                        bench.peer().rows(theirs.table())));
    return List.of(
        Result.faster(work.title(), seconds.get(0), seconds.get(1), goal, ours.figures()));
  }
}
