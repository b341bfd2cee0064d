package dev.tributary.connectors.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.connectors.ConnectorContext;
import dev.tributary.connectors.Offset;
import dev.tributary.connectors.Option;
import dev.tributary.connectors.Options;
import dev.tributary.connectors.Page;
import dev.tributary.connectors.ReadMetrics;
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

/** A simulated account and readers of it, for whom time passes only while they wait. */
final class Account implements AutoCloseable {
  private final Simulator simulator;
  private final SimulatorClock local;
  private final List<Duration> waits = new ArrayList<>();
  private Instant runStart;

  Account(String parameters) {
    simulator = Demo.of("demo:zendesk?" + parameters).start();
    Instant now = simulator.server().clock().instant();
    simulator.server().clock().stand(now);
    local = SimulatorClock.standing(now);
    runStart = now;
  }

  SimulatorServer server() {
    return simulator.server();
  }

  SimulatedTable table(String name) {
    return simulator.tables().get(name);
  }

  List<Duration> waits() {
    return waits;
  }

  Instant now() {
    return local.instant();
  }

  void pass(Duration time) {
    local.advance(time);
    simulator.server().clock().advance(time);
  }

  /** Another run begins. */
  void newRun() {
    runStart = now();
  }

  private void sleep(Duration time) {
    waits.add(time);
    pass(time);
  }

  ZendeskConnector connector(Map<String, Object> more) {
    var connection = new HashMap<String, Object>(simulator.connection());
    connection.putAll(more);
    connection.values().removeIf(""::equals);
    ZendeskApi api =
        ZendeskApi.of(
            options(new ZendeskConnectorProvider().connectionOptions(), connection),
            new ConnectorContext(runStart, ReadMetrics.NONE),
            settings -> settings.clock(local).sleeper(this::sleep));
    return new ZendeskConnector(api, runStart);
  }

  static Options options(List<Option> declared, Map<String, Object> given) {
    var values = new HashMap<String, JsonNode>();
    given.forEach((name, value) -> values.put(name, new ObjectMapper().valueToTree(value)));
    return Options.check(declared, values).orThrow();
  }

  /** All pages behind an offset, read by one connector. */
  List<Page> read(String table, Offset start, Map<String, Object> options) {
    return read(connector(Map.of()), table, start, options);
  }

  static List<Page> read(
      ZendeskConnector connector, String table, Offset start, Map<String, Object> options) {
    Options checked = options(new ZendeskConnectorProvider().tableOptions(table), options);
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

  static Offset end(List<Page> pages) {
    return pages.get(pages.size() - 1).end();
  }

  static List<JsonNode> rows(List<Page> pages) {
    return pages.stream()
        .flatMap(page -> page.records().stream())
        .map(record -> record.toTree())
        .toList();
  }

  static List<Long> ids(List<Page> pages) {
    return rows(pages).stream().map(row -> row.path("id").asLong()).toList();
  }

  @Override
  public void close() {
    simulator.close();
  }
}
