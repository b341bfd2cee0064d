package dev.tributary.benchmarks;

import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tributary in this process: loads files, one after the other, each in a run of its own. */
final class TributarySide implements Side {
  private final Workbench bench;
  private final BeamRunner runner;
  private final List<Input> inputs;
  private final ScdType type;
  private final Place place;
  private final Laps laps = new Laps();
  private List<Loader.Request> requests = List.of();
  private Figures figures = Figures.NONE;

  private TributarySide(
      Workbench bench, BeamRunner runner, Path base, List<Input> inputs, ScdType type) {
    this.bench = bench;
    this.runner = runner;
    this.inputs = inputs;
    this.type = type;
    this.place = new Place(bench::freshPath, base);
  }

  /** Into a table that is not there. */
  static TributarySide initial(Workbench bench, BeamRunner runner, Input input) {
    return new TributarySide(bench, runner, null, List.of(input), ScdType.SCD_TYPE_1);
  }

  /** Into the table that an initial load of a base makes. */
  static TributarySide merge(
      Workbench bench, BeamRunner runner, Input base, ScdType type, List<Input> inputs) {
    return new TributarySide(bench, runner, bench.tributaryBase(base, type), inputs, type);
  }

  @Override
  public void prepare() {
    Path warehouse = place.renew();
    requests =
        inputs.stream().map(input -> bench.loader().request(input, type, warehouse)).toList();
  }

  @Override
  public void run() {
    figures = Figures.NONE;
    laps.run(
        requests, request -> figures = figures.plus(bench.loader().run(request, runner).figures()));
  }

  @Override
  public Dataset<Row> rows() {
    return bench.peer().rows(requests.get(0).table());
  }

  @Override
  public void discard() {
    place.discard();
  }

  /** What the last run did. */
  Figures figures() {
    return figures;
  }

  /** How long each input took. */
  Laps laps() {
    return laps;
  }
}
