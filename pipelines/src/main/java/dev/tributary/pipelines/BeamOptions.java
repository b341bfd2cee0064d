package dev.tributary.pipelines;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of a runner's pipelines: those that we preset, and a user's over them. */
public final class BeamOptions {
  /** A list, of which each argument is one more member. */
  private static final String EXPERIMENTS = "--experiments=";

  private final String[] arguments;

  private BeamOptions(List<String> arguments) {
    this.arguments = arguments.toArray(String[]::new);
  }

  /**
   * Options as Beam writes them, {@code --name=value} each.
   *
   * @param presets hold unless the user gives the same option; experiments join the user's
   * @throws IllegalArgumentException if Beam does not know an option, or not such a value of it
   */
  public static BeamOptions of(List<String> presets, List<String> given) {
    List<String> all = new ArrayList<>();
    for (String preset : presets) {
      String name = preset.substring(0, preset.indexOf('=') + 1);
      if (name.equals(EXPERIMENTS) || given.stream().noneMatch(option -> option.startsWith(name))) {
        all.add(preset);
      }
    }
    all.addAll(given);
    var options = new BeamOptions(all);
    // Once here, so that a wrong option is found before anything begins.
    options.forPipeline("check");
    return options;
  }

  /** The options of one pipeline. */
  public PipelineOptions forPipeline(String jobName) {
    PipelineOptions options = PipelineOptionsFactory.fromArgs(arguments).withValidation().create();
    options.setJobName(jobName.replaceAll("[^A-Za-z0-9]+", "-"));
    return options;
  }
}
