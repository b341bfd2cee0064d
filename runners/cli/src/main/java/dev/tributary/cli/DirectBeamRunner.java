package dev.tributary.cli;

import dev.tributary.pipelines.BeamOptions;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** Runs pipelines in this process. */
public final class DirectBeamRunner implements BeamRunnerProvider {
  private static final String PARALLELISM = "--targetParallelism=";

  /** What DirectRunner checks it checks in our tests; here it would cost half of the time. */
  private static final List<String> PRESETS =
      List.of(
          "--runner=DirectRunner",
          "--enforceImmutability=false",
          "--enforceEncodability=false",
          "--blockOnRun=false");

  /** One reads while another stages what was read. */
  private static final int LEAST_THREADS = 2;

  @Override
  public String name() {
    return "DirectRunner";
  }

  @Override
  public BeamRunner create(List<String> options, List<Path> connectorJars) {
    BeamOptions checked = BeamOptions.of(PRESETS, options);
    boolean isChosen = options.stream().anyMatch(option -> option.startsWith(PARALLELISM));
    return (jobName, readers) -> {
      PipelineOptions pipeline = checked.forPipeline(jobName);
      if (!isChosen) {
        pipeline.as(DirectOptions.class).setTargetParallelism(threads(readers));
      }
      return pipeline;
    };
  }

  /**
   * A reader waits for its source most of the time. More threads than these would not be idle:
   * DirectRunner asks what is to be done next, again and again, on any thread that has no work, and
   * so takes the processor from those that have.
   */
  private static int threads(int readers) {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.max(LEAST_THREADS, Math.max(processors, readers));
  }
}
