package dev.tributary.benchmarks;

import dev.tributary.benchmarks.PeerProcess.Action;
import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Works as whole processes, each from its start to its end, with the memory that it took. */
final class Cold {
  /** What Tributary is to be able to load five million rows with. */
  private static final String SMALL_HEAP = "-Xmx1g";

  private final Workbench bench;
  private final Input input;
  private final Path tributaryBase;
  private final Path peerBase;

  /** Of an input into tables, or into none where they are null. */
  private Cold(Workbench bench, Input input, Path tributaryBase, Path peerBase) {
    this.bench = bench;
    this.input = input;
    this.tributaryBase = tributaryBase;
    this.peerBase = peerBase;
  }

  static List<Result> initial(Workbench bench, String title, Goal goal) {
    Input input = bench.data().base(Shape.CUSTOMERS, bench.rows());
    return new Cold(bench, input, null, null).measure(title, Action.LOAD, goal);
  }

  static List<Result> merge(Workbench bench, String title) {
    Input base = bench.data().base(Shape.CUSTOMERS, bench.rows());
    Input changes = bench.data().recentChanges(Shape.CUSTOMERS, bench.percent());
    Path ours = bench.tributaryBase(base, ScdType.SCD_TYPE_1);
    return new Cold(bench, changes, ours, bench.peerBase(base)).measure(title, Action.MERGE, null);
  }

  /** A table of ten times the rows, loaded with little memory. */
  static List<Result> memory(Workbench bench, String title) {
    Input input = bench.data().base(Shape.CUSTOMERS, 10 * bench.rows());
    ProcessSide ours = new Cold(bench, input, null, null).direct(SMALL_HEAP);
    Fingerprint expected = Fingerprint.of(bench.peer().records(input));
    List<Double> seconds =
        bench
            .rounds()
            .measureCold(
                title,
                List.of(ours),
                () ->
                    Fingerprint.requireSame(
                        title, ours.rows(), bench.peer().records(input), expected));
    return List.of(
        Result.cold(
            title,
            new Times(seconds.get(0), null, null, null),
            Ratios.NONE,
            Goal.completes(),
            new Peaks(ours.peakBytes(), null, null)));
  }

  private List<Result> measure(String title, Action action, Goal goal) {
    ProcessSide ours = direct();
    ProcessSide onSpark = tributary(JavaCommand::onSpark);
    ProcessSide theirs = peer(action);
    List<Double> seconds = bench.measureCold(title, List.of(ours, onSpark, theirs), theirs);
    var times = new Times(seconds.get(0), seconds.get(1), seconds.get(2), null);
    return List.of(
        Result.cold(
            title,
            times,
            Ratios.faster(times),
            goal,
            new Peaks(ours.peakBytes(), onSpark.peakBytes(), theirs.peakBytes())));
  }

  private ProcessSide direct(String... flags) {
    Path connectors = bench.connectorJar();
    return tributary(request -> JavaCommand.direct(request, connectors, flags));
  }

  private ProcessSide tributary(Function<Loader.Request, List<String>> command) {
    return new ProcessSide(
        new Place(bench::freshPath, tributaryBase),
        warehouse -> command.apply(bench.loader().request(input, ScdType.SCD_TYPE_1, warehouse)),
        warehouse -> bench.peer().rows(Loader.table(input.shape(), warehouse)));
  }

  private ProcessSide peer(Action action) {
    return new ProcessSide(
        new Place(bench::freshPath, peerBase),
        table -> JavaCommand.peer(PeerProcess.arguments(action, bench.freshPath(), table, input)),
        bench.peer()::rows);
  }
}
