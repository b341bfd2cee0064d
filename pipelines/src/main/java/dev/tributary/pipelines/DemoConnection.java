package dev.tributary.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.Option;
import dev.tributary.pipelines.DemoSources.Demo;
import dev.tributary.spec.Connection;
import dev.tributary.spec.Problems;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * A connection as readers get it.
 *
 * @param connection with the address of the demo's server, where it was one to a demo
 * @param demoAccount the account of the demo; empty for a real source
 */
record DemoConnection(Connection connection, Optional<String> demoAccount) {
  private static final String BASE_URL = "base_url";

  /** The connection itself or, where it is one to a demo, one to the demo's server. */
  static Optional<DemoConnection> resolve(
      Connection given, ConnectorProvider provider, DemoSources demos, Problems problems) {
    JsonNode address = given.options().get(BASE_URL);
    boolean takesAddress =
        provider.connectionOptions().stream().anyMatch(option -> option.name().equals(BASE_URL));
    if (!takesAddress
        || address == null
        || !address.isTextual()
        || !address.textValue().startsWith(DemoSources.SCHEME)) {
      return Optional.of(new DemoConnection(given, Optional.empty()));
    }
    try {
      Demo demo = demos.start(address.textValue());
      if (!demo.source().equals(given.connector())) {
        throw new ConnectorException(
            ConnectorException.Category.CONFIGURATION,
            "The connector is '%s', and the demo one of '%s'. Write '%s%s'"
                .formatted(
                    given.connector(), demo.source(), DemoSources.SCHEME, given.connector()));
      }
      return Optional.of(
          new DemoConnection(to(demo, given, provider), Optional.of(demo.account())));
    } catch (ConnectorException e) {
      problems.in(given.document()).add(given.optionsPointer() + "/" + BASE_URL, e.getMessage());
      return Optional.empty();
    }
  }

  /** Credentials are the demo's own: those given, if any, are for a real source. */
  private static Connection to(Demo demo, Connection given, ConnectorProvider provider) {
    var options = new LinkedHashMap<>(given.options());
    for (Option option : provider.connectionOptions()) {
      if (option.secret()) {
        options.remove(option.name());
      }
    }
    demo.connection().forEach((name, value) -> options.put(name, TextNode.valueOf(value)));
    var replaced = new HashSet<>(given.replaced());
    replaced.retainAll(options.keySet());
    replaced.removeAll(demo.connection().keySet());
    return new Connection(given.name(), given.connector(), options, replaced, given.document());
  }
}
