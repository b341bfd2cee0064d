package dev.tributary.connectors.contract;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Names;
import java.util.List;
import java.util.Map;

/** The toy's shelves, each with items. */
final class ToyNamespaces {
  private static final List<String> SHELVES = List.of("a", "b");

  private ToyNamespaces() {}

  static List<List<String>> below(List<String> prefix, Flaw flaw) {
    if (!check(prefix, flaw).isEmpty()) {
      return List.of();
    }
    return flaw == Flaw.LISTS_A_NAMESPACE_TWICE
        ? List.of(List.of("a"), List.of("b"), List.of("a"))
        : List.of(List.of("a"), List.of("b"));
  }

  static Map<String, Object> options(List<String> namespace, Flaw flaw) {
    if (check(namespace, flaw).isEmpty()) {
      return Map.of();
    }
    return switch (flaw) {
      case GIVES_A_NAMESPACE_OPTIONS_THAT_NO_TABLE_TAKES -> Map.of("shelve", namespace.get(0));
      case SELECTS_ALL_NAMESPACES_ALIKE -> Map.of("shelf", "a");
      default -> Map.of("shelf", namespace.get(0));
    };
  }

  static List<String> check(List<String> namespace, Flaw flaw) {
    boolean isKnown =
        namespace.isEmpty() || (namespace.size() == 1 && SHELVES.contains(namespace.get(0)));
    if (!isKnown) {
      String last = namespace.get(namespace.size() - 1);
      String suggestion =
          flaw == Flaw.NAMES_NO_NAMESPACE_FOR_AN_UNKNOWN_ONE ? "" : Names.suggestion(last, SHELVES);
      throw new ConnectorException(
          ConnectorException.Category.CONFIGURATION, "Unknown shelf '" + last + "'. " + suggestion);
    }
    return namespace;
  }
}
