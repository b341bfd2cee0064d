package dev.tributary.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version of the command, as its jar says. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"tributary " + Optional.ofNullable(version).orElse("(development)")};
  }
}
