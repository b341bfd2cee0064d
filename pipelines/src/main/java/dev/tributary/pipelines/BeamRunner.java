package dev.tributary.pipelines;

import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Where pipelines run. Safe for use by several threads, each with a pipeline of its own; closed
 * when all have ended.
 */
public interface BeamRunner extends AutoCloseable {

  /**
   * The options of one pipeline, for the thread that will run it.
   *
   * @param readers how many spans of the source it reads side by side
   */
  PipelineOptions options(String jobName, int readers);

  @Override
  default void close() {}
}
