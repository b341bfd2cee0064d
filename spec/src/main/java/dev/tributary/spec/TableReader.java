package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tables of one spec, one by one. */
final class TableReader {
  static final String SOURCE_TABLE = "source_table";
  static final String TABLE_CONFIGURATION = "table_configuration";
  static final String CATALOG = "destination_catalog";
  static final String SCHEMA = "destination_schema";
  static final String TABLE = "destination_table";
  static final List<String> MEMBERS =
      List.of(SOURCE_TABLE, CATALOG, SCHEMA, TABLE, TABLE_CONFIGURATION);

  /** Stands for one that is not usable, in a draft that can never become a spec. */
  private static final Destination STAND_IN = new Destination("invalid", "invalid", "invalid");

  private final Destination.Defaults defaults;
  private final Problems problems;
  private final DestinationCheck destinations;

  TableReader(Destination.Defaults defaults, Problems problems, DestinationCheck destinations) {
    this.defaults = defaults;
    this.problems = problems;
    this.destinations = destinations;
  }

  /** The table, or empty if it does not say which one of the source it is. */
  Optional<TableSpec> read(JsonNode node, String pointer) {
    return JsonObjectReader.of(node, pointer, MEMBERS, problems)
        .flatMap(members -> read(members, pointer));
  }

  private Optional<TableSpec> read(JsonObjectReader members, String pointer) {
    members.require(SOURCE_TABLE, "the name of the table at the source");
    Optional<String> sourceTable = members.text(SOURCE_TABLE);
    Optional<Destination> destination = destination(members, sourceTable);
    SettingsReader.Configuration configuration =
        members
            .object(TABLE_CONFIGURATION)
            .flatMap(
                node -> SettingsReader.read(node, members.pointer(TABLE_CONFIGURATION), problems))
            .orElse(new SettingsReader.Configuration(TableSettings.DEFAULTS, Map.of()));
    Optional<TableSpec> table =
        sourceTable.map(
            source ->
                new TableSpec(
                    source,
                    destination.orElse(STAND_IN),
                    configuration.settings(),
                    configuration.connectorOptions(),
                    pointer));
    if (destination.isPresent()) {
      table.ifPresent(destinations::place);
    }
    return table;
  }

  private Optional<Destination> destination(
      JsonObjectReader members, Optional<String> sourceTable) {
    Optional<String> catalog = name(members, CATALOG, defaults.catalog());
    Optional<String> schema = name(members, SCHEMA, defaults.schema());
    Optional<String> table =
        members.member(TABLE).isPresent()
            ? usableName(members, TABLE)
            : sourceTable.filter(source -> canNameDestination(source, members));
    return catalog.isPresent() && schema.isPresent() && table.isPresent()
        ? Optional.of(new Destination(catalog.get(), schema.get(), table.get()))
        : Optional.empty();
  }

  private Optional<String> name(JsonObjectReader members, String member, String otherwise) {
    return members.member(member).isPresent()
        ? usableName(members, member)
        : Optional.of(otherwise);
  }

  private Optional<String> usableName(JsonObjectReader members, String member) {
    Optional<String> name = members.text(member);
    Optional<String> flaw = name.flatMap(Destination::flaw);
    flaw.ifPresent(
        text -> problems.add(members.pointer(member), "'" + name.orElseThrow() + "' " + text));
    return flaw.isPresent() ? Optional.empty() : name;
  }

  private boolean canNameDestination(String sourceTable, JsonObjectReader members) {
    Optional<String> flaw = Destination.flaw(sourceTable);
    flaw.ifPresent(
        text ->
            problems.add(
                members.pointer(SOURCE_TABLE),
                "The destination needs a 'destination_table', for '" + sourceTable + "' " + text));
    return flaw.isEmpty();
  }
}
