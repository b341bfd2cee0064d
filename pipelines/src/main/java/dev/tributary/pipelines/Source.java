package dev.tributary.pipelines;

import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.Secrets;
import dev.tributary.spec.ConnectionDraft;
import dev.tributary.spec.ConnectionLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a connection leads to, for those who have no spec yet. */
public final class Source {
  private final String connectionName;
  private final ConnectorProvider provider;
  private final Options options;
  private final Instant runStart;

  private Source(
      String connectionName, ConnectorProvider provider, Options options, Instant runStart) {
    this.connectionName = connectionName;
    this.provider = provider;
    this.options = options;
    this.runStart = runStart;
  }

  /**
   * The source of a connection. Asks nothing of it.
   *
   * @param connections reads the connection
   * @param demos starts the demo that a connection names, which must run as long as this is used
   * @param connection the file of the connection
   * @param runStart the bound of all reads
   * @throws dev.tributary.spec.InvalidSpecException with all problems of the connection
   */
  public static Source load(
      ConnectionLoader connections, DemoSources demos, Path connection, Instant runStart) {
    Objects.requireNonNull(runStart, "runStart");
    ConnectionDraft draft = connections.read(connection);
    var resolved =
        draft.connection().flatMap(given -> ResolvedConnection.of(given, demos, draft.problems()));
    draft.problems().throwIfAny();
    return new Source(
        draft.connection().orElseThrow().name(),
        resolved.orElseThrow().provider(),
        resolved.orElseThrow().options().orElseThrow(),
        runStart);
  }

  /** The name by which a spec that lies beside the directory of the connection finds it. */
  public String connectionName() {
    return connectionName;
  }

  /** The name of the connector. */
  public String connector() {
    return provider.name();
  }

  List<Option> tableOptions(String table) {
    return provider.tableOptions(table);
  }

  /** A connector, which the caller closes. */
  LakeflowConnect open() {
    return provider.create(options, new ConnectorContext(runStart, ReadMetrics.NONE));
  }

  ConnectorSource table(String name, Options tableOptions) {
    return new ConnectorSource(provider.name(), options, name, tableOptions, runStart);
  }

  Secrets secrets() {
    return Secrets.NONE.and(options);
  }

  @Override
  public String toString() {
    return "source of connector '" + provider.name() + "'";
  }
}
