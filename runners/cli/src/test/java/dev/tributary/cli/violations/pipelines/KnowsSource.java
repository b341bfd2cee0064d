package dev.tributary.cli.violations.pipelines;

import dev.tributary.cli.violations.connectors.github.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSource(Fixture it) {}
