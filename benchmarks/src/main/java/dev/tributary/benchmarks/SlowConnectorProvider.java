package dev.tributary.benchmarks;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A source that takes its time for each page, as an API does that is far away. */
public final class SlowConnectorProvider implements ConnectorProvider {
  static final String NAME = "slow";
  static final String PARTITIONS = "partitions";
  static final String PAGES = "pages";

  private static final Duration LATENCY = Duration.ofMillis(50);

  /** What the source itself has seen, whatever a run says of it. */
  private static final AtomicLong REQUESTS = new AtomicLong();

  /** For {@link java.util.ServiceLoader}. */
  public SlowConnectorProvider() {}

  /** How many pages all connectors of this process have asked for. */
  static long requests() {
    return REQUESTS.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Pages that come after " + LATENCY.toMillis() + " ms, for benchmarks";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of(PARTITIONS, Option.Type.INTEGER, "How many partitions the table has.")
            .asRequired(),
        Option.of(PAGES, Option.Type.INTEGER, "How many pages, a multiple of the partitions.")
            .asRequired());
  }

  @Override
  public List<Option> tableOptions(String table) {
    Shape.require(table, knownTables());
    return List.of();
  }

  @Override
  public List<String> knownTables() {
    return List.of(Shape.CUSTOMERS.table());
  }

  @Override
  public String account(Options connection) {
    return "benchmark";
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new SlowConnector(
        (int) connection.integer(PARTITIONS, 1),
        (int) connection.integer(PAGES, 1),
        () -> {
          REQUESTS.incrementAndGet();
          context.metrics().request();
          await();
        });
  }

  private static void await() {
    try {
      Thread.sleep(LATENCY.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectorException(
          ConnectorException.Category.UNAVAILABLE, "Interrupted while a page was waited for", e);
    }
  }
}
