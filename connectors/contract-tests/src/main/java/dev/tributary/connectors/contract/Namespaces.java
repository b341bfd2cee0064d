package dev.tributary.connectors.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.SupportsNamespaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assumptions;

/** Checks of namespaces: of all that the source lists, down to the last level. */
record Namespaces(World world, LakeflowConnect connector, SupportsNamespaces names) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A check of namespaces. */
  @FunctionalInterface
  interface Check {
    void make(Namespaces namespaces);
  }

  /** Makes a check; skipped if the connector has no namespaces. */
  static void of(World world, Check check) {
    try (LakeflowConnect connector = world.connector(world.now())) {
      if (!(connector instanceof SupportsNamespaces names)) {
        Assumptions.abort("Skipped: connector '" + world.provider().name() + "' has no namespaces");
        return;
      }
      check.make(new Namespaces(world, connector, names));
    }
  }

  /** All of them, the empty one first. */
  private List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of());
    for (int i = 0; i < all.size(); i++) {
      all.addAll(names.namespaces(all.get(i)));
    }
    assertThat(all).as("namespaces of connector '%s'", connectorName()).hasSizeGreaterThan(1);
    return all;
  }

  private String connectorName() {
    return world.provider().name();
  }

  void stable() {
    for (List<String> prefix : all()) {
      List<List<String>> below = names.namespaces(prefix);
      assertThat(below)
          .as("namespaces below %s", prefix)
          .isEqualTo(names.namespaces(prefix))
          .doesNotHaveDuplicates();
      assertThat(below)
          .as("paths below %s, which are its own and one segment more", prefix)
          .allMatch(
              path ->
                  path.size() == prefix.size() + 1
                      && path.subList(0, prefix.size()).equals(prefix)
                      && !path.get(prefix.size()).isBlank());
      for (String secret : world.secrets()) {
        assertThat(below).noneMatch(path -> path.get(prefix.size()).contains(secret));
      }
      List<String> tables = names.tablesIn(prefix);
      assertThat(tables).as("tables in %s", prefix).isEqualTo(names.tablesIn(prefix));
      assertThat(connector.listTables().stream().filter(tables::contains).toList())
          .as("tables of the connector, in its order, that are in %s", prefix)
          .isEqualTo(tables);
    }
  }

  void readable() {
    for (List<String> namespace : all()) {
      for (String table : names.tablesIn(namespace)) {
        Options options = options(namespace, table);
        assertThat(connector.tableSchema(table, options).fields()).isNotEmpty();
        // Rows or none: that the source knows the namespace is what counts.
        Sync.walk(table, Offset.INITIAL, start -> connector.readTable(table, start, options));
      }
    }
  }

  private Options options(List<String> namespace, String table) {
    var values = new LinkedHashMap<String, JsonNode>();
    names
        .namespaceOptions(namespace)
        .forEach((name, value) -> values.put(name, JSON.valueToTree(value)));
    Options.Checked checked = Options.check(world.provider().tableOptions(table), values);
    assertThat(checked.problems())
        .as("problems of table '%s' with the options of namespace %s", table, namespace)
        .isEmpty();
    return checked.options();
  }

  void apart() {
    var selected = new LinkedHashMap<Map<String, Object>, List<String>>();
    for (List<String> namespace : all()) {
      if (!names.tablesIn(namespace).isEmpty()) {
        List<String> other = selected.put(names.namespaceOptions(namespace), namespace);
        assertThat(other).as("namespace with the options of %s", namespace).isNull();
      }
    }
    assertThat(names.namespaceOptions(List.of())).as("options of no namespace").isEmpty();
  }

  void unknown() {
    for (List<String> namespace = firstBelow(List.of());
        !namespace.isEmpty();
        namespace = firstBelow(namespace)) {
      int last = namespace.size() - 1;
      var close = new ArrayList<>(namespace);
      close.set(last, namespace.get(last) + "x");
      for (ThrowingCallable call :
          List.<ThrowingCallable>of(
              () -> names.namespaces(close),
              () -> names.tablesIn(close),
              () -> names.namespaceOptions(close))) {
        ConnectorException e = catchThrowableOfType(ConnectorException.class, call);
        assertThat(e).as("a ConnectorException for the namespace %s", close).isNotNull();
        assertThat(e.category()).isEqualTo(ConnectorException.Category.CONFIGURATION);
        assertThat(e)
            .hasMessageContaining(close.get(last))
            .hasMessageContaining("'" + namespace.get(last) + "'");
      }
    }
  }

  private List<String> firstBelow(List<String> namespace) {
    return names.namespaces(namespace).stream().findFirst().orElse(List.of());
  }
}
