package dev.tributary.spec;

import java.util.List;

/** What a run loads: tables of one connection. At least one, no two of them in one place. */
public record PipelineSpec(String connectionName, List<TableSpec> tables) {
  public PipelineSpec {
    if (connectionName.isBlank()) {
      throw new IllegalArgumentException("Invalid connection name: it is empty");
    }
    tables = List.copyOf(tables);
    if (tables.isEmpty()) {
      throw new IllegalArgumentException("Invalid tables: there are none");
    }
  }
}
