package dev.tributary.connectors.contract;

import dev.tributary.simulators.Simulator;
import dev.tributary.simulators.SimulatorParameters;
import dev.tributary.simulators.SimulatorProvider;
import java.util.Map;
import java.util.function.Function;

/** Where the suite reads from. */
public sealed interface ContractSource {

  /** What becomes of a token that the source accepts no more. */
  enum Tokens {
    /** There are none. */
    NONE,
    /** Somebody must give another one: the read fails. */
    FIXED,
    /** The connector fetches another one: the read goes on. */
    RENEWED
  }

  /** A simulator of an API. */
  static ContractSource simulated(SimulatorProvider provider, Tokens tokens) {
    return new Simulated(provider::start, tokens);
  }

  /**
   * A source inside the process, without HTTP, that tests cannot change.
   *
   * @param connection the options of a connection to data of some parameters
   */
  static ContractSource inProcess(Function<SimulatorParameters, Map<String, String>> connection) {
    return new InProcess(connection);
  }

  /** See {@link #simulated}. */
  record Simulated(Function<SimulatorParameters, Simulator> start, Tokens tokens)
      implements ContractSource {}

  /** See {@link #inProcess}. */
  record InProcess(Function<SimulatorParameters, Map<String, String>> connection)
      implements ContractSource {}
}
