package dev.tributary.cli.violations.connectors.github;

import dev.tributary.cli.violations.simulators.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSimulators(Fixture it) {}
