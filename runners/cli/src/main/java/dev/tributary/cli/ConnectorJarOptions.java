package dev.tributary.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option that makes connectors known that are not built in. */
final class ConnectorJarOptions {
  @Option(
      names = "--connector-jar",
      paramLabel = "FILE",
      description = "A jar with a connector that is not built in; may be repeated.")
  private List<Path> files = List.of();

  List<Path> files() {
    return files;
  }

  /** Opens the jars and uses them; they stay open, for the result to close, unless that fails. */
  <T> T using(CommandLine command, Function<ConnectorJars, T> use) {
    ConnectorJars jars = open(command);
    try {
      return use.apply(jars);
    } catch (RuntimeException e) {
      jars.close();
      throw e;
    } catch (LinkageError e) {
      jars.close();
      if (files.isEmpty()) {
        throw e;
      }
      throw unlinked(command, e);
    }
  }

  private ConnectorJars open(CommandLine command) {
    try {
      return ConnectorJars.open(files);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "Invalid --connector-jar: " + e.getMessage(), e);
    }
  }

  /** Classes are linked when they are first used, so this is not found where jars are opened. */
  private static ParameterException unlinked(CommandLine command, LinkageError e) {
    return new ParameterException(
        command,
        ("Invalid --connector-jar: A connector cannot be used: %s. Its jar must hold what"
                + " Tributary has not, and be built with this version of Tributary")
            .formatted(e),
        e);
  }
}
