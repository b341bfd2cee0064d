package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A source, a connection to it, and time: what one check has to itself. */
final class World implements AutoCloseable {

  /** Makes the connector under test. */
  @FunctionalInterface
  interface Maker {
    LakeflowConnect make(Options connection, ConnectorContext context, ContractTime time);
  }

  private final ConnectorProvider provider;
  private final Maker maker;
  private final Optional<Simulator> simulator;
  private final Options connection;
  private final ContractTime time;
  private final Counts counts = new Counts();

  World(
      ConnectorProvider provider,
      Maker maker,
      Optional<Simulator> simulator,
      Map<String, String> connection,
      ContractTime time) {
    this.time = time;
    this.provider = provider;
    this.maker = maker;
    this.simulator = simulator;
    this.connection = options(provider.connectionOptions(), connection);
    simulator.ifPresent(source -> time.rule(source.server().clock(), Duration.ZERO));
  }

  ConnectorProvider provider() {
    return provider;
  }

  boolean isSimulated() {
    return simulator.isPresent();
  }

  Options connection() {
    return connection;
  }

  Simulator simulator() {
    return simulator.orElseThrow();
  }

  SimulatedTable table(ContractTable table) {
    SimulatedTable found = simulator().tables().get(table.name());
    if (found == null) {
      throw new AssertionError("The simulator has no table '" + table + "' to be changed");
    }
    return found;
  }

  /** Changes a table as things stand now at the source. */
  void change(Runnable change) {
    simulator().server().change(change);
  }

  ContractTime time() {
    return time;
  }

  Instant now() {
    return time.instant();
  }

  /** Lets so much time pass that nothing is too new to be read. */
  void settle() {
    time.settle();
  }

  void setSourceAhead(Duration ahead) {
    time.rule(simulator().server().clock(), ahead);
  }

  Counts counts() {
    return counts;
  }

  List<String> secrets() {
    return connection.secrets();
  }

  /** A new instance, for a run that begins now or began then. */
  LakeflowConnect connector(Instant runStart) {
    return maker.make(connection, new ConnectorContext(runStart, counts), time);
  }

  Options options(ContractTable table, String... more) {
    var values = new LinkedHashMap<>(table.options());
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return options(provider.tableOptions(table.name()), values);
  }

  boolean takes(ContractTable table, String option) {
    return provider.tableOptions(table.name()).stream().map(Option::name).anyMatch(option::equals);
  }

  private static Options options(List<Option> declared, Map<String, String> values) {
    var nodes = new LinkedHashMap<String, JsonNode>();
    values.forEach((name, value) -> nodes.put(name, TextNode.valueOf(value)));
    return Options.check(declared, nodes).orThrow();
  }

  @Override
  public void close() {
    simulator.ifPresent(Simulator::close);
  }
}
