package dev.tributary.simulators;

import java.util.Map;

/** A source that runs: a server, and its data as tests see and change it. */
public interface Simulator extends AutoCloseable {

  SimulatorServer server();

  /**
   * The options that a connection to this simulator takes: {@code base_url}, credentials that it
   * accepts, and whatever else its connector requires.
   */
  Map<String, String> connection();

  /** The tables that tests can look into and change, by the names of the connector. */
  Map<String, SimulatedTable> tables();

  /** A simulator of these parts. */
  static Simulator of(
      SimulatorServer server,
      Map<String, String> connection,
      Map<String, ? extends SimulatedTable> tables) {
    return new Parts(server, Map.copyOf(connection), Map.copyOf(tables));
  }

  /** See {@link #of}. */
  record Parts(
      SimulatorServer server, Map<String, String> connection, Map<String, SimulatedTable> tables)
      implements Simulator {}

  @Override
  default void close() {
    server().close();
  }
}
