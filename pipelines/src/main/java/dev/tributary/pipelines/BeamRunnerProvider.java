package dev.tributary.pipelines;

import java.util.List;

/** Makes a kind of {@link BeamRunner}; found through {@link java.util.ServiceLoader}. */
public interface BeamRunnerProvider {

  /** The runner's name in Beam, as in {@code DirectRunner}. */
  String name();

  /**
   * A runner for one run.
   *
   * @param options Beam's own options, as in {@code --targetParallelism=4}
   * @throws IllegalArgumentException if Beam does not know an option
   */
  BeamRunner create(List<String> options);
}
