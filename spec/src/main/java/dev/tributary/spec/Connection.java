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
 * A connector and what it needs to reach its source. {@link #toString} shows no value of an option.
 *
 * @param name as the spec gives it
 * @param connector the name of the connector, unchecked
 * @param options unchecked, secrets included, with placeholders replaced
 * @param replaced the names of the options with a placeholder, whose values are never shown
 * @param document where the connection is
 */
public record Connection(
    String name,
    String connector,
    Map<String, JsonNode> options,
    Set<String> replaced,
    SpecDocument document) {

  public Connection {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(connector, "connector");
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    replaced = Set.copyOf(replaced);
    Objects.requireNonNull(document, "document");
  }

  /** The pointer of the connector's name in {@link #document}. */
  public String connectorPointer() {
    return Pointers.member("", ConnectionLoader.CONNECTOR);
  }

  /** The pointer of the options in {@link #document}. */
  public String optionsPointer() {
    return Pointers.member("", ConnectionLoader.OPTIONS);
  }

  /**
   * The options for the connector; empty if there is a problem with one. Problems are told with the
   * value of an option only if it neither is a secret nor came from a placeholder.
   *
   * @param declared what the connector takes
   * @param problems those of the spec
   */
  public Optional<Options> check(List<Option> declared, Problems problems) {
    return new OptionCheck(optionsPointer(), declared, List.of(), replaced)
        .check(options, problems.in(document));
  }

  @Override
  public String toString() {
    return "connection " + name + " of " + connector + " in " + document + " " + options.keySet();
  }
}
