package dev.tributary.cli.violations.connectors.example;

import dev.tributary.cli.violations.connectors.github.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsOtherSource(Fixture it) {}
