package dev.tributary.benchmarks;

import dev.tributary.beam.lakeflow.ReadStatistics;
import dev.tributary.pipelines.BeamRunner;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tributary reading a source whose pages take their time; a whole run, with its table. */
final class SlowRead implements Side {
  private static final int PARTITIONS = 8;
  private static final Goal GOAL = Goal.atLeast(6);

  /** Each stands for a page of a thousand rows, to a limit of half a minute for all. */
  private static final long ROWS_OF_A_PAGE = 1000;

  private static final int MOST_PAGES = 480;

  private final Workbench bench;
  private final BeamRunner runner = Loader.directRunner("--targetParallelism=" + PARTITIONS);
  private final int partitions;
  private final int pages;
  private final Place place;
  private Loader.Request request;

  private SlowRead(Workbench bench, int partitions, int pages) {
    this.bench = bench;
    this.partitions = partitions;
    this.pages = pages;
    this.place = new Place(bench::freshPath, null);
  }

  static List<Result> measure(Workbench bench, String title) {
    int pages = pages(bench.rows());
    var divided = new SlowRead(bench, PARTITIONS, pages);
    var whole = new SlowRead(bench, 1, pages);
    List<Double> seconds = bench.measure(title, List.of(divided, whole), whole);
    var times = new Times(seconds.get(0), null, seconds.get(1), null);
    return List.of(Result.warm(title, times, Ratios.faster(times), GOAL, null));
  }

  /** A multiple of the partitions. */
  private static int pages(long rows) {
    long each = Math.min(rows / ROWS_OF_A_PAGE, MOST_PAGES) / PARTITIONS;
    return (int) Math.max(1, each) * PARTITIONS;
  }

  @Override
  public void prepare() {
    Path warehouse = place.renew();
    request = bench.loader().slowRequest(partitions, pages, warehouse);
  }

  @Override
  public void run() {
    long before = SlowConnectorProvider.requests();
    ReadStatistics statistics = bench.loader().run(request, runner).statistics();
    long requests = SlowConnectorProvider.requests() - before;
    if (requests != pages || statistics.requests() != pages || statistics.pages() != pages) {
      throw new BenchmarkException(
          "Wrong number of requests: %d for %d pages, and %d for %d in the report"
              .formatted(requests, pages, statistics.requests(), statistics.pages()));
    }
  }

  @Override
  public Dataset<Row> rows() {
    return bench.peer().rows(request.table());
  }

  @Override
  public void discard() {
    place.discard();
  }
}
