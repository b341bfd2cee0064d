package dev.tributary.spec;

import java.nio.file.Path;
import java.util.Objects;

/** Where a spec was found. {@link #toString} tells the user. */
public record SpecLocation(Path file, Origin origin) {
  public SpecLocation {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(origin, "origin");
  }

  /** How the user's words were taken. */
  public enum Origin {
    /** As the path of a file. */
    FILE,
    /** As the name of an example. */
    EXAMPLE
  }

  @Override
  public String toString() {
    return switch (origin) {
      case FILE -> "spec " + file;
      case EXAMPLE -> "example spec " + file;
    };
  }
}
