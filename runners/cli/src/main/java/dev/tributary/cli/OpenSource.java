package dev.tributary.cli;

import dev.tributary.pipelines.Source;

/** A source with what must be there as long as it is asked: connectors of jars, and demos. */
record OpenSource(Source source, ConnectorJars jars, Demos demos) implements AutoCloseable {
  @Override
  public void close() {
    demos.close();
    jars.close();
  }
}
