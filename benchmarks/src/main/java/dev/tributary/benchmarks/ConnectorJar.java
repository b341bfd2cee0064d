package dev.tributary.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** This module as a jar of connectors. */
final class ConnectorJar {
  private ConnectorJar() {}

  static Path write(Path file) {
    ToolProvider jar =
        ToolProvider.findFirst("jar")
            .orElseThrow(() -> new BenchmarkException("There is no jar tool: run with a JDK"));
    String location =
        ConnectorJar.class.getProtectionDomain().getCodeSource().getLocation().toString();
    int status =
        jar.run(
            System.out,
            System.err,
            "--create",
            "--file=" + file,
            "-C",
            Path.of(URI.create(location)).toString(),
            ".");
    if (status != 0) {
      throw new BenchmarkException("Cannot write " + file + ": the jar tool ended with " + status);
    }
    return file;
  }
}
