package dev.tributary.pipelines;

import dev.tributary.beam.lakeflow.ConnectorSource;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.Secrets;
import dev.tributary.spec.Connection;
import dev.tributary.spec.Problems;
import java.time.Instant;
import java.util.Optional;

/**
 * What a connection leads to.
 *
 * @param provider the connector
 * @param options those of the connection, checked, of a demo those of its server; empty if there is
 *     a problem with them, which is told then
 * @param demoAccount the account of a demo; empty for a real source
 */
record ResolvedConnection(
    ConnectorProvider provider, Optional<Options> options, Optional<String> demoAccount) {

  /** Starts the demo, if it is one to a demo; empty if there is no such connector. */
  static Optional<ResolvedConnection> of(
      Connection connection, DemoSources demos, Problems problems) {
    return provider(connection, problems).map(found -> of(connection, found, demos, problems));
  }

  private static ResolvedConnection of(
      Connection given, ConnectorProvider provider, DemoSources demos, Problems problems) {
    Optional<DemoConnection> resolved = DemoConnection.resolve(given, provider, demos, problems);
    Optional<Options> options =
        resolved
            .map(DemoConnection::connection)
            .flatMap(
                used ->
                    used.check(provider.connectionOptions(), problems)
                        .filter(checked -> isUsable(provider, used, checked, problems)));
    return new ResolvedConnection(provider, options, resolved.flatMap(DemoConnection::demoAccount));
  }

  private static Optional<ConnectorProvider> provider(Connection connection, Problems problems) {
    try {
      return Optional.of(ConnectorSource.provider(connection.connector()));
    } catch (ConnectorException e) {
      problems.in(connection.document()).add(connection.connectorPointer(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Told here once: what no connector can be made of would be told again for every table. */
  private static boolean isUsable(
      ConnectorProvider provider, Connection connection, Options options, Problems problems) {
    var context = new ConnectorContext(Instant.EPOCH, ReadMetrics.NONE);
    try (LakeflowConnect connector = provider.create(options, context)) {
      return connector != null;
    } catch (ConnectorException e) {
      problems
          .in(connection.document())
          .add(connection.optionsPointer(), Secrets.NONE.and(options).clean(e.getMessage()));
      return false;
    }
  }
}
