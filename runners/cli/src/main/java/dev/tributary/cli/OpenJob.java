package dev.tributary.cli;

import dev.tributary.pipelines.Job;

/** A job with what must be there as long as it runs: connectors of jars, and demos. */
record OpenJob(Job job, ConnectorJars jars, Demos demos) implements AutoCloseable {
  @Override
  public void close() {
    demos.close();
    jars.close();
  }
}
