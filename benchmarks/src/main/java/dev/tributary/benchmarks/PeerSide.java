package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The peer in this process: loads files into a table that is not there, or merges into a copy. */
final class PeerSide implements Side {
  private final Workbench bench;
  private final Path base;
  private final List<Input> inputs;
  private final Place place;
  private final Laps laps = new Laps();

  private PeerSide(Workbench bench, Path base, List<Input> inputs) {
    this.bench = bench;
    this.base = base;
    this.inputs = inputs;
    this.place = new Place(bench::freshPath, base);
  }

  /** Into a table that is not there. */
  static PeerSide initial(Workbench bench, Input input) {
    return new PeerSide(bench, null, List.of(input));
  }

  /** Into the table that an initial load of a base makes. */
  static PeerSide merge(Workbench bench, Input base, List<Input> inputs) {
    return new PeerSide(bench, bench.peerBase(base), inputs);
  }

  @Override
  public void prepare() {
    place.renew();
  }

  @Override
  public void run() {
    laps.run(
        inputs,
        input -> {
          if (base == null) {
            bench.peer().load(input, place.path());
          } else {
            bench.peer().merge(input, place.path());
          }
        });
  }

  @Override
  public Dataset<Row> rows() {
    return bench.peer().rows(place.path());
  }

  @Override
  public void discard() {
    place.discard();
  }

  /** How long each input took. */
  Laps laps() {
    return laps;
  }
}
