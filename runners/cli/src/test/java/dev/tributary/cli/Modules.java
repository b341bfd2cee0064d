package dev.tributary.cli;

import java.util.List;
import java.util.Set;

/** Which module may know which. A module is named by its package below the root. */
final class Modules {
  private static final List<String> NAMES =
      List.of(
          "simulators",
          "spec",
          "beam.lakeflow",
          "beam.delta",
          "pipelines",
          "cli",
          "spark",
          "benchmarks");

  /** What belongs to {@code connectors} itself; every other package below it is a module. */
  private static final Set<String> CONNECTORS_OWN = Set.of("connectors", "connectors.schema");

  private Modules() {}

  /** The module of a package, given below the root. */
  static String of(String packageName) {
    if (CONNECTORS_OWN.contains(packageName)) {
      return "connectors";
    }
    if (packageName.startsWith("connectors.")) {
      int end = packageName.indexOf('.', "connectors.".length());
      return end < 0 ? packageName : packageName.substring(0, end);
    }
    return NAMES.stream()
        .filter(name -> packageName.equals(name) || packageName.startsWith(name + "."))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "Package '" + packageName + "' belongs to no module: add it to Modules"));
  }

  static String ofArtifact(String artifactId) {
    String name = artifactId.replaceFirst("^tributary-", "").replace('-', '.');
    return of(name.equals("connectors.api") ? "connectors" : name);
  }

  /** Whether the code of a module may name a class of another one. */
  static boolean mayKnow(String module, String other) {
    return module.equals(other) || known(module).contains(other);
  }

  /** As {@link #mayKnow}; and runners carry the sources, which they find by ServiceLoader. */
  static boolean mayDependOn(String module, String other) {
    return mayKnow(module, other)
        || (Set.of("cli", "spark").contains(module) && other.startsWith("connectors."));
  }

  private static Set<String> known(String module) {
    return switch (module) {
      case "connectors", "beam.delta" -> Set.of();
      case "connectors.http", "simulators", "spec", "beam.lakeflow" -> Set.of("connectors");
      case "pipelines" -> Set.of("connectors", "spec", "beam.lakeflow", "beam.delta");
      case "cli" ->
          Set.of("connectors", "simulators", "spec", "beam.lakeflow", "beam.delta", "pipelines");
      case "spark" ->
          Set.of("connectors", "spec", "beam.lakeflow", "beam.delta", "pipelines", "cli");
      case "benchmarks" ->
          Set.of("connectors", "spec", "beam.lakeflow", "beam.delta", "pipelines", "cli", "spark");
      case "connectors.contract" ->
          Set.of("connectors", "connectors.http", "simulators", "beam.lakeflow");
      // A source.
      default -> Set.of("connectors", "connectors.http");
    };
  }
}
