package dev.tributary.simulators.zendesk;

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

/** The simulator {@code demo:zendesk}. */
public final class ZendeskSimulator implements SimulatorProvider {
  private static final Option REQUESTS =
      number(
          "requests_per_minute",
          "The account's rate limit. Zendesk's own is 200 to 2500, by plan.",
          "1000000");
  private static final Option EXPORTS =
      number(
          "exports_per_minute",
          "The limit of incremental exports. Zendesk's own is 10, too few for a demo.",
          "1000000");
  private static final Option TOKEN_SECONDS =
      number("token_seconds", "How long an access token is good.", "7200");

  @Override
  public String name() {
    return "zendesk";
  }

  @Override
  public List<Option> parameters() {
    return List.of(REQUESTS, EXPORTS, TOKEN_SECONDS);
  }

  @Override
  public Simulator start(SimulatorParameters parameters) {
    var data = new ZendeskData(parameters);
    var clock = SimulatorClock.ticking(parameters.now());
    int exports = parameters.integer(EXPORTS);
    Duration minute = Duration.ofMinutes(1);
    var tokens = new Tokens(clock, Duration.ofSeconds(parameters.integer(TOKEN_SECONDS)));
    var api =
        new ZendeskApi(
            data,
            tokens,
            new RateLimiter(parameters.integer(REQUESTS), minute, clock),
            new RateLimiter(exports, minute, clock),
            clock);
    SimulatorServer server = SimulatorServer.start(clock, api);
    return Simulator.of(
        server,
        Map.of(
            "base_url",
            server.url().toString(),
            "client_id",
            Tokens.CLIENT,
            "client_secret",
            Tokens.SECRET,
            "exports_per_minute",
            Integer.toString(exports)),
        data.tables());
  }

  private static Option number(String name, String description, String usual) {
    return Option.of(name, Option.Type.INTEGER, description).withDefault(usual);
  }
}
