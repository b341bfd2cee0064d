package dev.tributary.simulators.hubspot;

import dev.tributary.connectors.Option;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorClock;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.SimulatorProvider;
import dev.tributary.simulators.SimulatorServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The simulator {@code demo:hubspot}. */
public final class HubspotSimulator implements SimulatorProvider {
  private static final Option REQUESTS =
      number("requests_per_ten_seconds", "The limit of all requests but searches.", "190");
  private static final Option SEARCHES =
      number("searches_per_second", "The limit of searches.", "5");
  private static final Option LAG =
      number("index_lag_seconds", "How long searches know nothing of a change.", "0");
  private static final Option PROPERTIES =
      number("properties", "How many properties of its own a type has besides.", "0")
          .asSourceIdentity();
  private static final Option ASSOCIATIONS =
      number("associations", "With how many contacts the first company is associated.", "3")
          .asSourceIdentity();

  @Override
  public String name() {
    return "hubspot";
  }

  @Override
  public List<Option> parameters() {
    return List.of(REQUESTS, SEARCHES, LAG, PROPERTIES, ASSOCIATIONS);
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var clock = SimulatorClock.ticking(parameters.now());
    var data =
        new HubspotData(
            parameters,
            clock,
            Duration.ofSeconds(parameters.integer(LAG)),
            parameters.integer(PROPERTIES),
            parameters.integer(ASSOCIATIONS));
    var api =
        new HubspotApi(
            data,
            clock,
            new RateLimiter(parameters.integer(REQUESTS), Duration.ofSeconds(10), clock),
            new RateLimiter(parameters.integer(SEARCHES), Duration.ofSeconds(1), clock));
    SimulatorServer server = SimulatorServer.start(clock, api);
    return Simulator.of(
        server, Map.of("base_url", server.url().toString(), "access_token", "demo"), data.tables());
  }

  private static Option number(String name, String description, String usual) {
    return Option.of(name, Option.Type.INTEGER, description).withDefault(usual);
  }
}
