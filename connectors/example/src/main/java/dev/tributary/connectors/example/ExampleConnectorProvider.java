package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.time.Duration;
import java.util.List;

/**
 * A source inside the process, whose data is computed: to try Tributary without credentials, and to
 * see how a connector is written. Read on in {@link ExampleConnector}.
 */
public final class ExampleConnectorProvider implements ConnectorProvider {
  private static final List<Option> CONNECTION_OPTIONS =
      List.of(
          Option.of("records", Option.Type.INTEGER, "How many rows a table has on day 1.")
              .withDefault("1000"),
          Option.of("seed", Option.Type.INTEGER, "Varies the data; one seed is one account.")
              .withDefault("1")
              .asSourceIdentity(),
          Option.of("day", Option.Type.INTEGER, "The day to see: day N has N-1 days of changes.")
              .withDefault("1"),
          Option.of("page_size", Option.Type.INTEGER, "The most rows of a page.")
              .withDefault("500"),
          Option.of("latency_ms", Option.Type.INTEGER, "How long a page takes, in milliseconds.")
              .withDefault("0"),
          Option.of(
              "fail_after_pages",
              Option.Type.INTEGER,
              "Reads fail behind this many pages from a table's or partition's start; none fails if"
                  + " absent."));

  private static final List<Option> INCREMENTAL_TABLE_OPTIONS =
      List.of(
          Option.of("start_date", Option.Type.INSTANT, "Changes before it are not read."),
          Option.of(
              "max_records_per_batch",
              Option.Type.INTEGER,
              "The most rows of a page, if fewer than page_size."));

  /** For {@link java.util.ServiceLoader}. */
  public ExampleConnectorProvider() {}

  @Override
  public String name() {
    return "example";
  }

  @Override
  public String description() {
    return "Demo data computed inside the process";
  }

  @Override
  public List<Option> connectionOptions() {
    return CONNECTION_OPTIONS;
  }

  @Override
  public List<Option> tableOptions(String table) {
    return Tables.named(table).incremental() ? INCREMENTAL_TABLE_OPTIONS : List.of();
  }

  @Override
  public List<String> knownTables() {
    return Tables.names();
  }

  @Override
  public String account(Options connection) {
    return "seed=" + connection.integer("seed", 1);
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    Demo demo =
        new Demo(
            connection.integer("seed", 1),
            Limits.within("records", connection.integer("records", 1000), 0, 1_000_000_000),
            Limits.within("day", connection.integer("day", 1), 1, 10_000));
    int pageSize =
        (int) Limits.within("page_size", connection.integer("page_size", 500), 1, 100_000);
    Duration latency =
        Duration.ofMillis(
            Limits.within("latency_ms", connection.integer("latency_ms", 0), 0, 3_600_000));
    long failAfterPages = connection.integer("fail_after_pages", Long.MAX_VALUE);
    var pages =
        new Pages(
            demo,
            pageSize,
            failAfterPages,
            () -> Thread.sleep(latency.toMillis()),
            context.metrics());
    return new ExampleConnector(demo, pages);
  }
}
