package dev.tributary.connectors.example;

import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Names;
import java.util.List;

/** The tables of the source. */
final class Tables {
  static final List<Table> ALL =
      List.of(new Customers(), new Orders(), new Subscriptions(), new Events(), new Countries());

  private Tables() {}

  static List<String> names() {
    return ALL.stream().map(Table::name).toList();
  }

  /**
   * The table of that name.
   *
   * @throws ConnectorException if there is none
   */
  static Table named(String name) {
    return ALL.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ConnectorException(
                    ConnectorException.Category.CONFIGURATION,
                    "Unknown table '" + name + "'. " + Names.suggestion(name, names())));
  }
}
