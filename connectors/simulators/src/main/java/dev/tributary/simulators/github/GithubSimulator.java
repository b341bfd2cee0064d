package dev.tributary.simulators.github;

import dev.tributary.connectors.Option;
import dev.tributary.simulators.RateLimiter;
import dev.tributary.simulators.SimulatedTable;
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
  private static final String LIMIT = "requests_per_hour";

  @Override
  public String name() {
    return "github";
  }

  @Override
  public List<Option> parameters() {
    return List.of(
        Option.of(
                LIMIT,
                Option.Type.INTEGER,
                "The rate limit. GitHub's own is 5000, too few for a large demo.")
            .withDefault("1000000"));
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var data = new GithubData(parameters);
    var clock = SimulatorClock.ticking(parameters.now());
    int limit =
        parameters.others().values().containsKey(LIMIT)
            ? Math.toIntExact(parameters.others().integer(LIMIT, 0))
            : 1_000_000;
    var api = new GithubApi(data, new RateLimiter(limit, Duration.ofHours(1), clock));
    SimulatorServer server = SimulatorServer.start(clock, api);
    return new Simulator() {
      @Override
      public SimulatorServer server() {
        return server;
      }

      @Override
      public Map<String, String> connection() {
        return Map.of("base_url", server.url().toString(), "token", "demo");
      }

      @Override
      public Map<String, SimulatedTable> tables() {
        return data.tables();
      }
    };
  }
}
