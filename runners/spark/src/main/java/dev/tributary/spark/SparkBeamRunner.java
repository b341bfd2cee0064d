package dev.tributary.spark;

import dev.tributary.pipelines.BeamOptions;
import dev.tributary.pipelines.BeamRunner;
import dev.tributary.pipelines.BeamRunnerProvider;
import java.util.List;
import org.apache.beam.runners.spark.SparkContextOptions;
import org.apache.beam.runners.spark.coders.SparkRunnerKryoRegistrator;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs pipelines on Spark, all those of a run on one SparkContext: Beam's own is stopped with the
 * first pipeline that ends.
 */
public final class SparkBeamRunner implements BeamRunnerProvider {
  private static final List<String> PRESETS =
      List.of(
          "--runner=SparkRunner",
          // Otherwise all that one reader reads is held in memory until it ends.
          "--experiments=use_bounded_concurrent_output_for_sdf",
          "--storageLevel=MEMORY_AND_DISK",
          "--sparkMaster=local[2]");

  @Override
  public String name() {
    return "SparkRunner";
  }

  @Override
  public BeamRunner create(List<String> options) {
    return new Shared(BeamOptions.of(PRESETS, options));
  }

  /** Pipelines that share a context. */
  private static final class Shared implements BeamRunner {
    private final BeamOptions options;
    private final JavaSparkContext context;

    Shared(BeamOptions options) {
      this.options = options;
      this.context = new JavaSparkContext(configuration(options));
    }

    private static SparkConf configuration(BeamOptions options) {
      // What spark-submit sets stands.
      var configuration =
          new SparkConf()
              .setIfMissing("spark.app.name", "tributary")
              .setIfMissing("spark.ui.showConsoleProgress", "false")
              .set("spark.kryo.registrator", SparkRunnerKryoRegistrator.class.getName());
      String master =
          options.forPipeline("tributary").as(SparkContextOptions.class).getSparkMaster();
      return configuration.setIfMissing("spark.master", master);
    }

    @Override
    public PipelineOptions options(String jobName, int readers) {
      PipelineOptions pipeline = options.forPipeline(jobName);
      SparkContextOptions spark = pipeline.as(SparkContextOptions.class);
      spark.setUsesProvidedSparkContext(true);
      spark.setProvidedSparkContext(context);
      return pipeline;
    }

    @Override
    public void close() {
      context.stop();
    }
  }
}
