package dev.tributary.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads pipeline specs, in the form that Lakeflow community connectors use. */
public final class SpecReader {
  static final String CONNECTION_NAME = "connection_name";
  static final String OBJECTS = "objects";
  static final String TABLE = "table";

  private final Destination.Defaults defaults;

  /**
   * A reader.
   *
   * @param defaults where tables go that name no catalog or schema
   */
  public SpecReader(Destination.Defaults defaults) {
    this.defaults = Objects.requireNonNull(defaults, "defaults");
  }

  /**
   * Reads a spec and collects its problems.
   *
   * @throws InvalidSpecException if the file cannot be read or is not JSON
   */
  public SpecDraft read(Path file) {
    SpecDocument document = SpecDocument.read(file);
    Problems problems = Problems.of(document);
    Optional<JsonObjectReader> top =
        JsonObjectReader.of(document.root(), "", List.of(CONNECTION_NAME, OBJECTS), problems);
    return new SpecDraft(
        file,
        document,
        top.flatMap(members -> connectionName(members, problems)),
        top.map(members -> tables(members, document, problems)).orElse(List.of()),
        problems);
  }

  private static Optional<String> connectionName(JsonObjectReader top, Problems problems) {
    top.require(CONNECTION_NAME, "it names the file connections/<name>.json");
    Optional<String> name = top.text(CONNECTION_NAME);
    if (name.isPresent() && !ConnectionLoader.isUsable(name.get())) {
      problems.add(
          top.pointer(CONNECTION_NAME),
          "'connection_name' names a file, so it must not hold '/', '\\' or control characters");
      return Optional.empty();
    }
    return name;
  }

  private List<TableSpec> tables(JsonObjectReader top, SpecDocument document, Problems problems) {
    top.require(OBJECTS, "the array of the tables to load");
    var tables = new ArrayList<TableSpec>();
    var reader = new TableReader(defaults, problems, new DestinationCheck(document, problems));
    top.array(OBJECTS)
        .ifPresent(
            objects -> {
              String pointer = top.pointer(OBJECTS);
              if (objects.isEmpty()) {
                problems.add(pointer, "'objects' must name at least one table");
              }
              for (int i = 0; i < objects.size(); i++) {
                table(objects.get(i), Pointers.element(pointer, i), reader, problems)
                    .ifPresent(tables::add);
              }
            });
    return tables;
  }

  private static Optional<TableSpec> table(
      JsonNode object, String pointer, TableReader reader, Problems problems) {
    return JsonObjectReader.of(object, pointer, List.of(TABLE), problems)
        .flatMap(
            members -> {
              members.require(TABLE, "the object that names a source table and its destination");
              return members
                  .object(TABLE)
                  .flatMap(table -> reader.read(table, members.pointer(TABLE)));
            });
  }
}
