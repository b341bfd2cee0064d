package dev.tributary.simulators;

import dev.tributary.connectors.Option;
import java.util.List;

/**
 * Starts the simulator of one source. Found through {@link java.util.ServiceLoader}; must have a
 * public constructor without parameters.
 */
public interface SimulatorProvider {

  /** The name in {@code demo:<name>}: that of the source's connector. */
  String name();

  /**
   * Parameters beyond {@code records}, {@code seed} and {@code day}. One that says which data there
   * is, so that rows of two of its values must not mix, is marked {@link Option#asSourceIdentity}.
   */
  default List<Option> parameters() {
    return List.of();
  }

  /**
   * Starts a server on a free port of loopback. The caller closes it.
   *
   * <p>Data of many records is made when it is first asked for: commands that ask nothing of a
   * source start its simulator too.
   */
  Simulator start(SimulatorParameters parameters);
}
