package dev.tributary.benchmarks;

import dev.tributary.spec.ScdType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Merges that are compared with others of ours: with history, and into larger tables. */
final class Growth {
  private static final Goal HISTORY_GOAL = Goal.atMost(1.5);
  private static final Goal TENFOLD_GOAL = Goal.atMost(1.3);

  private Growth() {}

  /** The same changes with history, on both runners, against each one's own without. */
  static List<Result> history(Workbench bench, Work work) {
    Input base = bench.data().base(Shape.CUSTOMERS, bench.rows());
    Input changes = recentChanges(bench);
    List<TributarySide> histories = sides(bench, base, ScdType.SCD_TYPE_2, changes);
    List<TributarySide> currents = sides(bench, base, ScdType.SCD_TYPE_1, changes);
    Dataset<Row> rows = bench.expected(base, changes);
    Dataset<Row> replaced = bench.replaced(base, changes);
    Fingerprint ofRows = Fingerprint.of(rows);
    Fingerprint ofReplaced = Fingerprint.of(replaced);
    List<Double> seconds =
        bench
            .rounds()
            .measure(
                work.title(),
                Stream.concat(histories.stream(), currents.stream()).toList(),
                () -> {
                  for (TributarySide current : currents) {
                    Fingerprint.requireSame(work.title(), current.rows(), rows, ofRows);
                  }
                  for (TributarySide history : histories) {
                    Dataset<Row> versions = history.rows();
                    Fingerprint.requireSame(
                        work.title(), versions.where("__END_AT IS NULL"), rows, ofRows);
                    Fingerprint.requireSame(
                        work.title(), versions.where("__END_AT IS NOT NULL"), replaced, ofReplaced);
                  }
                });
    return List.of(
        Result.warm(
            work.title(),
            new Times(seconds.get(0), seconds.get(1), seconds.get(2), null),
            new Ratios(seconds.get(0) / seconds.get(2), seconds.get(1) / seconds.get(3)),
            HISTORY_GOAL,
            histories.get(0).figures()));
  }

  /** On both runners. */
  private static List<TributarySide> sides(
      Workbench bench, Input base, ScdType type, Input changes) {
    return Stream.of(bench.direct(), bench.onSpark())
        .map(runner -> TributarySide.merge(bench, runner, base, type, List.of(changes)))
        .toList();
  }

  private static Input recentChanges(Workbench bench) {
    return bench.data().recentChanges(Shape.CUSTOMERS, bench.percent());
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
    Input changes = recentChanges(bench);
    List<TributarySide> sides = new ArrayList<>();
    List<Dataset<Row>> expected = new ArrayList<>();
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (long size : sizes) {
      Input base = bench.data().base(Shape.CUSTOMERS, size);
      sides.add(
          TributarySide.merge(bench, bench.direct(), base, ScdType.SCD_TYPE_1, List.of(changes)));
      expected.add(bench.expected(base, changes));
      fingerprints.add(Fingerprint.of(expected.get(expected.size() - 1)));
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
                        work.title(), sides.get(i).rows(), expected.get(i), fingerprints.get(i));
                  }
                });
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      var times = new Times(seconds.get(i), null, seconds.get(0), null);
      results.add(
          Result.warm(
              String.format(Locale.ROOT, "%s: %,d rows", work.title(), sizes.get(i)),
              times,
              Ratios.slower(times),
              goal,
              sides.get(i).figures()));
    }
    return results;
  }
}
