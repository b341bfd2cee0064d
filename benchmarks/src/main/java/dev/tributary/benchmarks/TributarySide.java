package dev.tributary.benchmarks;

import dev.tributary.beam.delta.EpochReport.Figures;
import dev.tributary.spec.ScdType;
import java.nio.file.Path;
import java.util.List;

/** Tributary in this process: loads files into a table that is not there, or is a copy. */
final class TributarySide implements Side {
  private final Workbench bench;
  private final Path base;
  private final List<Path> files;
  private final ScdType type;
  private Loader.Request request;
  private Figures figures = Figures.NONE;

  private TributarySide(Workbench bench, Path base, List<Path> files, ScdType type) {
    this.bench = bench;
    this.base = base;
    this.files = files;
    this.type = type;
  }

  static TributarySide initial(Workbench bench) {
    return new TributarySide(bench, null, bench.data().base(bench.rows()), ScdType.SCD_TYPE_1);
  }

  /** Changes merged into a table of a size. */
  static TributarySide merge(Workbench bench, long size, ScdType type, List<Path> changes) {
    return new TributarySide(bench, bench.tributaryBase(size, type), changes, type);
  }

  @Override
  public void prepare() {
    if (request != null) {
      Directories.delete(request.warehouse());
    }
    request = bench.loader().request(files, type, bench.freshPath());
    if (base != null) {
      Directories.copy(base, request.warehouse());
    }
  }

  @Override
  public void run() {
    figures = bench.loader().run(request).figures();
  }

  Path table() {
    return Loader.table(request.warehouse());
  }

  /** What the last run did. */
  Figures figures() {
    return figures;
  }
}
