package dev.tributary.cli;

import dev.tributary.pipelines.DemoSources;
import dev.tributary.simulators.Simulator;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The simulators of a command: they run inside it and end with it. */
final class Demos implements DemoSources, AutoCloseable {
  private final PrintWriter err;
  private final Optional<String> host;
  private final List<Simulator> running = new ArrayList<>();

  /**
   * No demos yet.
   *
   * @param err where it is said that data is a demo's
   * @param host the name of this machine for readers on others; empty if there are none
   */
  Demos(PrintWriter err, Optional<String> host) {
    this.err = err;
    this.host = host;
  }

  @Override
  public Demo start(String address) {
    var demo = dev.tributary.simulators.Demo.of(address);
    Simulator simulator = demo.start();
    running.add(simulator);
    var connection = new HashMap<>(simulator.connection());
    host.map(simulator.server()::urlFor)
        .ifPresent(url -> connection.put("base_url", url.toString()));
    err.println("Taking demo data: " + address + ", at " + connection.get("base_url") + ".");
    err.flush();
    return new Demo(demo.source(), demo.account(), connection);
  }

  @Override
  public void close() {
    running.forEach(Simulator::close);
  }
}
