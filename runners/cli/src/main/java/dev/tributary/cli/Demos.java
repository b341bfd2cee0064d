package dev.tributary.cli;

import dev.tributary.pipelines.DemoSources;
import dev.tributary.simulators.Simulator;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The simulators of a command: they run inside it and end with it. */
final class Demos implements DemoSources, AutoCloseable {
  private final PrintWriter err;
  private final List<Simulator> running = new ArrayList<>();

  /**
   * No demos yet.
   *
   * @param err where it is said that data is a demo's
   */
  Demos(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Demo start(String address) {
    var demo = dev.tributary.simulators.Demo.of(address);
    Simulator simulator = demo.start();
    running.add(simulator);
    err.println("Taking demo data: " + address + ", at " + simulator.server().url() + ".");
    err.flush();
    return new Demo(demo.source(), demo.account(), simulator.connection());
  }

  @Override
  public void close() {
    running.forEach(Simulator::close);
  }
}
