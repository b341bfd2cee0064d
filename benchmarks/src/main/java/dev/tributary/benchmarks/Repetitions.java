package dev.tributary.benchmarks;

import java.util.List;

/** Changes merged into one table again and again, as a job does that runs every hour. */
final class Repetitions {
  private Repetitions() {}

  static List<Result> measure(Workbench bench) {
    int count = bench.repetitions();
    String title = "SCD1, %d rounds of 1 %% recent".formatted(count);
    Input base = bench.data().base(Shape.CUSTOMERS, bench.rows());
    var merge = Merge.of(bench, base, bench.data().roundsOfChanges(bench.percent(), count));
    Result all = merge.measure(title, null);
    Times first = merge.step(0);
    Times last = merge.step(count - 1);
    String lastTitle = title + ": round " + count;
    return List.of(
        all,
        Result.warm(title + ": round 1", first, Ratios.faster(first), null, null),
        Result.warm(lastTitle, last, Ratios.faster(last), null, null),
        Result.warm(
            lastTitle + " against round 1",
            new Times(last.tributary(), last.spark(), first.tributary(), null),
            new Ratios(last.tributary() / first.tributary(), last.spark() / first.spark()),
            null,
            null));
  }
}
