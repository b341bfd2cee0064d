package dev.tributary.connectors.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a vendor publishes through npm: descriptions of its API, recorded traffic, clients. It is
 * fetched when a test wants it and is kept under {@code target} from one test to the next.
 */
public final class NpmPackage {
  private static final int MINUTES = 5;

  private NpmPackage() {}

  /**
   * A file of a package, or empty where npm is not there or cannot fetch the package.
   *
   * @param nameAndVersion as {@code @octokit/openapi@23.0.2}
   * @param file its path in the package, below {@code package/}
   */
  public static Optional<Path> file(String nameAndVersion, String file)
      throws IOException, InterruptedException {
    Path directory = Path.of("target", "npm", nameAndVersion.replaceAll("[^\\w.-]", "_"));
    Path found = directory.resolve("package").resolve(file);
    if (Files.exists(found)) {
      return Optional.of(found);
    }
    Files.createDirectories(directory.getParent());
    // Test classes run side by side: only a whole package gets its name.
    Path fetched = Files.createTempDirectory(directory.getParent(), "fetching");
    Optional<List<String>> packed = run(fetched, "npm", "pack", "--silent", nameAndVersion);
    if (packed.isEmpty() || packed.get().isEmpty()) {
      return Optional.empty();
    }
    String archive = packed.get().get(packed.get().size() - 1).strip();
    if (run(fetched, "tar", "-xzf", archive, "package/" + file).isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(found.getParent());
    Files.move(
        fetched.resolve("package").resolve(file), found, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(fetched.resolve(archive));
    return Optional.of(found);
  }

  /**
   * A directory in which a package is installed with all that it needs, or empty where npm is not
   * there or cannot fetch it. None of its scripts are run.
   *
   * @param nameAndVersion as of {@link #file}
   */
  public static Optional<Path> installed(String nameAndVersion)
      throws IOException, InterruptedException {
    Path directory = Path.of("target", "npm", nameAndVersion.replaceAll("[^\\w.-]", "_") + "_all");
    if (Files.exists(directory)) {
      return Optional.of(directory);
    }
    Files.createDirectories(directory.getParent());
    Path fetched = Files.createTempDirectory(directory.getParent(), "fetching");
    if (run(fetched, "npm", "install", "--silent", "--ignore-scripts", nameAndVersion).isEmpty()) {
      return Optional.empty();
    }
    Files.move(fetched, directory, StandardCopyOption.ATOMIC_MOVE);
    return Optional.of(directory);
  }

  /**
   * What a script prints that Node.js runs.
   *
   * @param directory where the packages that it requires are {@link #installed}
   */
  public static List<String> node(Path directory, String script, String... arguments)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("script.js"), script);
    List<String> command = new ArrayList<>(List.of("node", file.getFileName().toString()));
    command.addAll(List.of(arguments));
    return run(directory, command.toArray(String[]::new))
        .orElseThrow(
            () -> new AssertionError("Node.js failed: run " + command + " in " + directory));
  }

  /** The lines that a command prints; empty if it is not there, fails or takes too long. */
  private static Optional<List<String>> run(Path directory, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended && process.exitValue() == 0
          ? Optional.of(Files.readAllLines(output))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
