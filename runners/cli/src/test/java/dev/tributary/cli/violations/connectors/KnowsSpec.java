package dev.tributary.cli.violations.connectors;

import dev.tributary.cli.violations.spec.Fixture;

/** Knows what it may not: the architecture test must find it. */
public record KnowsSpec(Fixture it) {}
