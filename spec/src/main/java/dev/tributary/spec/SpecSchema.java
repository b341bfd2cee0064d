package dev.tributary.spec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON Schema of specs, for editors and other programs. It refuses nothing that {@link
 * SpecReader} takes; what only the reader can tell, such as a setting that contradicts another or
 * an option that a connector does not know, it takes.
 */
final class SpecSchema {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final String DEFINITIONS = "$defs";

  private SpecSchema() {}

  static ObjectNode json() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", DRAFT);
    schema.put("title", "Tributary pipeline spec");
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    properties
        .putObject(SpecReader.CONNECTION_NAME)
        .put("description", "Names the file connections/<name>.json beside the spec.")
        .put("type", "string")
        .put("pattern", "^(?=.*\\S)[^/\\\\\\u0000-\\u001f\\u007f-\\u009f]+$");
    ObjectNode objects = properties.putObject(SpecReader.OBJECTS);
    objects.put("description", "The tables to load.").put("type", "array").put("minItems", 1);
    ObjectNode element = objects.putObject("items");
    element.put("type", "object");
    element.putObject("properties").set(SpecReader.TABLE, table());
    close(element, SpecReader.TABLE);
    close(schema, SpecReader.CONNECTION_NAME, SpecReader.OBJECTS);
    schema.set(DEFINITIONS, definitions());
    return schema;
  }

  private static ObjectNode table() {
    ObjectNode table = JSON.createObjectNode();
    table.put("type", "object");
    ObjectNode properties = table.putObject("properties");
    for (String member : TableReader.MEMBERS) {
      properties.set(member, member(member));
    }
    close(table, TableReader.SOURCE_TABLE);
    return table;
  }

  private static ObjectNode member(String name) {
    return switch (name) {
      case TableReader.SOURCE_TABLE ->
          JSON.createObjectNode()
              .put("description", "The table at the source.")
              .put("type", "string")
              .put("pattern", "\\S");
      case TableReader.CATALOG -> name("The catalog; main if there is none.");
      case TableReader.SCHEMA -> name("The schema; default if there is none.");
      case TableReader.TABLE -> name("The table; named as at the source if there is none.");
      case TableReader.TABLE_CONFIGURATION -> configuration();
      default -> throw new IllegalArgumentException("Unknown member: " + name);
    };
  }

  private static ObjectNode name(String description) {
    return reference("name").put("description", description);
  }

  private static ObjectNode configuration() {
    ObjectNode configuration = JSON.createObjectNode();
    configuration.put(
        "description", "Settings of Tributary's; all other members are options of the connector.");
    types(configuration, "object", "null");
    ObjectNode properties = configuration.putObject("properties");
    for (Setting setting : Setting.values()) {
      properties.set(setting.key(), setting(setting));
    }
    UnsupportedSettings.KEYS.forEach(key -> properties.putObject(key).put("type", "null"));
    return configuration;
  }

  private static ObjectNode setting(Setting setting) {
    ObjectNode schema =
        switch (setting.form()) {
          case CHOICE -> choice(setting.choices());
          case COLUMNS -> reference("columns");
          case FLAG -> reference("flag");
          case DURATION -> reference("duration");
          case BUDGET -> budget();
        };
    return schema.put("description", setting.description());
  }

  /** Editors offer the words, and any case of them is taken. */
  private static ObjectNode choice(List<String> words) {
    ObjectNode choice = JSON.createObjectNode();
    ArrayNode forms = choice.putArray("anyOf");
    ArrayNode values = forms.addObject().putArray("enum");
    words.forEach(values::add);
    values.addNull();
    forms.addObject().put("type", "string").put("pattern", anyCase(words));
    return choice;
  }

  private static String anyCase(List<String> words) {
    var pattern = new StringBuilder("^(");
    for (String word : words) {
      pattern.append(pattern.length() > 2 ? "|" : "");
      word.chars()
          .forEach(
              c ->
                  pattern.append(
                      Character.isLetter(c)
                          ? "["
                              + Character.toString(Character.toUpperCase(c))
                              + Character.toString(Character.toLowerCase(c))
                              + "]"
                          : Character.toString(c)));
    }
    return pattern.append(")$").toString();
  }

  private static ObjectNode budget() {
    ObjectNode budget = JSON.createObjectNode();
    ArrayNode forms = budget.putArray("anyOf");
    forms.add(reference("duration"));
    ObjectNode object = forms.addObject();
    object.put("type", "object");
    ObjectNode properties = object.putObject("properties");
    properties.set(Setting.TIME, reference("duration"));
    types(properties.putObject(Setting.RECORDS), "integer", "null").put("minimum", 1);
    close(object);
    return budget;
  }

  private static ObjectNode definitions() {
    ObjectNode definitions = JSON.createObjectNode();
    ObjectNode name = types(definitions.putObject("name"), "string", "null");
    name.put("pattern", "^" + Destination.NAME.pattern() + "$");
    name.putObject("not").put("type", "string").put("pattern", "\\.\\.");
    ArrayNode columns = definitions.putObject("columns").putArray("anyOf");
    columns.addObject().put("type", "null");
    // An array written as a string, else one name.
    columns.addObject().put("type", "string").put("pattern", "^\\s*\\[|^[^,]*[^,\\s][^,]*$");
    ObjectNode array = columns.addObject().put("type", "array").put("minItems", 1);
    array.putObject("items").put("type", "string").put("pattern", "\\S");
    array.put("uniqueItems", true);
    ArrayNode flag = definitions.putObject("flag").putArray("anyOf");
    types(flag.addObject(), "boolean", "null");
    flag.addObject().put("type", "string").put("pattern", anyCase(List.of("true", "false")));
    types(definitions.putObject("duration"), "string", "null")
        .put("pattern", "^[0-9]+ ?[smhd]$|^[+-]?[Pp]")
        .put("description", Durations.EXPECTATION);
    return definitions;
  }

  private static ObjectNode reference(String definition) {
    return JSON.createObjectNode().put("$ref", "#/" + DEFINITIONS + "/" + definition);
  }

  private static ObjectNode types(ObjectNode schema, String... types) {
    ArrayNode array = schema.putArray("type");
    List.of(types).forEach(array::add);
    return schema;
  }

  /** Some members must be there, and others than those named must not. */
  private static void close(ObjectNode object, String... required) {
    if (required.length > 0) {
      ArrayNode names = object.putArray("required");
      List.of(required).forEach(names::add);
    }
    object.put("additionalProperties", false);
  }
}
