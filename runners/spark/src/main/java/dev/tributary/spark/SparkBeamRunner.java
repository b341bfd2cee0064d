package dev.tributary.spark;

import dev.tributary.pipelines.BeamOptions;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.runners.spark.SparkContextOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs pipelines on Spark, all those of a run on one SparkContext: Beam's own is stopped with the
 * first pipeline that ends.
 */
public final class SparkBeamRunner implements BeamRunnerProvider {
  private static final String MASTER = "--sparkMaster=";
  private static final List<String> PRESETS =
      List.of(
          "--runner=SparkRunner",
          // Otherwise all that one reader reads is held in memory until it ends.
          "--experiments=use_bounded_concurrent_output_for_sdf",
          // What is used twice is kept, or the source would be read twice.
          "--storageLevel=MEMORY_AND_DISK",
          MASTER + "local[2]");

  @Override
  public String name() {
    return "SparkRunner";
  }

  @Override
  public Map<String, String> hadoopOptions() {
    return SparkSettings.hadoopOptions(new SparkConf());
  }

  @Override
  public Optional<String> hostForWorkers(List<String> options) {
    var given = new SparkConf();
    return master(BeamOptions.of(PRESETS, options), options, given).startsWith("local")
        ? Optional.empty()
        : Optional.of(SparkSettings.driverHost(given));
  }

  @Override
  public BeamRunner create(List<String> options, List<Path> connectorJars) {
    BeamOptions checked = BeamOptions.of(PRESETS, options);
    var given = new SparkConf();
    String master = master(checked, options, given);
    var context = new JavaSparkContext(SparkSettings.of(given, master));
    // Spark's executors have them as this process has.
    connectorJars.forEach(jar -> context.addJar(jar.toUri().toString()));
    Executors.await(context);
    return new Owner(new Shared(checked, context));
  }

  /**
   * Runs pipelines on a context that the caller owns and stops, for programs that have one already:
   * a JVM has no more than one.
   *
   * @param context with {@link #settings}
   */
  public static BeamRunner on(JavaSparkContext context) {
    return new Shared(BeamOptions.of(PRESETS, List.of()), context);
  }

  /** What a context must have to run pipelines; more may be set. */
  public static SparkConf settings(String master) {
    return SparkSettings.of(new SparkConf(), master);
  }

  private static String master(BeamOptions checked, List<String> options, SparkConf given) {
    String master = checked.forPipeline("tributary").as(SparkContextOptions.class).getSparkMaster();
    String submitted = given.get("spark.master", master);
    if (!submitted.equals(master) && options.stream().anyMatch(o -> o.startsWith(MASTER))) {
      throw new IllegalArgumentException(
          "%s%s, while spark-submit has the master %s. Leave one out"
              .formatted(MASTER, master, submitted));
    }
    return submitted;
  }

  /** Pipelines that share a context. */
  private record Shared(BeamOptions options, JavaSparkContext context) implements BeamRunner {

    /** Called by the thread that runs the pipeline: Spark's properties of jobs are a thread's. */
    @Override
    public PipelineOptions options(String jobName, int readers) {
      context.setJobGroup(jobName, jobName);
      context.setLocalProperty("spark.scheduler.pool", jobName);
      PipelineOptions pipeline = options.forPipeline(jobName);
      SparkContextOptions spark = pipeline.as(SparkContextOptions.class);
      spark.setUsesProvidedSparkContext(true);
      spark.setProvidedSparkContext(context);
      return pipeline;
    }
  }

  /** Stops the context with its last pipeline. */
  private record Owner(Shared shared) implements BeamRunner {
    @Override
    public PipelineOptions options(String jobName, int readers) {
      return shared.options(jobName, readers);
    }

    @Override
    public void close() {
      shared.context().stop();
    }
  }
}
