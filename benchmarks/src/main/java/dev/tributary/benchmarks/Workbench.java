package dev.tributary.benchmarks;

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
  private final Rounds rounds;
  private final DataFiles data;
  private final Loader loader;
  private final Peer peer;
  private final Map<String, Path> bases = new HashMap<>();
  private int places;

  /**
   * Starts Spark.
   *
   * @param directory empty, for all that is written
   * @param rows of the table that is loaded and merged into
   */
  Workbench(Path directory, long rows, Rounds rounds) {
    this.directory = directory;
    this.rows = rows;
    this.rounds = rounds;
    this.data = new DataFiles(directory.resolve("data"));
    this.loader = new Loader(directory.resolve("specs"));
    this.peer = Peer.start(directory.resolve("spark"));
  }

  long rows() {
    return rows;
  }

  /** One of a hundred rows. */
  long percent() {
    return Math.max(1, rows / 100);
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

  /** A path where nothing is, and nothing was: Delta keeps in memory what it read of a path. */
  Path freshPath() {
    places++;
    return directory.resolve("round-" + places);
  }

  /** The warehouse with Tributary's table after the initial load. */
  Path tributaryBase(long size, ScdType type) {
    return bases.computeIfAbsent(
        "tributary-" + size + "-" + type,
        name -> {
          Path warehouse = directory.resolve(name);
          loader.run(loader.request(data.base(size), type, warehouse));
          Fingerprint.requireSame(
              "the initial load",
              peer.rows(Loader.table(warehouse)),
              peer.records(data.base(size)));
          return warehouse;
        });
  }

  /** The peer's table after the initial load. */
  Path peerBase(long size) {
    return bases.computeIfAbsent(
        "peer-" + size,
        name -> {
          Path table = directory.resolve(name);
          peer.load(data.base(size), table);
          return table;
        });
  }

  /** What a table of a size is after changes, each of which is newer than its row. */
  Dataset<Row> expected(long size, List<Path> changes) {
    Dataset<Row> changed = peer.records(changes);
    return peer.records(data.base(size)).join(changed, keys(), "left_anti").unionByName(changed);
  }

  /** The rows that changes replace. */
  Dataset<Row> replaced(long size, List<Path> changes) {
    return peer.records(data.base(size)).join(peer.records(changes), keys(), "left_semi");
  }

  private static String[] keys() {
    return new String[] {Customers.KEY};
  }

  @Override
  public void close() {
    peer.close();
  }
}
