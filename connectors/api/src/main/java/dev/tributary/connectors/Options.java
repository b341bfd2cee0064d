package dev.tributary.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values of declared options, checked. Asking for an option that is not declared, or as another
 * type than it has, is a programming error. {@link #toString()} hides secrets.
 */
public final class Options {
  private final Map<String, Option> declared;
  private final Map<String, JsonNode> given;

  private Options(Map<String, Option> declared, Map<String, JsonNode> given) {
    this.declared = declared;
    this.given = given;
  }

  /**
   * Something wrong with an option.
   *
   * @param option the name of the option, declared or not
   * @param message what is wrong and what to do; without the value of a secret
   */
  public record Problem(String option, String message) {}

  /** Options, or all that is wrong with them. */
  public record Checked(Options options, List<Problem> problems) {
    /**
     * The options.
     *
     * @throws ConnectorException if there are problems
     */
    public Options orThrow() {
      if (!problems.isEmpty()) {
        throw new ConnectorException(
            ConnectorException.Category.CONFIGURATION,
            String.join("; ", problems.stream().map(Problem::message).toList()));
      }
      return options;
    }
  }

  /** Checks values against the options declared. JSON null counts as not given. */
  public static Checked check(List<Option> declared, Map<String, JsonNode> values) {
    var byName = new LinkedHashMap<String, Option>();
    for (Option option : declared) {
      checkDefault(option);
      byName.put(option.name(), option);
    }
    var given = new LinkedHashMap<String, JsonNode>();
    var problems = new ArrayList<Problem>();
    values.forEach(
        (name, value) -> {
          Option option = byName.get(name);
          if (option == null) {
            problems.add(
                new Problem(
                    name,
                    "Unknown option '" + name + "'. " + Names.suggestion(name, byName.keySet())));
          } else if (!value.isNull()) {
            problem(option, value)
                .ifPresentOrElse(problems::add, () -> given.put(name, value.deepCopy()));
          }
        });
    for (Option option : declared) {
      boolean missing = !values.containsKey(option.name()) || values.get(option.name()).isNull();
      if (option.required() && missing) {
        problems.add(
            new Problem(
                option.name(),
                "Option '" + option.name() + "' is required: " + option.description()));
      } else if (missing && option.defaultValue() != null) {
        given.put(option.name(), TextNode.valueOf(option.defaultValue()));
      }
    }
    return new Checked(new Options(byName, given), List.copyOf(problems));
  }

  private static void checkDefault(Option option) {
    String value = option.defaultValue();
    if (value != null && problem(option, TextNode.valueOf(value)).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid default of option '" + option.name() + "': " + value);
    }
  }

  private static Optional<Problem> problem(Option option, JsonNode value) {
    // An address may hold a password that does not belong there.
    boolean hidden =
        option.secret() || (option.type() == Option.Type.URL && value.toString().contains("@"));
    String shown = hidden ? "" : ", not " + value;
    try {
      if (!fits(option, value)) {
        return Optional.of(
            new Problem(
                option.name(),
                "Option '" + option.name() + "' must be " + option.type().expectation() + shown));
      }
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return Optional.of(
          new Problem(
              option.name(),
              "Option '" + option.name() + "' must be " + option.type().expectation() + shown));
    }
    if (!option.choices().isEmpty() && !option.choices().contains(value.asText())) {
      return Optional.of(
          new Problem(
              option.name(),
              "Option '"
                  + option.name()
                  + "' must be one of "
                  + String.join(", ", option.choices())
                  + shown));
    }
    if (option.type() == Option.Type.INTEGER && !isInRange(option, value.asLong())) {
      String range =
          option.most() == Long.MAX_VALUE
              ? option.least() + " or more"
              : "from " + option.least() + " to " + option.most();
      return Optional.of(
          new Problem(option.name(), "Option '" + option.name() + "' must be " + range + shown));
    }
    return Optional.empty();
  }

  private static boolean isInRange(Option option, long value) {
    return value >= option.least() && value <= option.most();
  }

  /** Whether a value is of an option's type; numbers and booleans may be written as strings. */
  private static boolean fits(Option option, JsonNode value) {
    return switch (option.type()) {
      case STRING -> value.isValueNode() && !value.asText().isEmpty();
      case INTEGER ->
          value.isIntegralNumber()
              ? value.canConvertToLong() && value.longValue() >= 0
              : value.isTextual()
                  && value.asText().matches("[0-9]+")
                  && Long.parseLong(value.asText()) >= 0;
      case BOOLEAN ->
          value.isBoolean()
              || (value.isTextual()
                  && List.of("true", "false").contains(value.asText().toLowerCase(Locale.ROOT)));
      case INSTANT -> value.isTextual() && parseInstant(value.asText()) != null;
      case LIST -> value.isTextual() || (value.isArray() && allTexts(value));
      case URL -> value.isTextual() && isHttp(URI.create(value.asText()));
    };
  }

  private static boolean isHttp(URI url) {
    return url.getHost() != null
        && url.getUserInfo() == null
        && url.getScheme() != null
        && List.of("http", "https").contains(url.getScheme().toLowerCase(Locale.ROOT));
  }

  private static boolean allTexts(JsonNode array) {
    for (JsonNode element : array) {
      if (!element.isTextual()) {
        return false;
      }
    }
    return true;
  }

  private static Instant parseInstant(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  public boolean has(String name) {
    declaration(name);
    return given.containsKey(name);
  }

  /** The value as text, or null where it is neither given nor has a default. */
  public String string(String name) {
    return has(name) ? given.get(name).asText() : null;
  }

  /**
   * The value of an {@link Option.Type#INTEGER}.
   *
   * @param otherwise the answer where the option is not given and has no default
   */
  public long integer(String name, long otherwise) {
    require(name, Option.Type.INTEGER);
    return has(name) ? Long.parseLong(given.get(name).asText()) : otherwise;
  }

  /** An {@link Option.Type#INTEGER} that counts seconds; zero where it is not given. */
  public Duration seconds(String name) {
    return Duration.ofSeconds(integer(name, 0));
  }

  /** The value of a {@link Option.Type#BOOLEAN}; false where it is not given. */
  public boolean bool(String name) {
    require(name, Option.Type.BOOLEAN);
    return has(name) && given.get(name).asText().equalsIgnoreCase("true");
  }

  /** The value of an {@link Option.Type#INSTANT}, or null. */
  public Instant instant(String name) {
    require(name, Option.Type.INSTANT);
    return has(name) ? parseInstant(given.get(name).asText()) : null;
  }

  /** The value of an {@link Option.Type#URL}, or null. */
  public URI url(String name) {
    require(name, Option.Type.URL);
    return has(name) ? URI.create(given.get(name).asText()) : null;
  }

  /** The values of an {@link Option.Type#LIST}; empty where it is not given. */
  public List<String> list(String name) {
    require(name, Option.Type.LIST);
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = given.get(name);
    if (value.isTextual()) {
      return List.of(value.asText());
    }
    var texts = new ArrayList<String>();
    value.forEach(element -> texts.add(element.asText()));
    return List.copyOf(texts);
  }

  /** The values that say which data is read, by name; never a secret. */
  public Map<String, String> sourceIdentity() {
    var identity = new TreeMap<String, String>();
    given.forEach(
        (name, value) -> {
          if (declared.get(name).identifiesSource()) {
            identity.put(name, identity(declared.get(name).type(), value));
          }
        });
    return identity;
  }

  /** One text for all ways to write the same value. */
  private static String identity(Option.Type type, JsonNode value) {
    return switch (type) {
      case STRING, URL -> value.asText();
      case INTEGER -> Long.toString(Long.parseLong(value.asText()));
      case BOOLEAN -> value.asText().toLowerCase(Locale.ROOT);
      case INSTANT -> parseInstant(value.asText()).toString();
      case LIST ->
          value.isTextual()
              ? JsonNodeFactory.instance.arrayNode().add(value).toString()
              : value.toString();
    };
  }

  /** The secrets among the values, so that texts can be cleaned of them. */
  public List<String> secrets() {
    return given.entrySet().stream()
        .filter(entry -> declared.get(entry.getKey()).secret())
        .map(entry -> entry.getValue().asText())
        .toList();
  }

  /** The values by name, secrets included, for {@link #check} in another process. */
  public Map<String, JsonNode> values() {
    return Map.copyOf(given);
  }

  private Option declaration(String name) {
    Option option = declared.get(name);
    if (option == null) {
      throw new IllegalArgumentException("Option '" + name + "' is not declared");
    }
    return option;
  }

  private void require(String name, Option.Type type) {
    if (declaration(name).type() != type) {
      throw new IllegalArgumentException("Option '" + name + "' is not of type " + type);
    }
  }

  @Override
  public String toString() {
    var shown = new TreeMap<String, JsonNode>();
    given.forEach(
        (name, value) ->
            shown.put(
                name,
                declared.get(name).secret() ? JsonNodeFactory.instance.textNode("***") : value));
    return shown.toString();
  }
}
