package dev.tributary.cli.violations.simulators;

import dev.tributary.cli.violations.connectors.github.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSource(Fixture it) {}
