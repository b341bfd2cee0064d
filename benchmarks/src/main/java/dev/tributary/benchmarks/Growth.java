package dev.tributary.benchmarks;

import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Merges that are compared with others of ours: with history, and into larger tables. */
final class Growth {
  private static final Goal HISTORY_GOAL = Goal.atMost(1.5);
  private static final Goal TENFOLD_GOAL = Goal.atMost(1.3);

  private Growth() {}

  static List<Result> history(Workbench bench, Work work) {
    List<Path> changes = bench.data().recentChanges(bench.percent());
    var current = TributarySide.merge(bench, bench.rows(), ScdType.SCD_TYPE_1, changes);
    var history = TributarySide.merge(bench, bench.rows(), ScdType.SCD_TYPE_2, changes);
    List<Double> seconds =
        bench
            .rounds()
            .measure(
                work.title(),
                List.of(history, current),
                () -> {
                  Dataset<Row> versions = bench.peer().rows(history.table());
                  Fingerprint.requireSame(
                      work.title(),
                      versions.where("__END_AT IS NULL"),
                      bench.peer().rows(current.table()));
                  Fingerprint.requireSame(
                      work.title(),
                      versions.where("__END_AT IS NOT NULL"),
                      bench.replaced(bench.rows(), changes));
                });
    return List.of(
        Result.slower(
            work.title(), seconds.get(0), seconds.get(1), HISTORY_GOAL, history.figures()));
  }

  static List<Result> tenfold(Workbench bench, Work work) {
    List<Result> results =
        sizes(bench, work, List.of(bench.rows(), 10 * bench.rows()), TENFOLD_GOAL);
    return results.subList(1, 2);
  }

  static List<Result> flat(Workbench bench) {
    long rows = bench.rows();
    return sizes(bench, Work.FLAT, List.of(Math.max(1, rows / 5), 2 * rows, 10 * rows), null);
  }

  /** The same change on tables of some sizes; a result each, compared with the first. */
  private static List<Result> sizes(Workbench bench, Work work, List<Long> sizes, Goal goal) {
    List<Path> changes = bench.data().recentChanges(bench.percent());
    List<TributarySide> sides = new ArrayList<>();
    List<Fingerprint> expected = new ArrayList<>();
    for (long size : sizes) {
      sides.add(TributarySide.merge(bench, size, ScdType.SCD_TYPE_1, changes));
      expected.add(Fingerprint.of(bench.expected(size, changes)));
    }
    List<Double> seconds =
        bench
            .rounds()
            .measure(
                work.title(),
                sides,
                () -> {
                  for (int i = 0; i < sides.size(); i++) {
                    Fingerprint.requireSame(
                        work.title(),
                        bench.peer().rows(sides.get(i).table()),
                        bench.expected(sizes.get(i), changes),
                        expected.get(i));
                  }
                });
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      String title = String.format(Locale.ROOT, "%s: %,d rows", work.title(), sizes.get(i));
      results.add(
          Result.slower(title, seconds.get(i), seconds.get(0), goal, sides.get(i).figures()));
    }
    return results;
  }
}
