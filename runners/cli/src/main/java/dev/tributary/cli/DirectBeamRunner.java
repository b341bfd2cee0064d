package dev.tributary.cli;

import dev.tributary.pipelines.BeamOptions;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.util.List;

/** Runs pipelines in this process. */
public final class DirectBeamRunner implements BeamRunnerProvider {
  /** What DirectRunner checks it checks in our tests; here it would cost half of the time. */
  private static final List<String> PRESETS =
      List.of(
          "--runner=DirectRunner",
          "--enforceImmutability=false",
          "--enforceEncodability=false",
          "--blockOnRun=false",
          "--targetParallelism=" + Math.max(4, Runtime.getRuntime().availableProcessors()));

  @Override
  public String name() {
    return "DirectRunner";
  }

  @Override
  public BeamRunner create(List<String> options) {
    return BeamOptions.of(PRESETS, options)::forPipeline;
  }
}
