package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.SupportsNamespaces;
import dev.tributary.pipelines.DiscoveredTable.Description;
import dev.tributary.spec.InvalidSpecException;
import dev.tributary.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds out which tables a source has. Of a source with namespaces the tables are looked at in one
 * of them, for the same ones are in the others.
 */
public final class Discovery {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Source source;
  private final List<String> tables;
  private final List<String> namespace;

  /**
   * A discovery.
   *
   * @param tables the tables to look at; empty for all
   * @param namespace the namespace to look into; empty for the first one that the source lists
   */
  public Discovery(Source source, List<String> tables, List<String> namespace) {
    this.source = Objects.requireNonNull(source, "source");
    this.tables = List.copyOf(tables);
    this.namespace = List.copyOf(namespace);
  }

  /**
   * The tables, in the order of the connector. A table of which the source tells nothing is among
   * them, with the reason.
   *
   * @throws InvalidSpecException if the source has not the tables or the namespace that were named
   * @throws RunException if the source does not tell which tables it has
   */
  public List<DiscoveredTable> run() {
    try (LakeflowConnect connector = source.open()) {
      List<String> selected = select(connector.listTables());
      Map<String, Map<String, JsonNode>> options = namespaceOptions(connector);
      return selected.stream()
          .map(name -> discover(connector, name, options.getOrDefault(name, Map.of())))
          .toList();
    } catch (ConnectorException e) {
      throw new RunException(Failures.describe(e, source.secrets()));
    }
  }

  private List<String> select(List<String> all) {
    List<SpecProblem> unknown =
        tables.stream()
            .filter(table -> !all.contains(table))
            .map(
                table ->
                    problem(
                        "--tables",
                        "The source has no table '" + table + "'. " + Names.suggestion(table, all)))
            .toList();
    if (!unknown.isEmpty()) {
      throw new InvalidSpecException(unknown);
    }
    return tables.isEmpty() ? all : all.stream().filter(tables::contains).toList();
  }

  private Map<String, Map<String, JsonNode>> namespaceOptions(LakeflowConnect connector) {
    if (connector instanceof SupportsNamespaces namespaces) {
      return namespace.isEmpty()
          ? options(namespaces, prefixes(first(namespaces)))
          : options(namespaces, reversed(prefixes(namespace)));
    }
    if (!namespace.isEmpty()) {
      throw new InvalidSpecException(
          List.of(
              problem(
                  "--namespace",
                  "Connector '" + source.connector() + "' has no namespaces; remove it")));
    }
    return Map.of();
  }

  /** The first of the deepest namespaces. */
  private static List<String> first(SupportsNamespaces namespaces) {
    List<String> path = List.of();
    List<List<String>> below = namespaces.namespaces(path);
    while (!below.isEmpty()) {
      path = below.get(0);
      below = namespaces.namespaces(path);
    }
    return path;
  }

  private static List<List<String>> prefixes(List<String> path) {
    List<List<String>> prefixes = new ArrayList<>();
    for (int length = 0; length <= path.size(); length++) {
      prefixes.add(path.subList(0, length));
    }
    return prefixes;
  }

  private static List<List<String>> reversed(List<List<String>> paths) {
    List<List<String>> reversed = new ArrayList<>(paths);
    Collections.reverse(reversed);
    return reversed;
  }

  /** What selects each table, in the first of some namespaces that has it. */
  private static Map<String, Map<String, JsonNode>> options(
      SupportsNamespaces namespaces, List<List<String>> paths) {
    Map<String, Map<String, JsonNode>> options = new HashMap<>();
    for (List<String> path : paths) {
      Map<String, JsonNode> selecting = new LinkedHashMap<>();
      namespaces
          .namespaceOptions(path)
          .forEach((name, value) -> selecting.put(name, JSON.valueToTree(value)));
      namespaces.tablesIn(path).forEach(table -> options.putIfAbsent(table, selecting));
    }
    return options;
  }

  private DiscoveredTable discover(
      LakeflowConnect connector, String name, Map<String, JsonNode> given) {
    try {
      Options options = Options.check(source.tableOptions(name), given).orThrow();
      return new DiscoveredTable(
          name,
          given,
          Optional.of(
              new Description(
                  connector.tableSchema(name, options), connector.tableMetadata(name, options))),
          null);
    } catch (RuntimeException e) {
      return new DiscoveredTable(
          name, given, Optional.empty(), Failures.describe(e, source.secrets()));
    }
  }

  private static SpecProblem problem(String option, String message) {
    return new SpecProblem(option, "", 0, message);
  }
}
