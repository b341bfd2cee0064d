package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A table of a source and where it goes.
 *
 * @param sourceTable as the spec names it
 * @param connectorOptions the members of {@code table_configuration} that are not Tributary's,
 *     unchecked, in the order of the spec
 * @param pointer leads to the table in the spec
 */
public record TableSpec(
    String sourceTable,
    Destination destination,
    TableSettings settings,
    Map<String, JsonNode> connectorOptions,
    String pointer) {

  public TableSpec {
    Objects.requireNonNull(sourceTable, "sourceTable");
    Objects.requireNonNull(destination, "destination");
    Objects.requireNonNull(settings, "settings");
    connectorOptions = Collections.unmodifiableMap(new LinkedHashMap<>(connectorOptions));
    Objects.requireNonNull(pointer, "pointer");
  }

  /** The pointer of the source table's name. */
  public String sourceTablePointer() {
    return Pointers.member(pointer, TableReader.SOURCE_TABLE);
  }

  /** The pointer of a member of {@code table_configuration}, which need not exist. */
  public String configurationPointer(String key) {
    return Pointers.member(configurationPointer(), key);
  }

  /**
   * The options for the connector; empty if there is a problem with one.
   *
   * @param declared what the connector takes for this table
   * @param problems those of the spec
   */
  public Optional<Options> check(List<Option> declared, Problems problems) {
    return new OptionCheck(configurationPointer(), declared, SettingsReader.keys(), Set.of())
        .check(connectorOptions, problems);
  }

  private String configurationPointer() {
    return Pointers.member(pointer, TableReader.TABLE_CONFIGURATION);
  }
}
