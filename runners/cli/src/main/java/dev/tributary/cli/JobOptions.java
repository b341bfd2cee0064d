package dev.tributary.cli;

import dev.tributary.pipelines.BeamRunnerProvider;
import dev.tributary.pipelines.JobPlanner;
import dev.tributary.spec.Destination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what to load and where; shared by the commands that take a spec. */
final class JobOptions {
  @Mixin private SpecOption spec;
  @Mixin private SourceOptions source;

  @Option(
      names = "--warehouse",
      paramLabel = "DIR",
      defaultValue = "./warehouse",
      description = "Where the tables are: a directory or a URI. Default: ${DEFAULT-VALUE}")
  private String warehouse;

  @Option(
      names = "--catalog",
      paramLabel = "NAME",
      defaultValue = "main",
      description = "The catalog of tables that name none. Default: ${DEFAULT-VALUE}")
  private String catalog;

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The schema of tables that name none. Default: ${DEFAULT-VALUE}")
  private String schema;

  String warehouse() {
    return warehouse;
  }

  List<String> tables() {
    return source.tables();
  }

  List<Path> connectorJars() {
    return source.connectorJars();
  }

  /**
   * The job, checked, of tables that go on where they are, with what it needs to run; the caller
   * closes it. Says which spec it took if that is not the file that was named.
   *
   * @throws dev.tributary.spec.InvalidSpecException with all problems
   */
  OpenJob open(CommandLine command) {
    return open(command, Optional.empty(), Optional.empty());
  }

  /**
   * The same.
   *
   * @param fullRefresh which tables are loaded anew; see {@link JobPlanner.Request#fullRefresh}
   * @param host by which readers on other machines reach demos; see {@link
   *     BeamRunnerProvider#hostForWorkers}
   * @throws dev.tributary.spec.InvalidSpecException with all problems
   */
  OpenJob open(CommandLine command, Optional<List<String>> fullRefresh, Optional<String> host) {
    if (warehouse.isBlank()) {
      // It would be the root of the disk.
      throw new ParameterException(
          command, "Name the warehouse: --warehouse=DIR or, with Maven, -Dwarehouse=DIR");
    }
    return source.openJob(
        command,
        spec.spec(),
        new SourceOptions.Place(warehouse, defaults(command)),
        fullRefresh,
        host);
  }

  private Destination.Defaults defaults(CommandLine command) {
    try {
      return new Destination.Defaults(catalog, schema);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
