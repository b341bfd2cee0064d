package dev.tributary.benchmarks;

import dev.tributary.pipelines.BeamRunner;
import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What all works share: the files, both sides, and the tables that merges begin with. */
final class Workbench implements AutoCloseable {
  private final Path directory;
  private final long rows;
  private final int repetitions;
  private final Rounds rounds;
  private final DataFiles data;
  private final Loader loader;
  private final Peer peer;
  private final BeamRunner direct = Loader.directRunner();
  private final BeamRunner onSpark;
  private final Map<String, Path> bases = new HashMap<>();
  private int places;
  private Path connectorJar;

  /**
   * Starts Spark.
   *
   * @param directory empty, for all that is written
   * @param rows of the table that is loaded and merged into
   * @param repetitions how many changes are merged one after the other where it is many
   */
  Workbench(Path directory, long rows, int repetitions, Rounds rounds) {
    this.directory = directory;
    this.rows = rows;
    this.repetitions = repetitions;
    this.rounds = rounds;
    this.data = new DataFiles(directory.resolve("data"));
    this.loader = new Loader(directory.resolve("specs"));
    this.peer = Peer.startShared(directory.resolve("spark"));
    this.onSpark = peer.beamRunner();
  }

  long rows() {
    return rows;
  }

  /** One of a hundred rows. */
  long percent() {
    return Math.max(1, rows / 100);
  }

  int repetitions() {
    return repetitions;
  }

  Rounds rounds() {
    return rounds;
  }

  DataFiles data() {
    return data;
  }

  Loader loader() {
    return loader;
  }

  Peer peer() {
    return peer;
  }

  /** DirectRunner, as the command has it by default. */
  BeamRunner direct() {
    return direct;
  }

  /** SparkRunner, on the peer's context. */
  BeamRunner onSpark() {
    return onSpark;
  }

  /** The connectors of this module, for processes of the command. */
  Path connectorJar() {
    if (connectorJar == null) {
      connectorJar = ConnectorJar.write(directory.resolve("connectors.jar"));
    }
    return connectorJar;
  }

  /** A path where nothing is, and nothing was: Delta keeps in memory what it read of a path. */
  Path freshPath() {
    places++;
    return directory.resolve("round-" + places);
  }

  /**
   * Measures sides that are to end with the rows of one of them.
   *
   * @return the median of each side, in seconds
   */
  List<Double> measure(String title, List<? extends Side> sides, Side reference) {
    return rounds.measure(title, sides, () -> requireSame(title, sides, reference));
  }

  /** As {@link #measure}, of processes. */
  List<Double> measureCold(String title, List<? extends Side> sides, Side reference) {
    return rounds.measureCold(title, sides, () -> requireSame(title, sides, reference));
  }

  private static void requireSame(String title, List<? extends Side> sides, Side reference) {
    Dataset<Row> expected = reference.rows();
    Fingerprint fingerprint = Fingerprint.of(expected);
    for (Side side : sides) {
      if (side != reference) {
        Fingerprint.requireSame(title, side.rows(), expected, fingerprint);
      }
    }
  }

  /** The warehouse with Tributary's table after the initial load. */
  Path tributaryBase(Input base, ScdType type) {
    return bases.computeIfAbsent(
        "tributary-" + name(base) + "-" + type,
        name -> {
          Path warehouse = directory.resolve(name);
          Loader.Request request = loader.request(base, type, warehouse);
          loader.run(request, direct);
          Fingerprint.requireSame(
              "the initial load", peer.rows(request.table()), peer.records(base));
          return warehouse;
        });
  }

  /** The peer's table after the initial load. */
  Path peerBase(Input base) {
    return bases.computeIfAbsent(
        "peer-" + name(base),
        name -> {
          Path table = directory.resolve(name);
          peer.load(base, table);
          return table;
        });
  }

  private static String name(Input base) {
    return base.meaning() + "-" + base.files().get(0).getFileName();
  }

  /** What a base is after changes, each of which is newer than its row. */
  Dataset<Row> expected(Input base, Input changes) {
    Dataset<Row> changed = peer.records(changes);
    return peer.records(base).join(changed, keys(), "left_anti").unionByName(changed);
  }

  /** The rows that changes replace. */
  Dataset<Row> replaced(Input base, Input changes) {
    return peer.records(base).join(peer.records(changes), keys(), "left_semi");
  }

  private static String[] keys() {
    return new String[] {Shape.KEY};
  }

  @Override
  public void close() {
    peer.close();
  }
}
