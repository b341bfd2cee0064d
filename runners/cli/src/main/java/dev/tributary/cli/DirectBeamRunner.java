package dev.tributary.cli;

import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs pipelines in this process. */
public final class DirectBeamRunner implements BeamRunnerProvider {
  /** What DirectRunner checks it checks in our tests; here it would cost half of the time. */
  private static final List<String> DEFAULTS =
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
    List<String> all = new ArrayList<>(DEFAULTS);
    all.removeIf(preset -> options.stream().anyMatch(given -> isSameOption(preset, given)));
    all.addAll(options);
    String[] arguments = all.toArray(String[]::new);
    // Once here, so that a wrong option is found before anything begins.
    parse(arguments);
    return jobName -> {
      PipelineOptions parsed = parse(arguments);
      parsed.setJobName(jobName.replaceAll("[^A-Za-z0-9]+", "-"));
      return parsed;
    };
  }

  private static boolean isSameOption(String preset, String given) {
    return given.startsWith(preset.substring(0, preset.indexOf('=') + 1));
  }

  private static PipelineOptions parse(String[] arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).withValidation().create();
  }
}
