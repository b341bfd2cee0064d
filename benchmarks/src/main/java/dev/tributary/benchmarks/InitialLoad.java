package dev.tributary.benchmarks;

import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The first load of a table: in this process, and as processes of their own. */
final class InitialLoad {
  private static final Goal WARM_GOAL = Goal.atLeast(1.5);
  private static final Goal LIMIT_GOAL = Goal.atLeast(0.7);
  private static final Goal COLD_GOAL = Goal.atLeast(3);

  private InitialLoad() {}

  static List<Result> warm(Workbench bench) {
    String title = Work.INITIAL.title();
    var ours = TributarySide.initial(bench);
    var theirs = PeerSide.initial(bench);
    var limit = new PlainLoop(bench.data().base(bench.rows()), bench::freshPath);
    List<Double> seconds =
        bench
            .rounds()
            .measure(
                title,
                List.of(ours, theirs, limit),
                () -> {
                  Dataset<Row> expected = bench.peer().rows(theirs.table());
                  Fingerprint.requireSame(title, bench.peer().rows(ours.table()), expected);
                  Fingerprint.requireSame(title, bench.peer().parquet(limit.directory()), expected);
                });
    double tributary = seconds.get(0);
    double plainLoop = seconds.get(2);
    return List.of(
        new Result(
            title,
            tributary,
            seconds.get(1),
            plainLoop,
            seconds.get(1) / tributary,
            WARM_GOAL,
            ours.figures()),
        new Result(
            title + ", against the plain loop",
            tributary,
            null,
            plainLoop,
            plainLoop / tributary,
            LIMIT_GOAL,
            ours.figures()));
  }

  static List<Result> cold(Workbench bench) {
    String title = Work.COLD.title();
    List<Path> files = bench.data().base(bench.rows());
    var ours =
        new ProcessSide(
            bench::freshPath,
            warehouse ->
                JavaCommand.tributary(
                    bench.loader().request(files, ScdType.SCD_TYPE_1, warehouse).arguments()));
    var theirs =
        new ProcessSide(
            bench::freshPath, table -> JavaCommand.peer(bench.freshPath(), table, files));
    List<Double> seconds =
        bench
            .rounds()
            .measureCold(
                title,
                List.of(ours, theirs),
                () ->
                    Fingerprint.requireSame(
                        title,
                        bench.peer().rows(Loader.table(ours.directory())),
                        bench.peer().rows(theirs.directory())));
    return List.of(Result.faster(title, seconds.get(0), seconds.get(1), COLD_GOAL, null));
  }
}
