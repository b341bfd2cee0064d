package dev.tributary.cli;

import dev.tributary.connectors.Names;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The options that say where pipelines run. */
final class RunnerOptions {
  @Option(
      names = "--runner",
      paramLabel = "NAME",
      defaultValue = "DirectRunner",
      description = "The Beam runner: DirectRunner, or SparkRunner. Default: ${DEFAULT-VALUE}")
  private String runner;

  @Option(
      names = "--sparkMaster",
      paramLabel = "URL",
      description = "Of SparkRunner: where it runs, as in local[2].")
  private String sparkMaster;

  @Parameters(
      paramLabel = "BEAM OPTION",
      arity = "0..*",
      description = "Behind --: options of Beam, as in --targetParallelism=4.")
  private List<String> beamOptions = List.of();

  /** See {@link BeamRunnerProvider#hostForWorkers}. */
  Optional<String> hostForWorkers(CommandLine command) {
    BeamRunnerProvider provider = provider(command);
    return checked(command, provider, () -> provider.hostForWorkers(options()));
  }

  /** The runner; the caller closes it. */
  BeamRunner create(CommandLine command, List<Path> connectorJars) {
    BeamRunnerProvider provider = provider(command);
    return checked(command, provider, () -> provider.create(options(), connectorJars));
  }

  private BeamRunnerProvider provider(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (BeamRunnerProvider provider : ServiceLoader.load(BeamRunnerProvider.class)) {
      if (provider.name().equalsIgnoreCase(runner)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new ParameterException(
        command,
        runner.equalsIgnoreCase("SparkRunner")
            ? "SparkRunner is not on the class path: run Maven with -Pspark, or spark-submit with"
                + " tributary-spark.jar"
            : "Unknown --runner '" + runner + "'. " + Names.suggestion(runner, names));
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(beamOptions);
    if (sparkMaster != null) {
      options.add("--sparkMaster=" + sparkMaster);
    }
    return options;
  }

  private static <T> T checked(CommandLine command, BeamRunnerProvider provider, Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command, "Invalid options for " + provider.name() + ": " + e.getMessage());
    }
  }
}
