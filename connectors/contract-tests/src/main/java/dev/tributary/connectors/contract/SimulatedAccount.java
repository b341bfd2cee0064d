package dev.tributary.connectors.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.ConnectorProvider;
import dev.tributary.connectors.LakeflowConnect;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
import dev.tributary.connectors.http.RestClient;
import dev.tributary.simulators.Demo;
import dev.tributary.simulators.SimulatedTable;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorClock;
import dev.tributary.simulators.SimulatorServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A simulated account and readers of it, for whom time passes only while they wait: for a
 * connector's own tests, beside the suite.
 */
public class SimulatedAccount implements AutoCloseable {

  /** Makes the connector under test. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Makes a connector.
     *
     * @param tuning of the connector's clients, which gives them the account's time
     */
    LakeflowConnect make(
        Options connection, ConnectorContext context, UnaryOperator<RestClient.Builder> tuning);
  }

  private final ConnectorProvider provider;
  private final Maker maker;
  private final Simulator simulator;
  private final SimulatorClock local;
  private final List<Duration> waits = new ArrayList<>();
  private Instant runStart;

  /**
   * Starts the account's simulator.
   *
   * @param address as in {@code demo:acme?records=10}
   */
  public SimulatedAccount(ConnectorProvider provider, String address, Maker maker) {
    this.provider = provider;
    this.maker = maker;
    simulator = Demo.of(address).start();
    Instant now = simulator.server().clock().instant();
    simulator.server().clock().stand(now);
    local = SimulatorClock.standing(now);
    runStart = now;
  }

  public SimulatorServer server() {
    return simulator.server();
  }

  public SimulatedTable table(String name) {
    return simulator.tables().get(name);
  }

  /** All waits of connectors. */
  public List<Duration> waits() {
    return waits;
  }

  public Instant now() {
    return local.instant();
  }

  public void pass(Duration time) {
    local.advance(time);
    simulator.server().clock().advance(time);
  }

  /** Another run begins. */
  public void newRun() {
    runStart = now();
  }

  private void sleep(Duration time) {
    waits.add(time);
    pass(time);
  }

  /**
   * A connector of the present run.
   *
   * @param more options of the connection, in the place of the simulator's; an empty text takes one
   *     away
   */
  public LakeflowConnect connector(Map<String, Object> more) {
    var connection = new HashMap<String, Object>(simulator.connection());
    connection.putAll(more);
    connection.values().removeIf(""::equals);
    return maker.make(
        options(provider.connectionOptions(), connection),
        new ConnectorContext(runStart, ReadMetrics.NONE),
        settings -> settings.clock(local).sleeper(this::sleep));
  }

  /** Values of declared options, as a spec would give them. */
  public static Options options(List<Option> declared, Map<String, ?> given) {
    var values = new HashMap<String, JsonNode>();
    given.forEach((name, value) -> values.put(name, new ObjectMapper().valueToTree(value)));
    return Options.check(declared, values).orThrow();
  }

  /** All pages behind an offset, read by one connector. */
  public List<Page> read(String table, Offset start, Map<String, Object> options) {
    return read(connector(Map.of()), table, start, options);
  }

  public List<Page> read(
      LakeflowConnect connector, String table, Offset start, Map<String, Object> options) {
    Options checked = options(provider.tableOptions(table), options);
    var pages = new ArrayList<Page>();
    Offset at = start;
    while (pages.isEmpty() || !pages.get(pages.size() - 1).last()) {
      Page page = connector.readTable(table, at, checked);
      pages.add(page);
      if (page.end().equals(at)) {
        break;
      }
      at = page.end();
    }
    return pages;
  }

  public static Offset end(List<Page> pages) {
    return pages.get(pages.size() - 1).end();
  }

  public static List<JsonNode> rows(List<Page> pages) {
    return pages.stream()
        .flatMap(page -> page.records().stream())
        .map(record -> record.toTree())
        .toList();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
