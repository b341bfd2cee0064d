package dev.tributary.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** The peer in this process: loads files into a table that is not there, or merges into a copy. */
final class PeerSide implements Side {
  private final Workbench bench;
  private final Path base;
  private final List<Path> files;
  private Path table;

  private PeerSide(Workbench bench, Path base, List<Path> files) {
    this.bench = bench;
    this.base = base;
    this.files = files;
  }

  static PeerSide initial(Workbench bench) {
    return new PeerSide(bench, null, bench.data().base(bench.rows()));
  }

  static PeerSide merge(Workbench bench, List<Path> changes) {
    return new PeerSide(bench, bench.peerBase(bench.rows()), changes);
  }

  @Override
  public void prepare() {
    if (table != null) {
      Directories.delete(table);
    }
    table = bench.freshPath();
    if (base != null) {
      Directories.copy(base, table);
    }
  }

  @Override
  public void run() {
    if (base == null) {
      bench.peer().load(files, table);
    } else {
      bench.peer().merge(files, table);
    }
  }

  Path table() {
    return table;
  }
}
