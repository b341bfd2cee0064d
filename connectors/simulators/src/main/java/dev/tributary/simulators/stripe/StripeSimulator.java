package dev.tributary.simulators.stripe;

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

/** The simulator {@code demo:stripe}. */
public final class StripeSimulator implements SimulatorProvider {
  private static final Option REQUESTS =
      number(
          "requests_per_second",
          "The rate limit. Stripe's own is 25 in a sandbox, too few for a demo.",
          "1000000");
  private static final Option EVENT_DAYS = number("event_days", "How long events are kept.", "30");
  private static final Option EVENT_DELAY =
      number("event_delay_seconds", "How late an event is seen at most.", "0");

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public List<Option> parameters() {
    return List.of(REQUESTS, EVENT_DAYS, EVENT_DELAY);
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var clock = SimulatorClock.ticking(parameters.now());
    Duration kept = Duration.ofDays(parameters.integer(EVENT_DAYS));
    var log = new EventLog(clock, kept, parameters.integer(EVENT_DELAY));
    var data = new StripeData(parameters, clock, log);
    var limiter = new RateLimiter(parameters.integer(REQUESTS), Duration.ofSeconds(1), clock);
    SimulatorServer server = SimulatorServer.start(clock, new StripeApi(data, limiter, clock));
    return Simulator.of(
        server,
        Map.of(
            "base_url",
            server.url().toString(),
            "api_key",
            StripeApi.KEY,
            "requests_per_second",
            Integer.toString(parameters.integer(REQUESTS))),
        data.tables());
  }

  private static Option number(String name, String description, String usual) {
    return Option.of(name, Option.Type.INTEGER, description).withDefault(usual);
  }
}
