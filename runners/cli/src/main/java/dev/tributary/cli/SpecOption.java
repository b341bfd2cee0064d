package dev.tributary.cli;

import picocli.CommandLine.Option;

/** The option that names a spec, of commands that do nothing without one. */
final class SpecOption {
  @Option(
      names = "--spec",
      required = true,
      paramLabel = "FILE",
      description = "The pipeline spec: a file, or the name of an example.")
  private String spec;

  /** The spec as it was named. */
  String spec() {
    return spec;
  }
}
