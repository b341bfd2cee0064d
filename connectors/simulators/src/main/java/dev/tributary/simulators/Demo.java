package dev.tributary.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorException;
import dev.tributary.connectors.Names;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** A simulator as an address names it: {@code demo:<source>?records=5000&seed=1&day=2}. */
public final class Demo {
  /** What such an address begins with. */
  public static final String SCHEME = "demo:";

  private final SimulatorProvider provider;
  private final Options options;

  private Demo(SimulatorProvider provider, Options options) {
    this.provider = provider;
    this.options = options;
  }

  /**
   * The demo of an address.
   *
   * @throws ConnectorException if there is no such simulator on the class path or no such
   *     parameter; the message names the closest one
   */
  public static Demo of(String address) {
    if (!address.startsWith(SCHEME)) {
      throw new IllegalArgumentException("Not the address of a demo: '" + address + "'");
    }
    int question = address.indexOf('?');
    String name = address.substring(SCHEME.length(), question < 0 ? address.length() : question);
    SimulatorProvider provider = provider(name);
    String query = question < 0 ? "" : address.substring(question + 1);
    var values = new LinkedHashMap<String, JsonNode>();
    for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String key = equals < 0 ? parameter : parameter.substring(0, equals);
      JsonNode value =
          TextNode.valueOf(equals < 0 ? "" : Request.decode(parameter.substring(equals + 1)));
      if (values.put(Request.decode(key), value) != null) {
        throw invalid(address, "'" + key + "' is given twice");
      }
    }
    List<Option> declared = SimulatorParameters.options(provider);
    Options.Checked checked = Options.check(declared, values);
    if (!checked.problems().isEmpty()) {
      throw invalid(
          address,
          checked.problems().stream()
              .map(Options.Problem::message)
              .collect(Collectors.joining("; ")));
    }
    var demo = new Demo(provider, checked.options());
    try {
      demo.parameters();
    } catch (ConnectorException e) {
      throw invalid(address, e.getMessage());
    }
    return demo;
  }

  private static SimulatorProvider provider(String name) {
    var names = new ArrayList<String>();
    for (SimulatorProvider provider : ServiceLoader.load(SimulatorProvider.class)) {
      if (provider.name().equals(name)) {
        return provider;
      }
      names.add(provider.name());
    }
    throw new ConnectorException(
        ConnectorException.Category.CONFIGURATION,
        "Unknown demo '" + SCHEME + name + "'. " + Names.suggestion(name, names));
  }

  private static ConnectorException invalid(String address, String what) {
    return new ConnectorException(
        ConnectorException.Category.CONFIGURATION, "Invalid demo '" + address + "': " + what);
  }

  /** The name of the source. */
  public String source() {
    return provider.name();
  }

  /**
   * What names the data, whatever the day and however much of it there is: {@code
   * demo:github?seed=1}.
   */
  public String account() {
    return SCHEME
        + provider.name()
        + "?"
        + options.sourceIdentity().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
  }

  public SimulatorParameters parameters() {
    return SimulatorParameters.of(options);
  }

  /** Starts the simulator. The caller closes it. */
  public Simulator start() {
    return provider.start(parameters());
  }
}
