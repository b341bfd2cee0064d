package dev.tributary.cli;

import dev.tributary.pipelines.BeamRunnerProvider;
import dev.tributary.pipelines.Job;
import dev.tributary.pipelines.JobPlanner;
import dev.tributary.spec.ConnectionLoader;
import dev.tributary.spec.Destination;
import dev.tributary.spec.SpecLocation;
import dev.tributary.spec.SpecLocator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say what to load and where; shared by the commands that take a spec. */
final class JobOptions {
  @Option(
      names = "--spec",
      required = true,
      paramLabel = "FILE",
      description = "The pipeline spec: a file, or the name of an example.")
  private String spec;

  @Option(
      names = "--connection",
      paramLabel = "FILE",
      description =
          "The connection. By default connections/<name>.json beside the spec, or the environment"
              + " variable TRIBUTARY_CONNECTION_<NAME>.")
  private Path connection;

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

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLE",
      description = "The source tables to load. Default: all of the spec.")
  private List<String> tables = List.of();

  @Option(
      names = "--connector-jar",
      paramLabel = "FILE",
      description = "A jar with a connector that is not built in; may be repeated.")
  private List<Path> connectorJars = List.of();

  @Option(
      names = "--examples",
      hidden = true,
      defaultValue = "${sys:tributary.examples:-spec/examples}")
  private Path examples;

  String warehouse() {
    return warehouse;
  }

  List<Path> connectorJars() {
    return connectorJars;
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
    ConnectorJars jars = openConnectorJars(command);
    var demos = new Demos(command.getErr(), host);
    try {
      return new OpenJob(plan(command, fullRefresh, demos), jars, demos);
    } catch (RuntimeException e) {
      demos.close();
      jars.close();
      throw e;
    } catch (LinkageError e) {
      demos.close();
      jars.close();
      if (connectorJars.isEmpty()) {
        throw e;
      }
      throw unlinked(command, e);
    }
  }

  /** Classes are linked when they are first used, so this is not found where jars are opened. */
  private static ParameterException unlinked(CommandLine command, LinkageError e) {
    return new ParameterException(
        command,
        ("Invalid --connector-jar: A connector cannot be used: %s. Its jar must hold what"
                + " Tributary has not, and be built with this version of Tributary")
            .formatted(e),
        e);
  }

  private ConnectorJars openConnectorJars(CommandLine command) {
    try {
      return ConnectorJars.open(connectorJars);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "Invalid --connector-jar: " + e.getMessage(), e);
    }
  }

  private Job plan(CommandLine command, Optional<List<String>> fullRefresh, Demos demos) {
    if (spec.isBlank()) {
      throw new ParameterException(
          command, "Name the spec: --spec=FILE or, with Maven, -Dspec=FILE");
    }
    if (warehouse.isBlank()) {
      // It would be the root of the disk.
      throw new ParameterException(
          command, "Name the warehouse: --warehouse=DIR or, with Maven, -Dwarehouse=DIR");
    }
    Destination.Defaults defaults = defaults(command);
    PrintWriter err = command.getErr();
    SpecLocation location = new SpecLocator(examples).locate(spec);
    if (location.origin() == SpecLocation.Origin.EXAMPLE) {
      err.println("Taking the " + location + ".");
      err.flush();
    }
    var request =
        new JobPlanner.Request(
            location.file(),
            Optional.ofNullable(connection),
            defaults,
            warehouse,
            tables,
            fullRefresh,
            hadoopOptions());
    return new JobPlanner(ConnectionLoader.ofProcess(), demos).plan(request, Instant.now());
  }

  private static Map<String, String> hadoopOptions() {
    var options = new HashMap<String, String>();
    for (BeamRunnerProvider provider : ServiceLoader.load(BeamRunnerProvider.class)) {
      options.putAll(provider.hadoopOptions());
    }
    return options;
  }

  private Destination.Defaults defaults(CommandLine command) {
    try {
      return new Destination.Defaults(catalog, schema);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, e.getMessage(), e);
    }
  }
}
