package dev.tributary.cli;

import dev.tributary.connectors.ConnectorProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Connectors from jars that are not on the class path, while this is open: for this thread and for
 * those it starts.
 */
final class ConnectorJars implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader jars;

  private ConnectorJars(List<Path> files) {
    this.jars =
        new URLClassLoader(
            "connector jars", files.stream().map(ConnectorJars::url).toArray(URL[]::new), before);
  }

  /**
   * Opens jars.
   *
   * @throws IllegalArgumentException if one is no jar of connectors, or if the name of a connector
   *     is taken
   */
  static ConnectorJars open(List<Path> files) {
    var opened = new ConnectorJars(files);
    try {
      for (Path file : files) {
        check(file, opened.before);
      }
    } catch (IllegalArgumentException e) {
      opened.closeJars();
      throw e;
    }
    Thread.currentThread().setContextClassLoader(opened.jars);
    return opened;
  }

  private static void check(Path file, ClassLoader parent) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file '" + file + "'");
    }
    Set<String> taken = new HashSet<>(names(ServiceLoader.load(ConnectorProvider.class, parent)));
    try (var alone = new URLClassLoader(new URL[] {url(file)}, parent)) {
      List<String> names = names(ServiceLoader.load(ConnectorProvider.class, alone));
      if (names.size() == taken.size()) {
        throw new IllegalArgumentException(
            "'%s' has no connector: META-INF/services/%s must name one"
                .formatted(file, ConnectorProvider.class.getName()));
      }
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!seen.add(name)) {
          throw new IllegalArgumentException(
              "'%s' has a connector '%s', as there is one already".formatted(file, name));
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IllegalArgumentException(
          "The connector of '" + file + "' cannot be loaded: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read '" + file + "'", e);
    }
  }

  private static List<String> names(ServiceLoader<ConnectorProvider> providers) {
    var names = new ArrayList<String>();
    providers.forEach(provider -> names.add(provider.name()));
    return names;
  }

  private static URL url(Path file) {
    try {
      return file.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Invalid path: '" + file + "'", e);
    }
  }

  private void closeJars() {
    try {
      jars.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close the jars of connectors", e);
    }
  }

  @Override
  public void close() {
    Thread.currentThread().setContextClassLoader(before);
    closeJars();
  }
}
