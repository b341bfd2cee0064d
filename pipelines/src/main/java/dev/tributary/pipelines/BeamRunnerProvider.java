package dev.tributary.pipelines;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a kind of {@link BeamRunner}; found through {@link java.util.ServiceLoader}. */
public interface BeamRunnerProvider {

  /** The runner's name in Beam, as in {@code DirectRunner}. */
  String name();

  /** What the runner's surroundings set of Hadoop file systems, secrets included. */
  default Map<String, String> hadoopOptions() {
    return Map.of();
  }

  /**
   * The name by which the runner's workers reach this machine; empty if they run on it.
   *
   * @param options as of {@link #create}
   * @throws IllegalArgumentException as of {@link #create}
   */
  default Optional<String> hostForWorkers(List<String> options) {
    return Optional.empty();
  }

  /**
   * A runner for one run.
   *
   * @param options Beam's own options, as in {@code --targetParallelism=4}
   * @param connectorJars jars with connectors, which this process has already, for runners whose
   *     workers are other processes
   * @throws IllegalArgumentException if Beam does not know an option
   */
  BeamRunner create(List<String> options, List<Path> connectorJars);
}
