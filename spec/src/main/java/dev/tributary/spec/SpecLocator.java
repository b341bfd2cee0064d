package dev.tributary.spec;

import dev.tributary.connectors.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Finds the spec that a user names: a file, or where there is none, an example, with or without its
 * {@code .json}.
 */
public final class SpecLocator {
  private static final String SUFFIX = ".json";

  private final Path examples;

  /**
   * A locator.
   *
   * @param examples the directory of the example specs; need not exist
   */
  public SpecLocator(Path examples) {
    this.examples = Objects.requireNonNull(examples, "examples");
  }

  /**
   * The spec of a name.
   *
   * @throws InvalidSpecException if there is none; the message names where it was looked for
   */
  public SpecLocation locate(String spec) {
    Path file = Path.of(spec);
    if (Files.isRegularFile(file)) {
      return new SpecLocation(file, SpecLocation.Origin.FILE);
    }
    boolean bareName = !file.isAbsolute() && file.getNameCount() == 1;
    Path example = examples.resolve(withSuffix(file.getFileName()));
    if (bareName && Files.isRegularFile(example)) {
      return new SpecLocation(example, SpecLocation.Origin.EXAMPLE);
    }
    throw new InvalidSpecException(
        new SpecProblem(
            spec,
            "",
            0,
            "Cannot find the spec: there is neither a file "
                + file.toAbsolutePath()
                + " nor an example of that name in "
                + examples
                + ". "
                + Names.suggestion(withSuffix(file.getFileName()), exampleNames())));
  }

  private List<String> exampleNames() {
    if (!Files.isDirectory(examples)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(examples)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list the example specs in " + examples, e);
    }
  }

  private static String withSuffix(Path name) {
    String text = name == null ? "" : name.toString();
    return text.endsWith(SUFFIX) ? text : text + SUFFIX;
  }
}
