package dev.tributary.cli;

import dev.tributary.pipelines.BeamRunnerProvider;
import dev.tributary.pipelines.Job;
import dev.tributary.pipelines.JobPlanner;
import dev.tributary.pipelines.Source;
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
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say how to reach a source and which of its tables are meant. */
final class SourceOptions {
  @Option(
      names = "--connection",
      paramLabel = "FILE",
      description =
          "The connection. By default connections/<name>.json beside the spec, or the environment"
              + " variable TRIBUTARY_CONNECTION_<NAME>.")
  private Path connection;

  @Option(
      names = "--tables",
      split = ",",
      paramLabel = "TABLE",
      description = "The source tables that are meant. Default: all.")
  private List<String> tables = List.of();

  @Mixin private ConnectorJarOptions jars;

  @Option(
      names = "--examples",
      hidden = true,
      defaultValue = "${sys:tributary.examples:-spec/examples}")
  private Path examples;

  /** Where tables are written, and what completes their names. */
  record Place(String warehouse, Destination.Defaults defaults) {
    /** For commands that write nothing. */
    static final Place NONE = new Place("./warehouse", new Destination.Defaults("main", "default"));
  }

  List<Path> connectorJars() {
    return jars.files();
  }

  List<String> tables() {
    return tables;
  }

  Optional<Path> connection() {
    return Optional.ofNullable(connection);
  }

  /**
   * The job of a spec, checked, with what it needs to run; the caller closes it. Says which spec it
   * took if that is not the file that was named.
   *
   * @param fullRefresh which tables are loaded anew; see {@link JobPlanner.Request#fullRefresh}
   * @param host by which readers on other machines reach demos; see {@link
   *     BeamRunnerProvider#hostForWorkers}
   * @throws dev.tributary.spec.InvalidSpecException with all problems
   */
  OpenJob openJob(
      CommandLine command,
      String spec,
      Place place,
      Optional<List<String>> fullRefresh,
      Optional<String> host) {
    if (spec.isBlank()) {
      throw new ParameterException(
          command, "Name the spec: --spec=FILE or, with Maven, -Dspec=FILE");
    }
    return jars.using(
        command,
        opened -> {
          var demos = new Demos(command.getErr(), host);
          return closedOnFailure(
              demos,
              used -> new OpenJob(plan(command, spec, place, fullRefresh, used), opened, used));
        });
  }

  /** As {@link #openJob(CommandLine, String, Place, Optional, Optional)}, to read and not write. */
  OpenJob openJob(CommandLine command, String spec) {
    return openJob(command, spec, Place.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * The source of the connection, which must have been given; the caller closes it.
   *
   * @throws dev.tributary.spec.InvalidSpecException with all problems
   */
  OpenSource openSource(CommandLine command) {
    return jars.using(
        command,
        opened ->
            closedOnFailure(
                new Demos(command.getErr(), Optional.empty()),
                demos ->
                    new OpenSource(
                        Source.load(ConnectionLoader.ofProcess(), demos, connection, Instant.now()),
                        opened,
                        demos)));
  }

  private static <T> T closedOnFailure(Demos demos, Function<Demos, T> use) {
    try {
      return use.apply(demos);
    } catch (RuntimeException | LinkageError e) {
      demos.close();
      throw e;
    }
  }

  private Job plan(
      CommandLine command,
      String spec,
      Place place,
      Optional<List<String>> fullRefresh,
      Demos demos) {
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
            place.defaults(),
            place.warehouse(),
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
}
