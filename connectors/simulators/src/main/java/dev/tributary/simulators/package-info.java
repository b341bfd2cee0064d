/**
 * Servers that behave like the APIs of sources, for demos and for tests: stateful, on loopback,
 * with data that follows from a seed, and with faults on demand.
 *
 * <p>Whoever writes one implements {@link dev.tributary.simulators.Api} with the help of {@link
 * dev.tributary.simulators.Routes}, {@link dev.tributary.simulators.Rows}, {@link
 * dev.tributary.simulators.Slice} and {@link dev.tributary.simulators.DemoHistory}, starts it as a
 * {@link dev.tributary.simulators.SimulatorServer}, and names a {@link
 * dev.tributary.simulators.SimulatorProvider} in {@code META-INF/services}.
 */
package dev.tributary.simulators;
