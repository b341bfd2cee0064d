package dev.tributary.connectors.hubspot;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A type of objects, each of which is a table.
 *
 * @param name of the table, and of the type in paths
 * @param id HubSpot's own, as in {@code 0-1}
 * @param modified the property that tells when an object was last changed
 * @param associated the types whose associations with an object are read with it
 * @see <a href="https://developers.hubspot.com/docs/guides/crm/using-object-apis">Using object
 *     APIs</a>
 */
record ObjectType(String name, String id, String modified, List<String> associated) {
  /** As HubSpot names the types that an account defines, in full. */
  private static final Pattern CUSTOM = Pattern.compile("p\\d+_\\w+");

  private static final List<String> CORE = List.of("contacts", "companies", "deals", "tickets");

  static final List<ObjectType> STANDARD =
      List.of(
          standard("contacts", "0-1", "lastmodifieddate"),
          standard("companies", "0-2", "hs_lastmodifieddate"),
          standard("deals", "0-3", "hs_lastmodifieddate"),
          standard("tickets", "0-5", "hs_lastmodifieddate"),
          standard("emails", "0-49", "hs_lastmodifieddate"),
          standard("tasks", "0-27", "hs_lastmodifieddate"),
          standard("notes", "0-46", "hs_lastmodifieddate"),
          standard("calls", "0-48", "hs_lastmodifieddate"),
          standard("meetings", "0-47", "hs_lastmodifieddate"));

  ObjectType {
    associated = List.copyOf(associated);
  }

  private static ObjectType standard(String name, String id, String modified) {
    return new ObjectType(
        name, id, modified, CORE.stream().filter(other -> !other.equals(name)).toList());
  }

  /**
   * A type that an account defines.
   *
   * @param associatedIds the ids of the types that its objects can be associated with
   */
  static ObjectType custom(String name, String id, List<String> associatedIds) {
    List<String> associated =
        STANDARD.stream()
            .filter(type -> CORE.contains(type.name()) && associatedIds.contains(type.id()))
            .map(ObjectType::name)
            .toList();
    return new ObjectType(name, id, "hs_lastmodifieddate", associated);
  }

  static List<String> standardNames() {
    return STANDARD.stream().map(ObjectType::name).toList();
  }

  static Optional<ObjectType> standard(String name) {
    return STANDARD.stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /** Whether a type of that name may exist, which only the account knows. */
  static boolean mayBeCustom(String name) {
    return CUSTOM.matcher(name).matches();
  }
}
