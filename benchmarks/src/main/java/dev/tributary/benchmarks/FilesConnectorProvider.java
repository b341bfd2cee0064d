package dev.tributary.benchmarks;

import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.nio.file.Path;
import java.util.List;

/**
 * A source whose records lie in files of JSON lines, so that what is measured is Tributary and
 * neither an API nor the making of its data.
 */
public final class FilesConnectorProvider implements ConnectorProvider {
  static final String NAME = "files";
  static final String FILES = "files";
  static final String SNAPSHOT = "snapshot";

  /** For {@link java.util.ServiceLoader}. */
  public FilesConnectorProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Files of JSON lines, for benchmarks";
  }

  @Override
  public List<Option> connectionOptions() {
    return List.of(
        Option.of(FILES, Option.Type.LIST, "The files, each a partition by its name.").asRequired(),
        Option.of(SNAPSHOT, Option.Type.BOOLEAN, "Whether the files hold all rows of a table.")
            .withDefault("false"));
  }

  @Override
  public List<Option> tableOptions(String table) {
    Shape.require(table, knownTables());
    return List.of();
  }

  @Override
  public List<String> knownTables() {
    return Shape.tables();
  }

  @Override
  public String account(Options connection) {
    // Files of a base and files of changes feed one table.
    return "benchmark";
  }

  @Override
  public LakeflowConnect create(Options connection, ConnectorContext context) {
    return new FilesConnector(
        connection.list(FILES).stream().map(Path::of).toList(),
        connection.bool(SNAPSHOT) ? Input.Meaning.SNAPSHOT : Input.Meaning.CHANGES,
        context.metrics());
  }
}
