package dev.tributary.simulators.github;

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

/** The simulator {@code demo:github}. */
public final class GithubSimulator implements SimulatorProvider {
  private static final Option LIMIT =
      Option.of(
              "requests_per_hour",
              Option.Type.INTEGER,
              "The rate limit. GitHub's own is 5000, too few for a large demo.")
          .withDefault("1000000");

  @Override
  public String name() {
    return "github";
  }

  @Override
  public List<Option> parameters() {
    return List.of(LIMIT);
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var data = new GithubData(parameters);
    var clock = SimulatorClock.ticking(parameters.now());
    var limiter = new RateLimiter(parameters.integer(LIMIT), Duration.ofHours(1), clock);
    SimulatorServer server = SimulatorServer.start(clock, new GithubApi(data, limiter));
    return Simulator.of(
        server, Map.of("base_url", server.url().toString(), "token", "demo"), data.tables());
  }
}
