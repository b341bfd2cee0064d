package dev.tributary.simulators.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.simulators.Response;
import dev.tributary.simulators.Samples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The properties of a type, which its account defines, and values of them.
 *
 * @see <a
 *     href="https://developers.hubspot.com/docs/api-reference/latest/crm/properties/guide">Properties</a>
 */
final class Definitions {
  private static final List<String> TYPES =
      List.of("string", "number", "bool", "enumeration", "date", "datetime");

  /** The type of each, by name. */
  private final Map<String, String> types = new LinkedHashMap<>();

  /** Those of which there are many, whose values follow from a row's number. */
  private final Map<String, Integer> many = new LinkedHashMap<>();

  /**
   * Properties as an account has them from the begin.
   *
   * @param named name, type, name, type …
   * @param more how many there are besides
   */
  Definitions(int more, String... named) {
    for (int i = 0; i < named.length; i += 2) {
      types.put(named[i], named[i + 1]);
    }
    for (int i = 1; i <= more; i++) {
      String name = "one_of_many_properties_%03d".formatted(i);
      types.put(name, TYPES.get(i % TYPES.size()));
      many.put(name, i);
    }
  }

  Map<String, String> types() {
    return types;
  }

  void define(String name, String type) {
    types.put(name, type);
  }

  void remove(String name) {
    types.remove(name);
    many.remove(name);
  }

  /** Values, as texts, of all properties but those that follow from a row's number. */
  ObjectNode values(Instant time, SplittableRandom random) {
    ObjectNode values = Response.object();
    types.forEach(
        (name, type) -> {
          if (!many.containsKey(name)) {
            values.put(name, Samples.orNull(value(type, time, random), random));
          }
        });
    return values;
  }

  private static String value(String type, Instant time, SplittableRandom random) {
    return switch (type) {
      case "number" -> BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(3)).toString();
      case "bool" -> Boolean.toString(random.nextBoolean());
      case "date" -> time.toString().substring(0, 10);
      case "datetime" -> time.plusMillis(random.nextInt(1_000)).toString();
      case "enumeration" -> Samples.pick(List.of("new", "open;working", "größe"), random);
      case "phone_number" -> "+4512345678";
      default -> Samples.sentence(random);
    };
  }

  /**
   * The value of a row's property as a text, or null.
   *
   * @param number from which those follow that are not stored
   */
  String text(ObjectNode stored, long number, String name) {
    Integer index = many.get(name);
    if (index != null) {
      var random = new SplittableRandom(number * 1_000 + index);
      return value(types.get(name), Instant.ofEpochSecond(1_700_000_000 + number), random);
    }
    return types.containsKey(name) ? stored.path(name).asText(null) : null;
  }

  /** A value as a column has it. */
  JsonNode typed(String name, String text) {
    return switch (types.get(name)) {
      case "number" -> DecimalNode.valueOf(new BigDecimal(text));
      case "bool" -> BooleanNode.valueOf(Boolean.parseBoolean(text));
      default -> TextNode.valueOf(text);
    };
  }
}
